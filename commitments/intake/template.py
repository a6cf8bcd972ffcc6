"""The file that organisers fill in: our headings, an example row that is never taken in, and the charters' words."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from charters.models import Charter, Wording
from coprod_portal.tables import MARK, harmless

from .columns import COLUMNS, EXAMPLE
from .row_form import Known

WIDE, NARROW = 40, 18
LONG_CELLS = ("what", "how", "how_people_will_know", "with_whom")


def headings() -> list[str]:
    return [str(column.heading) for column in COLUMNS]


def example() -> list[str]:
    """Its first cell is its mark."""
    first, *others = (column.example for column in COLUMNS)
    return [f"{EXAMPLE} ({first})", *others]


def template_csv() -> str:
    text = StringIO()
    text.write(MARK)
    csv.writer(text).writerows([headings(), example()])
    return text.getvalue()


def template_xlsx(known: Known) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = _("Commitments")
    sheet.append(headings())
    sheet.append(example())
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDE if column.name in LONG_CELLS else NARROW
        sheet[f"{letter}1"].font = Font(bold=True)
        # Text, so that no date or number is turned into another by the program.
        for row in range(2, 102):
            sheet[f"{letter}{row}"].number_format = "@"
            sheet[f"{letter}{row}"].alignment = Alignment(wrap_text=True, vertical="top")
    words = book.create_sheet(_("Words of the charters"))
    words.append([_("Charter"), _("Number"), _("Words")])
    for charter, wordings in numbered(known):
        for number, wording in enumerate(wordings, start=1):
            words.append([harmless(charter.short_title), number, harmless(wording.text)])
    words.column_dimensions["C"].width = WIDE * 2
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def numbered(known: Known) -> Iterator[tuple[Charter, list[Wording]]]:
    """The charters of the week, each with its words in the order of their numbers."""
    for charter in sorted(set(known.charters.values()), key=lambda charter: charter.slug):
        yield charter, known.wordings[charter.pk]
