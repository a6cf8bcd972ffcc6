from datetime import date
from time import process_time

import pytest

from commitments.desk.hints import hints, is_nhs_number, marked

TODAY = date(2026, 11, 23)


def found(text: str) -> list[tuple[str, str]]:
    return [(hint.kind, text[hint.start : hint.end]) for hint in hints(text, today=TODAY)]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Write to jo.smith+news@sandwell.gov.uk.", "E-mail address", "jo.smith+news@sandwell.gov.uk"),
        ("See https://example.org/a?b=c for more", "Link", "https://example.org/a?b=c"),
        ("See www.example.org today", "Link", "www.example.org"),
        ("Ring 0121 496 0123 now", "Phone number", "0121 496 0123"),
        ("Ring (0121) 4960123 now", "Phone number", "(0121) 4960123"),
        ("Ring 07700 900123", "Phone number", "07700 900123"),
        ("Ring +44 (0)7700 900123", "Phone number", "+44 (0)7700 900123"),
        ("Number 943 476 5919 it is", "NHS number", "943 476 5919"),
        ("Number 9434765919.", "NHS number", "9434765919"),
        ("We meet at B70 8AB on Monday", "Postcode", "B70 8AB"),
        ("at dy47ad", "Postcode", "dy47ad"),
        ("I was born on 3 May 2024, early", "Date of birth", "3 May 2024"),
        ("DOB: 03/05/81", "Date of birth", "03/05/81"),
        ("Since 3rd of May 1981", "Date of birth", "3rd of May 1981"),
        ("We asked Mrs O'Neill twice", "Name", "Mrs O'Neill"),
        ("Last week Sandra Malik was rude to us", "Name in a sentence that says something bad", "Sandra Malik"),
        ("Sandra never rang.", "Name in a sentence that says something bad", "Sandra"),
        ("They say Mr. Jones lied to us", "Name in a sentence that says something bad", "Mr. Jones"),
        ("They say Mr Jones lied to us", "Name in a sentence that says something bad", "Mr Jones"),
        ("He talked of suicide.", "May upset", "suicide"),
        ("Our social workers listen", "Staff role", "social workers"),
        ("The Head of housing said", "Staff role", "Head of"),
    ],
)
def test_what_a_careful_reader_looks_for_is_found(text: str, kind: str, part: str) -> None:
    assert found(text) == [(kind, part)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We will pay people on the day, by 28 February 2027.",
        "We began on 1 September 2025 with 12 people and 1,000 pounds.",
        "Number 943 476 5918 has another check digit",
        "We aim for 50 to 60 people in 2026/27.",
        "Staff never listen to us on Mondays. The Council refused. Sandwell is nice.",
        "Meetings were rude. All meetings end.",
        "The doctrine of glasses and the arduous",
        "مرحبا 👋 we will listen",
    ],
)
def test_ordinary_words_have_no_hints(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("9434765919", True), ("9434765918", False), ("4010232137", True), ("943476591", False), ("0000000001", False)],
)
def test_the_check_digit_of_an_nhs_number(number: str, is_one: bool) -> None:
    assert is_nhs_number(number) is is_one


def test_a_number_is_marked_once_and_hints_come_in_reading_order() -> None:
    assert found("The nurse at jo@example.org, 0121 496 0123, B70 8AB") == [
        ("Staff role", "nurse"),
        ("E-mail address", "jo@example.org"),
        ("Phone number", "0121 496 0123"),
        ("Postcode", "B70 8AB"),
    ]


def test_marked_pieces_join_to_the_text() -> None:
    text = "Ring 0121 496 0123 or jo@example.org"
    pieces = marked(text, hints(text, today=TODAY))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.hint] == ["0121 496 0123", "jo@example.org"]


@pytest.mark.parametrize(
    "text",
    [
        "0" * 20_000,
        "a@" * 10_000,
        "1 " * 10_000,
        "a." * 10_000,
        "born " * 4_000,
        "Aa " * 6_000 + "never",
        "Ab never. " * 2_000,
        "A" * 20_000,
    ],
)
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    began = process_time()
    hints(text, today=TODAY)
    assert process_time() - began < 2
