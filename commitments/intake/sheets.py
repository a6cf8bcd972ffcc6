"""Reading a spreadsheet that somebody brings: CSV or XLSX, known by what is in it and never by its name.

Cells come as text. What cannot be read is refused in words that say how to mend it. No formula is worked out, no
macro and no link to another file is read.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _

from coprod_portal.submissions.errors import Refused

MOST_BYTES = 2_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 5_000
DELIMITERS = ",;\t"
ENCODINGS = ("utf-8-sig", "cp1252")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
# How files begin that somebody may take for a spreadsheet.
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
MET_IN_TORN_FILES = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error)
XLSX_PART = "xl/workbook.xml"
HEAD = 2_000


@dataclass(frozen=True)
class SheetRow:
    """A row with something in it. `number` is the one that a spreadsheet shows beside it."""

    number: int
    cells: list[str]


def read_sheet(content: bytes) -> list[SheetRow]:
    """The rows of a file that are not empty, in their order."""
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than 2 MB. Cut it into two files and bring each."))
    if not content.strip():
        raise Refused(_("This file is empty. Choose the file with your rows."))
    rows = list(within_limits(cells_of(content)))
    if not rows:
        raise Refused(_("This file has no rows. Choose the file with your rows."))
    return rows


def cells_of(content: bytes) -> Iterator[tuple[int, Iterable[Any]]]:
    if content.startswith(ZIP):
        return workbook_rows(content)
    if content.startswith(OLD_EXCEL):
        raise Refused(
            _("This is an old Excel file, or one with a password. In Excel, save it as .xlsx or as CSV without one.")
        )
    if content.startswith(OTHER_KINDS):
        raise not_a_spreadsheet()
    return text_rows(content)


def within_limits(rows: Iterable[tuple[int, Iterable[Any]]]) -> Iterator[SheetRow]:
    for number, values in rows:
        cells = [as_text(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        # The headings are a row too.
        if number > MOST_ROWS + 1:
            raise Refused(_("This file has more than 5,000 rows. Cut it into smaller files and bring each."))
        if len(cells) > MOST_COLUMNS:
            raise Refused(
                _("Row %(row)s of this file has more than 60 columns. Use the columns of our file.") % {"row": number}
            )
        if any(len(cell) > MOST_CHARACTERS for cell in cells):
            raise Refused(
                _("Row %(row)s has a cell with more than 5,000 characters. Make it shorter.") % {"row": number}
            )
        yield SheetRow(number, cells)


def text_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error:
        raise Refused(_("We cannot read this file as a table. Save it again as CSV or .xlsx and bring that.")) from None


def decoded(content: bytes) -> str:
    """UTF-8, the two bytes of "Unicode text", or what Windows in Western Europe writes."""
    encodings = ("utf-16",) if content.startswith(WIDE_MARKS) else ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise not_a_spreadsheet()


def workbook_rows(content: bytes) -> Iterator[tuple[int, Iterable[Any]]]:
    refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False
        )
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not shown:
            raise not_a_spreadsheet()
        # What a sheet says of its own size may be a lie.
        shown[0].reset_dimensions()
        rows = shown[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
        yield from enumerate(rows, start=1)
    except (*MET_IN_TORN_FILES, KeyError, TypeError, AttributeError, IndexError, ParseError):
        # Whatever a torn or forged file lacks, openpyxl meets it in its own way.
        raise Refused(_("We cannot open this Excel file. Save it again as .xlsx or CSV and bring that.")) from None


def refuse_bombs(content: bytes) -> None:
    """A small file may unpack to a huge one, or be a document or an archive of another kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if XLSX_PART not in {part.filename for part in parts}:
                raise not_a_spreadsheet()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused(_("This file unpacks to more than we can read. Save only your rows, and bring that."))
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(_("This file has a password. Save it without one and bring that."))
            for part in parts:
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(HEAD):
                        raise not_a_spreadsheet()
    except MET_IN_TORN_FILES:
        raise Refused(_("We cannot open this Excel file. Save it again as .xlsx or CSV and bring that.")) from None


def not_a_spreadsheet() -> Refused:
    return Refused(_("This is not a spreadsheet, whatever it is called. Bring a CSV or an .xlsx file."))


def as_text(value: Any) -> str:
    """A cell as somebody would type it: a date as day, month and year, a number without an empty fraction."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value)
        case datetime() | date():
            return f"{value.day} {value.month} {value.year}"
        case float() if value.is_integer():
            return str(int(value))
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)
