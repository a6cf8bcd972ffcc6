"""What the law asks of a website that gets a notice of defamation, as a table of steps and their clocks.

Section 5 of the Defamation Act 2013, and the Defamation (Operators of Websites) Regulations 2013 (SI 2013/3028):
regulation 1(3) for the 48 hours, regulation 2 for what a notice must contain, regulation 4 for one that lacks a part,
and the Schedule for the steps. `SCHEDULE` is all that we do: each row says what may follow a step and by when. Of an
answer that lacks a part we count from the answer, and not from the end of the writer's time: that is the earlier. The
law may have changed since, and a court may see a case in another way: this is no legal advice.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.languages.texts import Text
from coprod_portal.working_hours import LAWFUL_HOURS, add_working_hours, end_of_day

DAYS_FOR_THE_WRITER = 5
DAYS_FOR_THE_REST = 30


class Step(models.TextChoices):
    """What has happened to a notice."""

    RECEIVED = "received", _("The notice came")
    LACKS_PARTS = "lacks-parts", _("The notice lacks a part, and we said what a notice must contain")
    NO_WAY = "no-way", _("The writer cannot be reached")
    REPEATED = "repeated", _("The same words were taken down twice before")
    PASSED_ON = "passed-on", _("We asked the writer, and told the person who complained")
    AGREED = "agreed", _("The writer agrees that it is taken down")
    REFUSED = "refused", _("The writer wants it to stay, and gave a name and an address")
    WITHHELD = "withheld", _("The writer wants it to stay, but a true name or address is missing")
    SILENT = "silent", _("The writer did not answer in time")
    REMOVED = "removed", _("The words were taken down, and the person who complained was told")
    KEPT = "kept", _("The words stay, and the person who complained was told")


class Who(models.TextChoices):
    """Whose turn it is."""

    US = "us", _("It is our turn.")
    WRITER = "writer", _("It is the turn of the writer.")
    COMPLAINANT = "complainant", _("It is the turn of the person who complained.")


class From(Enum):
    """From when a clock runs."""

    THE_STEP = "the step"
    RECEIPT = "the receipt of the notice"
    ANSWER = "the answer of the writer"


@dataclass(frozen=True, kw_only=True)
class Row:
    """After a step: whose turn it is, what to do, how long that may take, and which steps may follow."""

    waits_for: Who
    next: Text
    then: tuple[Step, ...]
    clock: From = From.THE_STEP
    hours: int = 0
    """Of those that do not count at weekends and on bank holidays."""
    days: int = 0
    """Until midnight at the end of that day; every day counts."""


ENDS = (Step.REMOVED, Step.KEPT)
TAKE_DOWN = _("Take the words down. The person who complained is told by the same button.")

SCHEDULE: dict[Step, Row] = {
    Step.RECEIVED: Row(
        waits_for=Who.US,
        next=_("Send the notice to the writer. The person who complained is told by the same button."),
        then=(Step.PASSED_ON, Step.NO_WAY, Step.REPEATED, Step.REMOVED),
        hours=LAWFUL_HOURS,
    ),
    Step.LACKS_PARTS: Row(
        waits_for=Who.COMPLAINANT,
        next=_("Wait for a whole notice. If none comes, end the case."),
        then=(Step.PASSED_ON, Step.REMOVED),
        days=DAYS_FOR_THE_REST,
    ),
    Step.NO_WAY: Row(waits_for=Who.US, next=TAKE_DOWN, then=(Step.REMOVED,), clock=From.RECEIPT, hours=LAWFUL_HOURS),
    Step.REPEATED: Row(waits_for=Who.US, next=TAKE_DOWN, then=(Step.REMOVED,), clock=From.RECEIPT, hours=LAWFUL_HOURS),
    Step.PASSED_ON: Row(
        waits_for=Who.WRITER,
        next=_("Wait for the answer of the writer."),
        then=(Step.AGREED, Step.REFUSED, Step.WITHHELD, Step.SILENT, Step.REMOVED),
        days=DAYS_FOR_THE_WRITER,
    ),
    Step.AGREED: Row(waits_for=Who.US, next=TAKE_DOWN, then=(Step.REMOVED,), hours=LAWFUL_HOURS),
    Step.REFUSED: Row(
        waits_for=Who.US,
        next=_("Tell the person who complained that the words stay. Look first whether name and address can be true."),
        then=(Step.KEPT, Step.WITHHELD, Step.REMOVED),
        hours=LAWFUL_HOURS,
    ),
    Step.WITHHELD: Row(waits_for=Who.US, next=TAKE_DOWN, then=(Step.REMOVED,), clock=From.ANSWER, hours=LAWFUL_HOURS),
    Step.SILENT: Row(waits_for=Who.US, next=TAKE_DOWN, then=(Step.REMOVED,), hours=LAWFUL_HOURS),
}


def may_follow(after: Step, step: Step) -> bool:
    return after in SCHEDULE and step in SCHEDULE[after].then


def due_after(step: Step, *, at: datetime, received_at: datetime, answered_at: datetime | None) -> datetime | None:
    """By when what follows a step must be done; None where nothing follows."""
    row = SCHEDULE.get(step)
    if row is None:
        return None
    begins = {From.THE_STEP: at, From.RECEIPT: received_at, From.ANSWER: answered_at or at}[row.clock]
    return add_working_hours(begins, row.hours) if row.hours else end_of_day(begins, row.days)
