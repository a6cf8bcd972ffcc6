"""Which buttons the page of a notice of defamation offers after a step."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commitments.operations.defamation import OF_STAFF
from coprod_portal.cases.models import NoticeStep
from coprod_portal.cases.schedule import SCHEDULE, Row, Step
from coprod_portal.languages.texts import Text

BUTTONS: dict[Step, Text] = {
    Step.PASSED_ON: _("Send the notice to the writer"),
    Step.NO_WAY: _("The writer cannot be reached"),
    Step.REPEATED: _("It was taken down twice before"),
    Step.WITHHELD: _("The name or the address is plainly not true"),
    Step.KEPT: _("Say that the words stay"),
    Step.REMOVED: _("Take the words down"),
}
EXPLAINED: dict[Step, Text] = {
    Step.PASSED_ON: _("The writer gets the words below and a link to answer. The person who complained hears of it."),
    Step.NO_WAY: _("Use this if we have no address of the writer, or our mail to it comes back. Then take it down."),
    Step.REPEATED: _("Use this if the same words of the same writer were taken down twice after such notices."),
    Step.WITHHELD: _("Use this if anybody can see that the name or the address is not true. Then take it down."),
    Step.KEPT: _("The person who complained hears that the words stay, and who wrote them if the writer allows it."),
    Step.REMOVED: _("The words go from every page at once. The writer and the person who complained hear of it."),
}


@dataclass(frozen=True)
class Next:
    """What may follow now: the row of the schedule, its clock, and the buttons."""

    row: Row
    seen: int
    buttons: list[tuple[Step, Text]]


def next_steps(last: NoticeStep) -> Next | None:
    row = SCHEDULE.get(Step(last.step))
    if row is None:
        return None
    return Next(row, last.pk, [(step, BUTTONS[step]) for step in row.then if step in OF_STAFF and may_press(step, row)])


def may_press(step: Step, row: Row) -> bool:
    """While the writer may answer, staff do not answer for them."""
    return step is not Step.WITHHELD or Step.KEPT in row.then
