"""What an organiser sees of a file before it goes in, while it does, and after: some rows at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commitments.forms.making import ORGANISATION
from commitments.lookalikes import meant_by
from commitments.models import Intake, IntakeRow
from commitments.operations.intakes import gone, to_go_in, to_mend
from commitments.teams import of_week
from coprod_portal.languages.texts import Text
from coprod_portal.places import key_in

from .columns import BY_NAME
from .row_form import WHO, RowForm, known_to, same

PAGE = 25
ALL, FAULTS, LEFT_OUT = "all", "faults", "left-out"
SHOWS = (ALL, FAULTS, LEFT_OUT)


@dataclass(frozen=True)
class Shown:
    """A row of the page. `sentences` say what is wrong, each with its row and column."""

    row: IntakeRow
    is_gone: bool
    is_twin: bool
    known_as: str

    @property
    def title(self) -> str:
        return str(self.row.cells.get("title") or self.row.cells.get("what", ""))[:80]

    @property
    def name(self) -> str:
        return str(self.row.cells.get("name", ""))[:150]

    @property
    def is_known(self) -> bool:
        """Of just this name: it goes there."""
        return self.known_as.lower() == name_of(self.row)

    @property
    def sentences(self) -> list[str]:
        return [sentence(self.row.number, column, fault) for column, fault in self.row.faults]

    @property
    def state(self) -> str:
        if self.row.commitment_id:
            return "in"
        if self.is_gone or self.row.went_in_at:
            return "gone"
        if self.row.is_left_out:
            return "left-out"
        return "faults" if self.row.faults else "right"


@dataclass(frozen=True)
class Page:
    rows: Sequence[Shown]
    next_place: str


def sentence(number: int, column: str, fault: str) -> str:
    heading: Text = BY_NAME[column].heading if column in BY_NAME else ""
    if not heading:
        return _("Row %(row)s: %(fault)s") % {"row": number, "fault": fault}
    return _("Row %(row)s, column %(column)s: %(fault)s") % {"row": number, "column": heading, "fault": fault}


def page(intake: Intake, *, show: str, after: str) -> Page:
    """The same queries, however many rows. `after` is the number of the last row that was shown."""
    rows = rows_of(intake, show)
    if (last := key_in(after)) is not None:
        rows = rows.filter(number__gt=last)
    before = intake.rows.filter(seal=OuterRef("seal"), number__lt=OuterRef("number"), is_left_out=False)
    rows = rows.annotate(is_gone=gone(intake), is_twin=Exists(before))
    found = list(rows.select_related("commitment")[: PAGE + 1])
    known = names_known(found[:PAGE], made_up=intake.week.made_up)
    say_anew(intake, found[:PAGE])
    shown = [Shown(row, row.is_gone, row.is_twin, known.get(row.pk, "")) for row in found[:PAGE]]
    return Page(shown, str(shown[-1].row.number) if len(found) > PAGE else "")


def say_anew(intake: Intake, rows: Sequence[IntakeRow]) -> None:
    """What is wrong, as it is now and in the language of whoever reads it."""
    faulty = [row for row in rows if row.faults and row.cells]
    if not faulty:
        return
    known = known_to(of_week(intake.week))
    for row in faulty:
        row.faults = RowForm(row.cells, known=known).faults() or row.faults


def rows_of(intake: Intake, show: str) -> "QuerySet[IntakeRow]":
    if show == FAULTS:
        return to_mend(intake)
    return intake.rows.filter(is_left_out=True) if show == LEFT_OUT else intake.rows.all()


def is_organisation(row: IntakeRow) -> bool:
    return same(row.cells.get("who", "")) in WHO[ORGANISATION]


def name_of(row: IntakeRow) -> str:
    return " ".join(str(row.cells.get("name", "")).split()).lower()


def names_known(rows: Sequence[IntakeRow], *, made_up: bool) -> dict[int, str]:
    """By the key of a row, the organisation that is here already and has its name, or one that is nearly the same."""
    names = {row.pk: name for row in rows if is_organisation(row) and (name := name_of(row))}
    found = meant_by(names.values(), made_up=made_up)
    return {key: found[name].name for key, name in names.items() if name in found}


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many rows stand where. `ready` go in when the organiser says so."""

    rows: int
    left_out: int
    went_in: int
    already: int
    faults: int
    ready: int

    @property
    def to_deal_with(self) -> int:
        return self.rows - self.left_out

    @property
    def dealt_with(self) -> int:
        return self.went_in + self.already


def counts(intake: Intake) -> Counts:
    """Three queries."""
    went = Q(went_in_at__isnull=False)
    found = intake.rows.aggregate(
        rows=Count("pk"),
        left_out=Count("pk", filter=Q(is_left_out=True)),
        went_in=Count("pk", filter=went & Q(commitment__isnull=False)),
        already=Count("pk", filter=went & Q(commitment__isnull=True)),
    )
    return Counts(**found, faults=to_mend(intake).count(), ready=to_go_in(intake).exclude(gone(intake)).count())
