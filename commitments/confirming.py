"""When something is *confirmed by people involved*, beside being done by its maker's word. The rule stands here alone.

It is confirmed when all of this is true:

1. its maker says that it is done, and that news is public;
2. at least three people involved have said since how they see it, and their views are public;
3. more of these say "yes" than "a bit" and "no" together.

"Since" begins when the first of the maker's news that says "done", without another state after it, became public: those
who answered before judged other words.
"""

from collections.abc import Iterable
from datetime import datetime

from commitments.going import Going
from commitments.models import Commitment, View
from coprod_portal.submissions.states import State

# So many must have answered before anything of it is shown, so that nobody can be picked out.
NEEDED = 3


def is_confirmed(commitment: Commitment) -> bool:
    """Worked out from what is published. `public_facts.refresh` keeps it as `Commitment.is_confirmed`."""
    since = done_since(commitment)
    if since is None:
        return False
    answers = commitment.views.filter(submission__state=State.PUBLISHED, submission__created_at__gte=since)
    return do_confirm(answers.values_list("answer", flat=True))


def do_confirm(answers: Iterable[str]) -> bool:
    answers = list(answers)
    yes = answers.count(View.Answer.YES)
    return len(answers) >= NEEDED and yes > len(answers) - yes


def done_since(commitment: Commitment) -> datetime | None:
    """Since when its maker's public word has been "done"; None where it is something else."""
    told = (
        commitment.news.filter(submission__state=State.PUBLISHED)
        .order_by("-told_on", "-pk")
        .values_list("going", "submission__published_at")
    )
    since: datetime | None = None
    for going, published_at in told:
        if going != Going.DONE:
            break
        since = published_at
    return since
