"""What the same maker sent before, and what we decided on it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from commitments.desk.reading import Step, step
from commitments.desk.safety import without_apart
from commitments.desk.waiting import OnTheDesk, submissions
from commitments.models import Reason
from commitments.subjects import same_thing
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import DECISIONS, State

LOOKED_AT = 50
SHOWN = 5


@dataclass(frozen=True)
class Earlier:
    """The newest first. `ended` counts the states of as many as were looked at."""

    items: list[OnTheDesk]
    decisions: list[Step]
    looked_at: int
    ended: dict[str, int]


def earlier(submission: Submission, known: Mapping[str, Reason]) -> Earlier:
    """Words of the same writer, and words about the same thing, but no drafts and nothing that is kept apart.

    Each way to them has an index: a maker with thousands of items costs no more than one with ten.
    """
    sent = Submission.objects.exclude(state__in=(State.DRAFT, State.APART)).exclude(pk=submission.pk).order_by("-pk")
    keys = set(same_thing(submission, most=LOOKED_AT))
    if submission.written_by_id:
        keys |= set(sent.filter(written_by=submission.written_by_id).values_list("pk", flat=True)[:LOOKED_AT])
    states = dict(without_apart(sent.filter(pk__in=keys)).values_list("pk", "state")[:LOOKED_AT])
    newest = submissions().filter(pk__in=list(states)[:SHOWN]).order_by("-pk")
    records = (
        MoveRecord.objects.filter(submission__in=states, action__in=DECISIONS, part_of=None)
        .select_related("submission")
        .order_by("-pk")
    )
    return Earlier(
        items=[OnTheDesk(submission=one, is_own=False) for one in newest],
        decisions=[step(record, known) for record in records[:SHOWN]],
        looked_at=len(states),
        ended=Counter(states.values()),
    )
