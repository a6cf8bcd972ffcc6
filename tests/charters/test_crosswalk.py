"""What the charters share: words side by side, gaps as gaps, and who put which words where."""

import csv
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, CharterCase, Mapping, Wording
from charters.operations.loading import load_content
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.cases.operations import open_case
from coprod_portal.tables import harmless
from tests import factories
from tests.charters.test_pages import main_part, words

pytestmark = pytest.mark.django_db

GAP = "We did not find words about this."


@pytest.fixture
def content() -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)


def cells(client: Client, address: str) -> dict[str, dict[str, list[str]]]:
    """By theme and charter, the words that stand there."""
    rows = client.get(address).context["rows"]
    return {
        row.theme.slug: {
            cell.charter.slug: [wording.text for quoted in cell.quoted for wording in quoted.passage.meant]
            for cell in row.cells
        }
        for row in rows
    }


def table(client: Client) -> list[dict[str, str]]:
    text = client.get("/themes/map.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def question(mapping: Mapping) -> Case:
    case = open_case(kind=Case.Kind.PLACE, email="resident@example.org", words="Zebra: I think it is about money.")
    CharterCase.objects.create(case=case, charter=mapping.wording.edition.charter, mapping=mapping)
    return case


def test_each_themes_words_stand_side_by_side_and_gaps_are_named(client: Client) -> None:
    factories.charter("sandwell")
    factories.charter("stockport")
    factories.theme("money", "Time and money")
    assert cells(client, "/themes/") == {
        "listening": {"sandwell": ["listen actively"], "stockport": ["listen actively"]},
        "money": {"sandwell": [], "stockport": []},
    }
    page = words(client, "/themes/")
    assert page.count(GAP) == 2
    assert "It does not mean that they do not do it." in page
    assert "they do not do this" not in page


def test_only_the_charters_that_somebody_picked_are_there(client: Client) -> None:
    for slug in ("sandwell", "stockport", "bracknell"):
        factories.charter(slug)
    picked = cells(client, "/themes/?charter=sandwell&charter=bracknell")
    assert list(picked["listening"]) == ["bracknell", "sandwell"]
    page = main_part(client, "/themes/listening/?charter=stockport")
    assert "charter-stockport" in page
    assert "charter-sandwell" not in page
    assert list(cells(client, "/themes/?charter=")["listening"]) == ["bracknell", "sandwell", "stockport"]


def test_a_charter_that_is_not_there_is_left_out_with_a_sentence(client: Client) -> None:
    factories.charter()
    assert "We do not know the charter “atlantis”, so we left it out." in words(client, "/themes/?charter=atlantis")
    assert list(cells(client, "/themes/?charter=atlantis")["listening"]) == ["sandwell"]
    long = "&".join(f"charter={'x' * 100}{number}" for number in range(50))
    assert client.get(f"/themes/?{long}").content.count(b"x" * 40) <= 5


def test_it_is_a_table_also_where_it_looks_like_blocks(client: Client) -> None:
    factories.charter()
    for address in ("/themes/", "/themes/listening/"):
        page = main_part(client, address)
        assert "<caption" in page
        for role in ('<table class="crosswalk', 'role="table"', 'role="rowheader" scope="row"', 'role="cell"'):
            assert role in page, (address, role)
        assert page.count('role="columnheader" scope="col"') >= 2


def test_sentences_that_lean_on_each_other_stay_together(client: Client, content: None) -> None:
    for address in ("/themes/", "/themes/listening/"):
        page = words(client, address)
        assert "We use active listening to do this. We reflect and check" in page
    [row] = [row for row in table(client) if row["principle"] == "use-active-listening" and "Listening" in row["theme"]]
    assert "We reflect and check that we understand what each other means." in row["words_around_them"]


def test_our_words_are_marked_as_ours(client: Client, content: None) -> None:
    page = words(client, "/themes/")
    assert "charter\u2019s Move on from drafting plans first" in page
    [row] = [row for row in table(client) if row["principle"] == "move-beyond-consulting"][:1]
    assert row["words_are"] == "our summary"


def test_a_theme_says_why_words_stand_there_and_who_put_them_there(client: Client, steward: User) -> None:
    factories.charter("sandwell")
    factories.charter("stockport")
    Mapping.objects.filter(wording__edition__charter__slug="stockport").update(
        made_by=steward, made_at=datetime(2026, 3, 4, 12, tzinfo=UTC), reason="Zebras listen."
    )
    page = words(client, "/themes/listening/")
    assert "Same words. Put here by the people who run this portal, 23 November 2026." in page
    assert "Zebras listen. Put here by the steward of Stockport, 4 March 2026." in page
    assert steward.email not in client.get("/themes/listening/").content.decode()


def test_open_questions_are_shown_without_their_words(client: Client) -> None:
    factories.charter()
    mapping = Mapping.objects.get()
    assert "asked if this is the right place" not in words(client, "/themes/listening/")
    case = question(mapping)
    page = words(client, "/themes/listening/")
    assert "Somebody asked on 23 November 2026 if this is the right place. The steward has not answered yet." in page
    assert "Zebra" not in page
    assert "resident@example.org" not in page
    assert "Somebody asked if this is the right place" in words(client, "/themes/")
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now())
    assert "Somebody asked" not in words(client, "/themes/listening/") + words(client, "/themes/")


def test_each_place_leads_to_the_form_that_asks_about_it(client: Client) -> None:
    factories.charter()
    form = "/charters/sandwell/principles/listen/wrong-place/?theme=listening"
    assert f'href="{form}"' in main_part(client, "/themes/listening/")
    assert client.get(form).status_code == 200


def test_the_map_has_a_row_for_all_words_of_all_themes_and_for_gaps(client: Client, content: None) -> None:
    rows = table(client)
    placed = [row for row in rows if row["principle"]]
    gaps = [row for row in rows if not row["principle"]]
    assert len(placed) == Mapping.objects.count()
    assert all(row["reason"] and row["put_here_on"] and row["words"] for row in placed)
    assert {row["reason"] for row in gaps} == {"We did not find words about this"}
    assert ("Listening well", "Sandwell") in {(row["theme"], row["charter"]) for row in gaps}
    spoken = {(row["theme"], row["charter"]) for row in placed}
    assert len(spoken) + len(gaps) == 12 * Charter.objects.count()
    assert spoken.isdisjoint((row["theme"], row["charter"]) for row in gaps)


def test_the_map_says_all_of_one_place(client: Client) -> None:
    factories.charter()
    assert table(client) == [
        {
            "theme": "Listening well",
            "charter": "Sandwell",
            "edition": "1",
            "principle": "listen",
            "words": "listen actively",
            "words_are": "exact",
            "words_around_them": "",
            "note_on_the_words": "",
            "reason": "Same words.",
            "put_here_by": "the people who run this portal",
            "put_here_on": date(2026, 11, 23).isoformat(),
            "address": f"{settings.BASE_URL}/charters/sandwell/principles/listen/",
        }
    ]


def test_the_map_is_the_same_each_time_and_may_be_kept(client: Client, content: None) -> None:
    first = client.get("/themes/map.csv")
    assert first["Content-Type"] == "text/csv; charset=utf-8"
    assert "private" not in first["Cache-Control"]
    assert client.get("/themes/map.csv", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_no_spreadsheet_takes_words_for_a_formula(client: Client) -> None:
    factories.charter()
    Mapping.objects.update(reason="=HYPERLINK(1)")
    assert table(client)[0]["reason"] == "'=HYPERLINK(1)"
    assert [harmless(value) for value in ("+1", "-1", "@x", " =x", "\t=x", "\u200b \u00a0=x", "a=b", "", 5)] == [
        "'+1",
        "'-1",
        "'@x",
        "' =x",
        "'\t=x",
        "'\u200b \u00a0=x",
        "a=b",
        "",
        5,
    ]


def test_what_is_not_public_is_nowhere(client: Client, settings: Any) -> None:
    factories.charter("real")
    factories.charter("invented", made_up=True)
    factories.charter("draft")
    Charter.objects.filter(slug="draft").update(current_edition=None)
    settings.SHOW_MADE_UP = False
    assert list(cells(client, "/themes/")["listening"]) == ["real"]
    assert list(cells(client, "/themes/?charter=invented")["listening"]) == ["real"]
    assert {row["charter"] for row in table(client)} == {"Real"}
    page = words(client, "/themes/listening/?charter=invented&charter=draft")
    assert "Invented" not in page
    assert "Draft" not in page


def test_the_queries_are_the_same_with_groups(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert Wording.objects.public().filter(section__kind="principle-group").exists()
    chosen = "/themes/?charter=scie&charter=sandwell"
    for address, queries in {"/themes/": 5, "/themes/listening/": 6, "/themes/map.csv": 5, chosen: 4}.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
