"""Reading what organisers bring: known by what is in it, within limits, refused in words."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from commitments.intake.columns import read_table
from commitments.intake.row_form import date_in
from commitments.intake.sheets import MOST_BYTES, read_sheet
from commitments.intake.template import example, headings, template_csv
from coprod_portal.submissions.errors import Refused

from .sheets import RIGHT, as_csv, as_xlsx

NAMES = {**RIGHT, "Name": "Café Zoë “Ours”", "What": '=HYPERLINK("http://example.org"), or; so'}


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16"), (";", "utf-8-sig")],
)
def test_a_csv_is_read_however_it_was_saved(delimiter: str, encoding: str) -> None:
    (number, cells), *others = read_table(read_sheet(as_csv([NAMES], delimiter=delimiter, encoding=encoding))).rows
    assert (number, others) == (2, [])
    assert (cells["name"], cells["what"]) == (NAMES["Name"], NAMES["What"])


def test_an_excel_file_gives_dates_numbers_and_formulas_as_text() -> None:
    content = as_xlsx(
        [["name", "WHAT ", "start", "Principles"], ["Kitchen", "We will.", date(2027, 2, 28), 3.0], [], ["=1+1", "x"]]
    )
    table = read_table(read_sheet(content))
    assert [number for number, _ in table.rows] == [2, 4]
    first, second = (cells for _, cells in table.rows)
    assert (first["starts_on"], first["principles"], second["name"]) == ("28 2 2027", "3", "")


def test_headings_are_meant_kindly_and_unknown_ones_named() -> None:
    table = read_table(read_sheet(b"Organisation name,WHO-WITH,Pledge,Shoe size\nKitchen,Cooks,We will.,7\n"))
    assert table.unknown == ["Shoe size"]
    assert {name: text for name, text in table.rows[0][1].items() if text} == {
        "name": "Kitchen",
        "with_whom": "Cooks",
        "what": "We will.",
    }


def test_our_own_file_brings_nothing_in() -> None:
    table = read_table(read_sheet(template_csv().encode()))
    assert (table.rows, table.examples, table.unknown) == ([], 1, [])
    assert headings() == list(RIGHT)
    assert len(example()) == len(RIGHT)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("28/2/2027", date(2027, 2, 28)),
        ("28.2.27", date(2027, 2, 28)),
        ("Sunday 28th February 2027", date(2027, 2, 28)),
        ("28th of Feb, 2027", date(2027, 2, 28)),
        ("February 28 2027", date(2027, 2, 28)),
        ("2027-02-28 00:00:00", date(2027, 2, 28)),
        ("46446", date(2027, 2, 28)),
        ("31 June 2027", None),
        ("2/28/2027", None),
        ("soon", None),
        ("\u0661 \u0662 \u0662\u0660\u0662\u0667", None),
        ("9" * 4000, None),
    ],
)
def test_dates_as_people_write_them(typed: str, meant: date | None) -> None:
    if meant is None:
        with pytest.raises((ValueError, OverflowError)):
            date_in(typed)
    else:
        assert date_in(typed) == meant


def packed(**parts: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return kept.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><workbook>&a;</workbook>'
LIES = {
    "empty": (b"", "is empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 200, "is not a spreadsheet"),
    "document": (b"%PDF-1.7", "is not a spreadsheet"),
    "binary": (bytes(range(256)) * 4, "is not a spreadsheet"),
    "old Excel": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "an old Excel file"),
    "another archive": (packed(word__document_xml=b"<x/>"), "is not a spreadsheet"),
    "torn": (as_xlsx([["name", "what"]])[:900], "cannot open"),
    "hollow": (packed(xl__workbook_xml=b"<workbook/>"), "cannot open"),
    "bomb": (packed(xl__workbook_xml=b"<x/>", xl__sheet_xml=b"0" * 20_000_001), "unpacks to more"),
    "many parts": (packed(xl__workbook_xml=b"", **{f"p{n}": b"" for n in range(600)}), "unpacks to more"),
    "entities": (packed(xl__workbook_xml=ENTITIES), "is not a spreadsheet"),
    "too large": (b"a" * (MOST_BYTES + 1), "larger than 2 MB"),
    "too many rows": (b"name,what\n" + b"a,b\n" * 5001, "more than 5,000 rows"),
    "too many columns": (b"," * 60 + b"name", "more than 60 columns"),
    "a huge cell": (b"name,what\na," + b"b" * 5001, "more than 5,000 characters"),
    "a cell without end": (b'name,what\na,"' + b"b" * 140_000, "cannot read this file"),
    "no headings": (b"Kitchen,We will pay\n", "must name the columns"),
    "a page": (b"<!doctype html><html><body>Hello</body></html>", "must name the columns"),
    "a heading twice": (b"name,organisation,what\na,b,c\n", "both called Name"),
}


def test_a_file_that_is_damaged_far_behind_its_beginning_is_refused_in_words() -> None:
    good = as_xlsx([["name", "what"], *([f"Kitchen {n * n}", f"{n * 7919 % 1009}"] for n in range(2000))])
    for place in range(len(good) // 8, len(good) // 2, len(good) // 8):
        with pytest.raises(Refused, match="cannot open"):
            read_sheet(good[:place] + b"\xff" * 60 + good[place + 60 :])


@pytest.mark.parametrize("lie", LIES)
def test_what_is_no_sheet_is_refused_in_words(lie: str) -> None:
    content, said = LIES[lie]
    with pytest.raises(Refused) as refused:
        read_table(read_sheet(content))
    assert said in refused.value.sentence


def test_a_sheet_that_lies_about_its_size_is_read_as_far_as_it_goes() -> None:
    content = BytesIO(as_xlsx([["name", "what"], ["Kitchen", "We will."]]))
    kept = BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(b"A1:B2", b"A1:XFD1048576"))
    assert len(read_table(read_sheet(kept.getvalue())).rows) == 1
