"""What is printed of a charter: for everybody, in its exact words, and cheap for who has it already."""

import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
import segno
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, Edition, Principle, Section, Wording
from charters.models.charters import Thread
from coprod_portal import printing
from tests import factories
from tests.pdfs import Pdf, is_for_everybody

# How it looks hangs on no database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

POSTERS = ["poster.pdf", "poster-a3.pdf"]
PAPERS = [*POSTERS, "booklet.pdf", "commitment-form.pdf"]
# Of a page, in points.
WIDTHS = {"poster.pdf": 595, "poster-a3.pdf": 842}


@pytest.fixture(autouse=True)
def address() -> Iterator[None]:
    with patch.object(settings, "BASE_URL", "https://commitments.example.org"):
        yield


def draft(slug: str, **fields: object) -> Edition:
    """An edition without words yet, of a new charter."""
    charter = Charter.objects.create(slug=slug, kind="charter", short_title=slug.title(), thread="brick")
    return Edition.objects.create(
        charter=charter, number=1, title=f"The {slug} charter", owner="Us", summary="Ours.", source="A page", **fields
    )


def say(edition: Edition, section: Section, number: int, text: str, **fields: object) -> Wording:
    principle = Principle.objects.create(charter=edition.charter, slug=f"principle-{number}")
    values = {"is_quotation": True, **fields}
    return Wording.objects.create(
        edition=edition, section=section, principle=principle, text=text, position=number, **values
    )


@pytest.mark.parametrize("name", POSTERS)
def test_poster_is_tagged_and_has_a_title_and_a_language(client: Client, name: str) -> None:
    factories.charter("sandwell")

    response = client.get(f"/charters/sandwell/{name}")

    assert response.headers["Content-Type"] == "application/pdf"
    pdf = is_for_everybody(response.content, title="The sandwell charter")
    assert {"H1", "H2", "L", "LI", "Figure"} <= pdf.tags
    assert sorted(pdf.alternatives) == [
        "A band of woven threads in the colour of this charter",
        "A code to scan with a telephone. It leads to commitments.example.org/charters/sandwell",
    ]
    assert [round(float(page.mediabox.width)) for page in pdf.reader.pages] == [WIDTHS[name]]


def test_poster_has_the_exact_words_and_says_where_to_read_more(client: Client) -> None:
    factories.charter("sandwell")
    factories.charter("stockport")

    words = is_for_everybody(client.get("/charters/sandwell/poster.pdf").content, title="The sandwell charter").words

    for text in (
        "We will: listen actively pay people for their time",
        "sandwell partnership",
        "Scan to read the charter in full commitments.example.org/charters/sandwell",
        "Edition 1, put on the site on 23 November 2026.",
    ):
        assert text in words
    assert "stockport" not in words


def test_poster_marks_what_is_ours_and_keeps_misprints(client: Client) -> None:
    edition = draft("odd")
    mixed = Section.objects.create(edition=edition, slug="a", our_label="Ways", kind="value", position=1)
    say(edition, mixed, 1, "We seek to be ambitions and kind.", sic="ambitions")
    say(edition, mixed, 2, "They say more about money.", is_quotation=False)
    say(edition, mixed, 3, "or:", text_status="broken")
    together = Section.objects.create(edition=edition, slug="b", heading="Groups", kind=Section.GROUP, position=2)
    say(edition, together, 4, "We all work together.")
    say(edition, together, 5, "We do this by listening.")
    factories.publish(edition)

    words = is_for_everybody(client.get("/charters/odd/poster.pdf").content, title="The odd charter").words

    assert "Ways (our label) We seek to be ambitions [sic] and kind." in words
    assert "Our words, not the charter's They say more about money." in words
    assert "or: This is how the words reached us" in words
    assert "Groups We all work together. We do this by listening." in words


def test_words_that_no_page_can_hold_go_on_over_a_second_one(client: Client) -> None:
    edition = draft("long")
    section = Section.objects.create(edition=edition, slug="a", heading="We will:", kind="promise", position=1)
    for number in range(40):
        say(edition, section, number, f"Number {number}: " + "we listen to what people say and answer them. " * 2)
    factories.publish(edition)

    pdf = is_for_everybody(client.get("/charters/long/poster.pdf").content, title="The long charter")

    assert len(pdf.reader.pages) == 2
    assert all(f"Number {number}: we listen" in pdf.words for number in range(40))


def test_words_are_never_read_as_anything_else(client: Client) -> None:
    edition = draft("sharp")
    section = Section.objects.create(edition=edition, slug="a", heading="#panic() *We*", kind="promise", position=1)
    text = '#read("/etc/passwd") $x$ <label> @name \\ // not a comment 日本 😀'
    say(edition, section, 1, text)
    factories.publish(edition)

    words = is_for_everybody(client.get("/charters/sharp/poster.pdf").content, title="The sharp charter").words

    assert "#panic() *We*" in words
    assert '#read("/etc/passwd") $x$ <label> @name \\ // not a comment □□ □' in words


@pytest.mark.parametrize("name", [*PAPERS, "qr.svg", "qr.png"])
def test_charter_that_is_not_public_is_not_printed(client: Client, name: str) -> None:
    draft("waiting")
    factories.charter("pretend", made_up=True)

    assert client.get(f"/charters/waiting/{name}").status_code == 404
    with patch.object(settings, "SHOW_MADE_UP", new=False):
        assert client.get(f"/charters/pretend/{name}").status_code == 404


@pytest.mark.parametrize("name", PAPERS)
def test_who_has_it_already_costs_no_setting(client: Client, name: str) -> None:
    factories.charter("sandwell")
    first = client.get(f"/charters/sandwell/{name}")

    with patch.object(printing, "compiled", side_effect=AssertionError("It was set again.")):
        again = client.get(f"/charters/sandwell/{name}", headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    for response in (first, again):
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert response.headers["ETag"] == first.headers["ETag"]


def test_validator_follows_the_words(client: Client) -> None:
    charter = factories.charter("sandwell")
    first = client.get("/charters/sandwell/poster.pdf").headers["ETag"]

    Charter.objects.filter(pk=charter.pk).update(thread="navy")

    changed = client.get("/charters/sandwell/poster.pdf", headers={"if-none-match": first})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first


@pytest.mark.parametrize("principles", [1, 3])
def test_poster_costs_the_same_for_any_charter(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, principles: int
) -> None:
    edition = draft("many")
    section = Section.objects.create(edition=edition, slug="a", heading="We will:", kind="promise", position=1)
    for number in range(principles):
        say(edition, section, number, f"do {number}")
    factories.publish(edition)

    with django_assert_num_queries(4):
        client.get("/charters/many/poster.pdf")


def test_booklet_is_in_large_print_with_bookmarks_and_page_numbers(client: Client) -> None:
    edition = draft("slow", concern_words="Tell any of us.", concern_gap="Who that is.")
    section = Section.objects.create(edition=edition, slug="a", heading="We will:", kind="promise", position=1)
    say(edition, section, 1, "listen", note="It is printed twice.", gloss="That means hear.", text_status="broken")
    say(edition, section, 2, "pay more", is_quotation=False)
    edition.ways_to_take_part.create(slug="come", text="Come on Mondays", position=1)
    edition.source_notes.create(kind="missing", text="who made it", position=1)
    factories.publish(edition)

    pdf = is_for_everybody(client.get("/charters/slow/booklet.pdf").content, title="The slow charter")

    assert [bookmark["/Title"] for bookmark in bookmarks(pdf.reader.outline)] == [
        "The slow charter",
        "In our words",
        "We will:",
        "Take part",
        "When practice does not match the charter",
        "Where the words came from",
        "Not in the words we have",
        "Read it on the site",
    ]
    for text in (
        "listen That means hear. This is how the words reached us Our note: It is printed twice.",
        "Our words, not the charter's pay more",
        "Come on Mondays",
        "Tell any of us. Our note: Who that is.",
        "We copied them from: A page",
        "who made it",
        f"Page 1 of {len(pdf.reader.pages)}",
    ):
        assert text in pdf.words
    assert min(sizes(pdf)) >= 18


def bookmarks(outline: list[Any]) -> Iterator[Any]:
    for part in outline:
        if isinstance(part, list):
            yield from bookmarks(part)
        else:
            yield part


def sizes(pdf: Pdf) -> set[float]:
    """Of all letters, in points."""
    found: set[float] = set()

    def look(text: str, matrix: list[float], text_matrix: list[float], font: Any, size: float) -> None:
        if text.strip():
            found.add(round(size * abs(text_matrix[3]) * abs(matrix[3]), 1))

    for page in pdf.reader.pages:
        page.extract_text(visitor_text=look)
    return found


def test_booklet_costs_two_more(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    factories.charter("sandwell")
    with django_assert_num_queries(6):
        client.get("/charters/sandwell/booklet.pdf")


def test_code_leads_to_the_page_of_the_charter(client: Client) -> None:
    factories.charter("sandwell")
    meant = segno.make_qr("https://commitments.example.org/charters/sandwell/", error="q")

    drawing = client.get("/charters/sandwell/qr.svg")
    picture = client.get("/charters/sandwell/qr.png")

    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert dark_squares(drawing.content.decode()) == {
        (x, y) for y, row in enumerate(meant.matrix) for x, square in enumerate(row) if square
    }
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert int.from_bytes(picture.content[16:20]) == 20 * (len(meant.matrix) + 8)


def dark_squares(drawing: str) -> set[tuple[int, int]]:
    """Reads the path of a code: `M` and `m` go to where a dark run begins, `h` draws it."""
    found: set[tuple[int, int]] = set()
    x, y = 0.0, 0.0
    path = next(path for path in re.findall(r' d="([^"]+)"', drawing) if path.startswith("M4 "))
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        match step:
            case "M":
                x, y = values
            case "m":
                x, y = x + values[0], y + values[1]
            case "h":
                found |= {(int(x) + n - 4, int(y) - 4) for n in range(int(values[0]))}
                x += values[0]
    return found


def test_threads_on_paper_have_the_colours_of_the_screen() -> None:
    css = (settings.ROOT / "static" / "portal.css").read_text()
    typ = (settings.ROOT / "templates" / "print" / "common.typ").read_text()
    for thread in Thread.values:
        screen = re.search(rf"--{thread}: (#\w+);", css)
        paper = re.search(rf'\b{thread}: rgb\("(#\w+)"\)', typ)
        assert screen is not None
        assert paper is not None
        assert screen[1] == paper[1]
