"""The columns of the sheet, in the order of our file, and the headings that we take for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod_portal.languages.texts import Text
from coprod_portal.submissions.errors import Refused

from .sheets import SheetRow


@dataclass(frozen=True)
class Column:
    """`also` are other headings that organisers use. `example` says in the example row what to write."""

    name: str
    heading: Text
    example: str
    also: tuple[str, ...] = ()


COLUMNS = (
    Column("who", gettext_lazy("Who"), "organisation", ("organisation or person", "maker type", "who makes it")),
    Column("kind", gettext_lazy("Kind"), "Charity or community group", ("kind of organisation", "type", "sector")),
    Column("name", gettext_lazy("Name"), "Marmalade Street Kitchen", ("organisation", "organisation name", "maker")),
    Column(
        "email", gettext_lazy("E-mail"), "kitchen@example.org", ("email", "e mail address", "email address", "mail")
    ),
    Column("charter", gettext_lazy("Charter"), "Sandwell", ("which charter", "charter name")),
    Column("principles", gettext_lazy("Principles"), "1; 3", ("words of the charter", "principle", "charter words")),
    Column("title", gettext_lazy("Short name"), "Pay people the same day", ("title", "commitment name", "headline")),
    Column(
        "what",
        gettext_lazy("What"),
        "We will give people their travel money on the day.",
        ("what will you do", "commitment", "our commitment", "pledge"),
    ),
    Column("how", gettext_lazy("How"), "From a cash tin at each meeting.", ("how will you do it",)),
    Column(
        "with_whom", gettext_lazy("With whom"), "People who cook here", ("who with", "with", "who will you do it with")
    ),
    Column("giving_back", gettext_lazy("Giving back"), "Travel money", ("what do people get", "payment")),
    Column("starts_on", gettext_lazy("Start"), "1 December 2026", ("start date", "starts on", "from")),
    Column(
        "due_on", gettext_lazy("Done by"), "28 February 2027", ("end date", "due", "due date", "by when", "done on")
    ),
    Column(
        "how_people_will_know",
        gettext_lazy("How people will know"),
        "Nobody waits more than a day.",
        ("how will people know", "measure", "success"),
    ),
    Column("area", gettext_lazy("Area"), "Sandwell", ("where", "place", "council area")),
    Column("said_how", gettext_lazy("How they said so"), "On a card at an event", ("consent", "how they agreed")),
    Column("said_on", gettext_lazy("On which day"), "20 November 2026", ("said on", "consent date", "date of consent")),
    Column(
        "read_back_on",
        gettext_lazy("Read back on"),
        "20 November 2026",
        ("date read back", "read back", "day read back"),
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
# Without one of these nothing can be said of a row.
MOST_NEEDED = ("name", "what")
# How the row begins that explains. It is never taken in.
EXAMPLE = "Example row"
NOT_LETTERS = re.compile(r"[\W_]+")
Cells = dict[str, str]


@dataclass(frozen=True)
class Table:
    """What a file says: the cells of each row by the names of their columns, and the headings that we do not know."""

    rows: list[tuple[int, Cells]]
    unknown: list[str]
    examples: int


def plain(heading: str) -> str:
    return NOT_LETTERS.sub(" ", heading).strip().casefold()


def known_headings() -> dict[str, str]:
    found = {plain(other): column.name for column in COLUMNS for other in column.also}
    found |= {plain(column.name): column.name for column in COLUMNS}
    return found | {plain(str(column.heading)): column.name for column in COLUMNS}


def read_table(rows: Sequence[SheetRow]) -> Table:
    """The first row of a sheet names its columns."""
    known, headings = known_headings(), rows[0].cells
    names = [known.get(plain(heading), "") for heading in headings]
    missing = [str(BY_NAME[name].heading) for name in MOST_NEEDED if name not in names]
    if missing:
        raise Refused(
            _("The first row must name the columns. We did not find: %(columns)s. Download our file to see how.")
            % {"columns": ", ".join(missing)}
        )
    twice = next((name for name in names if name and names.count(name) > 1), "")
    if twice:
        said = _("Two columns are both called %(column)s. Give one of them another heading.")
        raise Refused(said % {"column": BY_NAME[twice].heading})
    filled = [row for row in rows[1:] if not is_example(row)]
    return Table(
        rows=[(row.number, cells_by_name(names, row)) for row in filled],
        unknown=[
            heading.strip() for heading, name in zip(headings, names, strict=True) if heading.strip() and not name
        ],
        examples=len(rows) - 1 - len(filled),
    )


def is_example(row: SheetRow) -> bool:
    return any(plain(cell).startswith(plain(EXAMPLE)) for cell in row.cells)


def cells_by_name(names: Sequence[str], row: SheetRow) -> Cells:
    """Every column has a cell. One that the file lacks is empty."""
    typed = {name: cell.strip() for name, cell in zip(names, row.cells, strict=False) if name}
    return {column.name: typed.get(column.name, "").replace("\0", "") for column in COLUMNS}
