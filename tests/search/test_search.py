"""One box over everything that is public, and over nothing else."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as all_settings
from django.core.management import call_command
from django.test import Client

from charters.models import Charter, Edition, Principle, Wording
from charters.operations.loading import load_content
from charters.operations.publishing import publish_edition
from charters.searching import refill_all
from commitments.models import Commitment
from coprod_portal.search.index import things
from coprod_portal.search.spelling import learn
from coprod_portal.search.surfaces import refill, surfaces
from coprod_portal.submissions.states import Action
from tests import factories
from tests import opportunity_factories as opportunities
from tests.commitments import public

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> None:
    load_content(folder=all_settings.CONTENT_FOLDER, tell=lambda line: None)


def found(client: Client, query: str, **more: str) -> dict[str, list[str]]:
    """The titles of what was found, by kind."""
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return {group.kind: [one.result.title for one in group.found] for group in response.context["groups"]}


def text(client: Client, query: str) -> str:
    return " ".join(client.get("/search/", {"q": query}).content.decode().split())


def titled(title: str, **fields: object) -> Commitment:
    return factories.public_commitment(title=title, **fields)


def test_every_kind_is_found_with_one_word(client: Client, content: None) -> None:
    organisation = factories.organisation("Stockport Listening House")
    titled("Listen in Stockport", made_by=organisation, charter=Charter.objects.get(slug="stockport"))
    assert found(client, "stockport") == {
        "charter": ["Stockport"],
        "commitment": ["Listen in Stockport"],
        "organisation": ["Stockport Listening House"],
        "place": ["Stockport"],
    }
    assert set(found(client, "listening")) == {"commitment", "principle", "theme", "organisation", "word"}
    assert found(client, "listen actively")["principle"][0] == "listen actively"
    assert found(client, "tipton") == {"place": ["Sandwell"]}
    assert found(client, "tokenistic") == {"word": ["Tokenistic"]}


def test_each_result_leads_to_its_page(client: Client, content: None) -> None:
    organisation = factories.organisation("Zebra house")
    made = titled("Zebra day", made_by=organisation, charter=Charter.objects.get(slug="stockport"))
    for query, address in [
        ("zebra", made.get_absolute_url()),
        ("zebra", organisation.get_absolute_url()),
        ("stockport", "/charters/stockport/"),
        ("listen actively", "/charters/stockport/principles/listen-actively/"),
        ("listening well", "/themes/listening/"),
        ("tokenistic", "/glossary/#tokenistic"),
        ("tipton", "/commitments/?area=sandwell"),
    ]:
        assert f'href="{address}"' in text(client, query), query
        assert client.get(address.partition("#")[0]).status_code == 200


def test_nothing_that_is_not_public_is_found(client: Client, content: None) -> None:
    organisation = factories.organisation("Secret zebra house")
    public.not_public(made_by=organisation, charter=Charter.objects.get(slug="stockport"))
    learn()
    assert found(client, "zebra") == {}
    assert found(client, "zebar") == {}
    page = text(client, "zebar")
    assert "Did you mean" not in page
    assert "Secret" not in page


def test_what_is_hidden_is_gone_at_once_and_so_is_its_maker(client: Client) -> None:
    organisation = factories.organisation("Zebra house")
    commitment = titled("Zebra day", made_by=organisation)
    assert found(client, "zebra") == {"commitment": ["Zebra day"], "organisation": ["Zebra house"]}
    public.hide(commitment)
    assert found(client, "zebra") == {}
    public.decided(public.newest(commitment), Action.RESTORE)
    assert found(client, "zebra") == {"commitment": ["Zebra day"], "organisation": ["Zebra house"]}
    public.withdraw(commitment)
    assert found(client, "zebra") == {}


def test_ways_to_take_part_are_found_while_they_are_public(client: Client) -> None:
    shown = opportunities.public_opportunity(title="Zebra board")
    opportunities.waiting_opportunity(title="Secret zebra")
    opportunities.public_opportunity(title="Made-up zebra", made_up=True)
    assert set(found(client, "zebra")["opportunity"]) == {"Zebra board", "Made-up zebra"}
    assert f'href="{shown.get_absolute_url()}"' in text(client, "zebra board")
    opportunities.moved(shown.notices.get(), Action.HIDE)
    assert found(client, "zebra") == {"opportunity": ["Made-up zebra"]}
    opportunities.moved(shown.notices.get(), Action.RESTORE)
    call_command("reindex", quiet=True)
    assert found(client, "zebra board") == {"opportunity": ["Zebra board"]}


def test_made_up_things_are_not_on_a_live_site(client: Client, settings: Any) -> None:
    factories.charter("zebra", made_up=True)
    titled("Zebra day", made_up=True, made_by=factories.organisation("Zebra house"))
    titled("Real zebra day")
    refill_all()
    learn()
    assert set(found(client, "zebra")) == {"charter", "commitment", "organisation"}
    assert "(made up)" in text(client, "zebra day")
    settings.SHOW_MADE_UP = False
    assert found(client, "zebra") == {"commitment": ["Real zebra day"]}
    assert found(client, "house") == {}


def second_edition(charter: Charter, words: str) -> Edition:
    edition = Edition.objects.create(
        charter=charter, number=2, title="The second", owner="Us", summary="Newer.", source="A page"
    )
    section = edition.sections.create(slug="we-will", heading="We will:", kind="promise", position=1)
    principle = Principle.objects.get(charter=charter, slug="listen")
    Wording.objects.create(
        edition=edition, section=section, principle=principle, text=words, is_quotation=True, position=1
    )
    return edition


def test_a_draft_is_not_found_and_a_new_edition_is_at_once(client: Client) -> None:
    charter = factories.charter()
    refill_all()
    draft = second_edition(charter, "listen to zebras")
    assert found(client, "actively") == {"principle": ["listen actively"]}
    assert found(client, "zebras") == {}
    publish_edition(edition=draft, changes="Zebras came.", revision=draft.revision, by=None)
    assert found(client, "zebras") == {"principle": ["listen to zebras"]}
    assert found(client, "actively") == {}
    assert found(client, "pay people") == {}


def test_sentences_that_lean_on_each_other_are_shown_together(client: Client, content: None) -> None:
    page = text(client, "use active listening to do this")
    assert "We reflect and check that we understand what each other means." in page


def test_words_found_are_marked_and_never_read_as_markup(client: Client) -> None:
    titled("Zebra <b>day</b>", what="We listen <script>alert(1)</script> to zebras.")
    page = text(client, "zebra listen")
    assert "<mark>Zebra</mark> &lt;b&gt;day" in page
    assert "<mark>listen</mark> &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_slip_is_forgiven(client: Client) -> None:
    titled("Kitchen for all")
    learn()
    page = text(client, "kithcen")
    assert 'Did you mean <strong lang="en-GB">kitchen</strong>?' in page
    assert found(client, "kithcen") == {"commitment": ["Kitchen for all"]}


def test_another_word_is_offered_where_little_was_found(client: Client) -> None:
    titled("Kitchen for all")
    titled("Kichen day", what="One slip of the pen.")
    learn()
    assert found(client, "kichen") == {"commitment": ["Kichen day"]}
    assert "Did you mean" not in text(client, "kichen")
    titled("Kitche")
    assert found(client, "kitche") == {"commitment": ["Kitche", "Kitchen for all"]}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Type what you are looking for."),
        ("   ", "Type what you are looking for."),
        ("the of and", "We cannot look for that."),
        ("!!!", "We cannot look for that."),
        ("zzzzqq", "We found nothing for “zzzzqq”"),
        ("zzzzqq yyyyqq", "look for one of the words:"),
    ],
)
def test_without_results_it_says_what_to_do_next(client: Client, query: str, sentence: str) -> None:
    page = text(client, query)
    assert sentence in page
    assert 'href="/charters/"' in page
    assert 'href="/glossary/"' in page


def test_many_results_lead_to_the_list_or_to_more_of_their_kind(client: Client) -> None:
    for number in range(7):
        titled(f"Zebra {number}", made_by=factories.organisation(f"Zebra house {number}"))
    assert len(found(client, "zebra")["commitment"]) == len(found(client, "zebra")["organisation"]) == 5
    page = text(client, "zebra")
    assert 'href="/commitments/?q=zebra"' in page
    assert 'href="?q=zebra&amp;kind=organisation"' in page
    assert len(found(client, "zebra", kind="organisation")["organisation"]) == 7
    assert set(found(client, "zebra", kind="nothing")) == {"commitment", "organisation"}


def test_what_bears_the_name_comes_first(client: Client, content: None) -> None:
    words = found(client, "charter", kind="word")["word"]
    assert set(words[:2]) == {"Charter", "Charter steward"}


@pytest.mark.parametrize(
    "query",
    ["'\"; drop table", "x" * 1000, "😀", "\u202e", "%s %%", "a'b", "AND OR NOT (", "ﷺ", "pay " * 200, "<script>x"],
)
def test_a_strange_query_never_breaks(client: Client, query: str) -> None:
    titled("One")
    learn()
    response = client.get(f"/search/?q={quote(query)[:7000]}&kind={quote(query)[:100]}")
    assert response.status_code == 200
    assert b"<script>x" not in response.content
    assert len(response.context["query"]) <= 300


@pytest.mark.parametrize("many", [1, 8])
def test_queries(client: Client, content: None, many: int, django_assert_num_queries: Callable[[int], Any]) -> None:
    for number in range(many):
        titled(f"Stockport zebra {number}", made_by=factories.organisation(f"Stockport house {number}"))
    learn()
    with django_assert_num_queries(7):
        client.get("/search/?q=stockport")
    with django_assert_num_queries(3):
        client.get("/search/?q=zzzzqq")
    with django_assert_num_queries(0):
        client.get("/search/")


def test_reindex_finds_all_again_and_leaves_out_what_went(client: Client, content: None) -> None:
    titled("Zebra day", made_by=factories.organisation("Zebra house"))
    before = {surface.kind: things(kind=surface.kind) for surface in surfaces()}
    assert all(things for kind, things in before.items() if kind != "opportunity")
    for surface in surfaces():
        refill(surface)
    Charter.objects.filter(slug="scie").update(current_edition=None)
    call_command("reindex", quiet=True)
    after = {surface.kind: things(kind=surface.kind) for surface in surfaces()}
    assert after["charter"] < before["charter"]
    assert after["principle"] < before["principle"]
    assert {kind: after[kind] for kind in ("commitment", "organisation", "theme", "word", "place")} == {
        kind: before[kind] for kind in ("commitment", "organisation", "theme", "word", "place")
    }
    assert found(client, "zebar") == {"commitment": ["Zebra day"], "organisation": ["Zebra house"]}


def test_search_may_be_kept_and_stays_out_of_search_engines(client: Client) -> None:
    response = client.get("/search/?q=pay")
    assert "private" not in response["Cache-Control"]
    assert b'<meta name="robots" content="noindex">' in response.content


def test_home_and_the_list_lead_to_it_with_what_was_typed(client: Client) -> None:
    titled("One")
    home = client.get("/").content.decode()
    assert 'form="find" formaction="/search/"' in home
    assert '<form class="search" id="find"' in home
    assert 'href="/search/?q=pay%20day"' in client.get("/commitments/?q=pay+day").content.decode()
