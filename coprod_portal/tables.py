"""Tables for others to open in a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

# What a spreadsheet takes for a formula, which could read other files or ask other machines.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Nobody sees these before it, and some programs leave them out: spaces of all kinds, and signs without a width.
UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# Spreadsheets take a file for one in UTF-8 by this mark alone.
MARK = "\ufeff"


def csv_answer(*, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file of this name. The order of the rows is the caller's, and should be the same each time."""
    text = StringIO()
    text.write(MARK)
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return HttpResponse(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def harmless(value: object) -> object:
    """Words that begin like a formula get a quotation mark before them, as spreadsheets themselves do."""
    if isinstance(value, str) and any(
        text.startswith(BEGINS_A_FORMULA) for text in (value.lstrip(" "), UNSEEN.sub("", value, count=1))
    ):
        return f"'{value}"
    return value
