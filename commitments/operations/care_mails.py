"""What whoever looks after a commitment is told when its words change, when it ends, or when it goes from the site."""

from django.db import transaction
from django.utils import timezone

from commitments.models import Commitment
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Subject
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.models import Submission


def tell_received(*, commitment: Commitment, submission: Submission, title: str, kind: str, by: User) -> None:
    """To whoever sent it just now: we have it, and read it by a day. In the caller's transaction."""
    post(
        to=by.email,
        kind=kind,
        thing=f"submission:{submission.pk}",
        period=f"received-{submission.revision}",
        context={"commitment": commitment, "title": title, "read_by_date": submission.read_by_date},
    )


@transaction.atomic
def tell_taken_down(*, commitment: Commitment, title: str, by: User) -> None:
    """Whoever took it down gets a mail, and its keeper, if that is somebody else, a part of their letter."""
    context = {"commitment": commitment, "title": title}
    thing, period = f"commitment:{commitment.reference}", f"down-{timezone.localdate()}"
    post(to=by.email, kind="commitments/taken_down", thing=thing, period=period, context=context)
    keeper = commitment.keeper
    if keeper is not None and keeper != by and keeper.is_active:
        letters.add(
            to=keeper.email,
            subject=Subject.CARE,
            kind="commitments/taken_down_by_colleague",
            thing=thing,
            period=period,
            context=context,
        )
