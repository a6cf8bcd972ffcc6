"""A steward chooses what people learned for the one page of their charter, and takes it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter
from charters.permissions import can_steward
from commitments.learning import public_learning
from commitments.models import ChosenLearning, News
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused

# More would not fit on one page.
MOST = 5


@transaction.atomic
def choose_learning(*, charter: Charter, news: News, by: User) -> ChosenLearning:
    """Choosing it again changes nothing. Raises `Refused` when it is not public, or when enough are chosen."""
    held = held_charter(charter, by)
    if not public_learning(held).filter(pk=news.pk).exists():
        raise Refused(_("That is not public any more, so it cannot stand on the page."))
    chosen = ChosenLearning.objects.filter(charter=held)
    already = chosen.filter(news=news).first()
    if already:
        return already
    # Only those that are shown take up room.
    if public_learning(held).filter(pk__in=chosen.values("news")).count() >= MOST:
        raise Refused(_("There is room for %(most)s. Take one back first.") % {"most": MOST})
    return ChosenLearning.objects.create(charter=held, news=news, chosen_by=by, chosen_at=timezone.now())


@transaction.atomic
def take_back_learning(*, charter: Charter, news: News, by: User) -> None:
    """Taking it back again changes nothing."""
    ChosenLearning.objects.filter(charter=held_charter(charter, by), news=news).delete()


def held_charter(charter: Charter, by: User) -> Charter:
    """Held, so that two stewards who choose at once cannot fill one place twice."""
    if not can_steward(by, charter):
        raise Refused(_("Only the people who look after this charter can choose."))
    return Charter.objects.select_for_update(of=("self",)).get(pk=charter.pk)
