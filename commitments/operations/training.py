"""What somebody who trains would decide. Their first answer stays: what the team agreed on is shown after it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import TrainingAnswer, TrainingItem
from commitments.training import ANSWERS, NEED_REASON
from coprod_portal.accounts.models import Role, User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import Action

WHO = (Role.Name.MODERATOR, Role.Name.REVIEWER)


@transaction.atomic
def answer_training(*, item: TrainingItem, action: Action, reason: str, by: User) -> TrainingAnswer:
    if not by.is_active or not by.roles.filter(name__in=WHO).exists():
        raise Refused(_("Training is for moderators and reviewers."))
    if action not in ANSWERS:
        raise Refused(_("Choose what you would decide."))
    if action in NEED_REASON and not reason:
        raise Refused(_("Choose a reason."))
    return TrainingAnswer.objects.get_or_create(
        item=item,
        by=by,
        defaults={"action": action, "reason": reason if action in NEED_REASON else "", "at": timezone.now()},
    )[0]
