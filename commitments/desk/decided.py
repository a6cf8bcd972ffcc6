"""What moderators decided lately, newest first: where something public is hidden, or something hidden restored."""

from dataclasses import dataclass

from commitments.desk import reasons
from commitments.desk.reading import Step, step
from commitments.desk.safety import records_without_apart
from commitments.desk.waiting import OnTheDesk
from commitments.permissions import own_among
from commitments.subjects import WITH_SUBJECT
from coprod_portal.accounts.models import User
from coprod_portal.places import key_in
from coprod_portal.submissions.models import MoveRecord
from coprod_portal.submissions.states import DECISIONS, Action, State, is_allowed

PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Decided(OnTheDesk):
    """One decision. What can be done now hangs on the state now, not on what was decided then."""

    step: Step

    @property
    def can_hide(self) -> bool:
        return not self.is_own and is_allowed(action=Action.HIDE, state=State(self.submission.state))

    @property
    def can_restore(self) -> bool:
        return not self.is_own and is_allowed(action=Action.RESTORE, state=State(self.submission.state))


def decided(*, place: str = "", by: User) -> tuple[list[Decided], str]:
    """A page of decisions from `place` on, and the place of the next page if there is one."""
    records = (
        records_without_apart(MoveRecord.objects.filter(action__in=DECISIONS, part_of=None))
        .select_related("submission", *(f"submission__{path}" for path in WITH_SUBJECT))
        .order_by("-pk")
    )
    if (last := key_in(place)) is not None:
        records = records.filter(pk__lt=last)
    fetched = list(records[: PAGE + 1])
    shown = fetched[:PAGE]
    own = own_among(by, [record.submission for record in shown])
    known = reasons.by_code()
    items = [
        Decided(step=step(record, known), submission=record.submission, is_own=record.submission_id in own)
        for record in shown
    ]
    return items, str(shown[-1].pk) if len(fetched) > PAGE else ""
