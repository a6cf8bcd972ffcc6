"""What we decided on something, for whoever looks after it: each decision with its reason, and the way to appeal."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from commitments.desk import reasons
from commitments.desk.appeals import standing_among
from commitments.desk.safety import records_without_apart
from commitments.operations.decision_mails import removed
from commitments.subjects import PATHS
from coprod_portal.languages.texts import Text
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action

Kind = Submission.Kind
SHOWN = 5
TOLD = (Action.PUBLISH, Action.RETURN, Action.DECLINE, Action.HIDE, Action.RESTORE)
# What a maker looks after of a commitment. Views, and the names of others, are not theirs.
OF_COMMITMENT, OF_OPPORTUNITY, OF_ORGANISATION = (
    (Kind.VERSION, Kind.NEWS, Kind.REPLY),
    (Kind.NOTICE, Kind.OUTCOME),
    (Kind.PROFILE,),
)


@dataclass(frozen=True)
class Told:
    """One decision, without the name of anybody who made it."""

    record: MoveRecord
    kind: str
    reason: str
    removed: list[Text]
    can_appeal: bool


def decisions_on(thing: Any, kinds: Sequence[Kind]) -> list[Told]:
    """The newest decisions on the parts of a thing, with the same queries for any number of them."""
    return told(reduce(or_, (Q(**{f"submission__{PATHS[kind]}": thing}, submission__kind=kind) for kind in kinds)))


def decisions_on_submission(submission: Submission) -> list[Told]:
    return told(Q(submission=submission))


def told(about: Q) -> list[Told]:
    rows = MoveRecord.objects.filter(about, action__in=TOLD, part_of=None).select_related("submission")
    records = list(records_without_apart(rows).prefetch_related("removals").order_by("-pk")[:SHOWN])
    if not records:
        return []
    known, standing = reasons.by_code(), standing_among(records)
    found = []
    for record in records:
        reason, taken_out = known.get(record.reason), removed(record)
        can_be = record.action in (Action.DECLINE, Action.HIDE) or bool(taken_out)
        found.append(
            Told(
                record=record,
                kind=record.submission.get_kind_display(),
                reason=reason.for_writer if reason else "",
                removed=taken_out,
                can_appeal=can_be and record.pk in standing and (reason is None or reason.can_appeal),
            )
        )
    return found
