"""Saying that words or pictures may upset whoever reads them."""

from django.utils.translation import gettext as _

from commitments.permissions import can_moderate
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission


def mark_upsetting(*, submission: Submission, is_upsetting: bool, by: User) -> None:
    """They are covered for everybody at the desk until somebody asks for them. It decides nothing."""
    if not can_moderate(by):
        raise Refused(_("Only moderators can do this."))
    Submission.objects.filter(pk=submission.pk).update(is_upsetting=is_upsetting)
