"""Sheets as organisers write them."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

RIGHT = {
    "Who": "organisation",
    "Kind": "Charity or community group",
    "Name": "Marmalade Street Kitchen",
    "E-mail": "kitchen@example.org",
    "Charter": "Sandwell",
    "Principles": "1; 2",
    "Short name": "Pay people the same day",
    "What": "We will pay people on the day.",
    "How": "From a cash tin.",
    "With whom": "People who cook here",
    "Giving back": "Travel money",
    "Start": "1 December 2026",
    "Done by": "28/02/2027",
    "How people will know": "Nobody waits more than a day.",
    "Area": "Sandwell",
    "How they said so": "card",
    "On which day": "20 Nov 2026",
    "Read back on": "",
}


def row(number: int, **other: str) -> dict[str, str]:
    """A right row that says something of its own. `other` names columns with _ for what is no letter."""
    own = {"Name": f"Kitchen {number}", "E-mail": f"kitchen-{number}@example.org", "Short name": f"Promise {number}"}
    typed = {name: other[key] for name in RIGHT if (key := name.replace(" ", "_").replace("-", "_")) in other}
    assert len(typed) == len(other)
    return {**RIGHT, **own, **typed}


def as_csv(
    rows: Sequence[dict[str, str]], *, delimiter: str = ",", encoding: str = "utf-8-sig", extra: Sequence[str] = ()
) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([*RIGHT, *extra])
    writer.writerows([*each.values(), *extra] for each in rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    book, kept = Workbook(), BytesIO()
    for each in rows:
        book.active.append(list(each))
    book.save(kept)
    return kept.getvalue()


def hundred() -> list[dict[str, str]]:
    """A hundred rows, as they come: ten have faults, at rows 5, 15, 25 and so on of the sheet."""
    faults: list[dict[str, str]] = [
        {"Done_by": "31 June 2027"},
        {"Short_name": ""},
        {"Charter": "Atlantis"},
        {"E_mail": ""},
        {"Principles": "7"},
        {"Who": "robot"},
        {"Done_by": "1 January 2020"},
        {"E_mail": "not an address"},
        {"On_which_day": "yesterday"},
        {"Area": "Nowhere"},
    ]
    return [row(number, **(faults[number // 10] if number % 10 == 3 else {})) for number in range(100)]
