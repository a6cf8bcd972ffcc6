"""Taking a commitment down. Its address answers 410 from then on, if it was ever public."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commitments.models import Commitment
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import MOVES, Action

from .care_mails import tell_taken_down
from .handing_over import title_of
from .joint import people_of, tell
from .public_facts import refresh
from .words import locked


@transaction.atomic
def withdraw(*, commitment: Commitment, by: User | None) -> Commitment:
    """Withdraw its words, its news and the names under it, public or waiting.

    What other people said of it is theirs and stays as it is.
    """
    held = locked(commitment)
    title = title_of(held)
    submissions = list(withdrawable(held).order_by("pk"))
    if not submissions:
        raise Refused(_("This commitment is down already."))
    beside = list(held.parties.filter(submission__in=submissions).select_related("organisation", "keeper"))
    for submission in submissions:
        move(submission=submission, action=Action.WITHDRAW, revision=submission.revision, by=by)
    held = refresh(commitment=held, taken_down_why=Commitment.TakenDown.MAKER)
    for party in beside:
        for person in people_of(party):
            tell(person, party, kind="commitments/together_ended", period=f"ended-{party.key.hex}")
    if by is not None:
        tell_taken_down(commitment=held, title=title, by=by)
    return held


def withdrawable(commitment: Commitment) -> QuerySet[Submission]:
    return Submission.objects.filter(
        Q(version__commitment=commitment)
        | Q(news__commitment=commitment)
        | Q(reply__commitment=commitment)
        | Q(party__commitment=commitment),
        state__in=MOVES[Action.WITHDRAW].starts,
    )
