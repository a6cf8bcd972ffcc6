from datetime import UTC, date, datetime
from itertools import product
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from charters.models import Town, Wording
from commitments.going import Going
from commitments.models import Commitment
from coprod_portal.submissions.states import Action
from tests import factories
from tests.commitments import public

pytestmark = pytest.mark.django_db


def shown(client: Client, query: str = "") -> list[str]:
    """The titles of the cards, in order."""
    response = client.get(f"/commitments/{query}")
    assert response.status_code == 200, response
    return [card.title for card in response.context["cards"]]


def text(client: Client, query: str = "") -> str:
    response = client.get(f"/commitments/{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def titled(title: str, **fields: object) -> Commitment:
    return factories.public_commitment(title=title, **fields)


def test_it_shows_what_is_public_and_nothing_else(client: Client) -> None:
    organisation = factories.organisation("Secret zebra house")
    public.not_public(made_by=organisation)
    titled("Public")
    for query in ("", "?charter=sandwell", "?principle=sandwell.listen", "?theme=listening", "?area=sandwell"):
        assert shown(client, query) == ["Public"], query
        assert "1 commitment" in text(client, query)
    for query in ("?q=zebra", "?maker=organisation", "?going=happening-now"):
        assert shown(client, query) == [], query
    assert "zebra" not in text(client)


def test_each_filter_keeps_its_own(client: Client) -> None:
    stockport = factories.charter("stockport")
    one = titled("One", area=factories.area("Dudley"), made_by=factories.organisation("A kitchen"))
    titled("Two", charter=stockport)
    pays = titled("Three")
    words = factories.version(pays, title="Three")
    words.wordings.set(Wording.objects.filter(edition__charter__slug="sandwell", principle__slug="pay"))
    factories.published(words)
    factories.published(factories.news(one, going=Going.DONE))
    assert shown(client) == ["Three", "Two", "One"]
    assert shown(client, "?charter=stockport") == ["Two"]
    assert shown(client, "?principle=sandwell.pay") == ["Three"]
    assert shown(client, "?charter=sandwell&principle=pay") == ["Three"]
    assert shown(client, "?theme=listening") == ["Two", "One"]
    assert shown(client, "?area=dudley") == ["One"]
    assert shown(client, "?maker=organisation") == ["One"]
    assert shown(client, "?maker=individual") == ["Three", "Two"]
    assert shown(client, "?going=done") == ["One"]
    assert shown(client, "?going=not-started&theme=listening") == ["Two"]
    assert shown(client, "?principle=sandwell.listen&theme=listening") == ["One"]
    assert shown(client, "?q=kitchen&charter=sandwell&going=done&maker=organisation&area=dudley") == ["One"]
    assert shown(client, "?q=kitchen&charter=stockport") == []


def test_no_news_is_worked_out_from_dates_and_stands_beside_the_state(client: Client) -> None:
    titled("Silent", first_published_at=datetime(2026, 1, 1, tzinfo=UTC))
    titled("Fresh")
    assert shown(client, "?going=no-news") == ["Silent"]
    assert shown(client, "?going=no-news&charter=sandwell&q=silent") == ["Silent"]
    page = text(client, "?going=no-news")
    assert "Not started" in page
    assert "No news yet" in page


def test_sorts(client: Client) -> None:
    ends_last = titled("A", due_on=date(2028, 1, 1))
    titled("B", due_on=date(2027, 1, 1))
    titled("C", due_on=date(2026, 10, 1))
    done = titled("D", due_on=date(2027, 1, 2))
    factories.published(factories.news(done, going=Going.DONE))
    factories.published(factories.news(ends_last))
    Commitment.objects.filter(pk=ends_last.pk).update(latest_at=datetime(2026, 11, 25, tzinfo=UTC))
    Commitment.objects.filter(pk=done.pk).update(latest_at=datetime(2026, 11, 24, tzinfo=UTC))
    assert shown(client) == ["A", "D", "C", "B"]
    assert shown(client, "?sort=newest") == ["D", "C", "B", "A"]
    assert shown(client, "?sort=ending") == ["B", "A"]
    assert "To be done by" in client.get("/commitments/?sort=ending").content.decode()
    assert "To be done by" not in client.get("/commitments/").content.decode()


def test_pages_hold_everything_once_and_in_order(client: Client) -> None:
    for number in range(43):
        titled(f"Number {number}", due_on=date(2027, 1, 1 + number % 3))
    queries = ("", "&principle=sandwell.listen", "&theme=listening", "&charter=sandwell", "&q=pay")
    for sort, query in product(("latest", "newest", "ending"), queries):
        address, seen, pages = f"?sort={sort}{query}", [], 0
        while address:
            response = client.get(f"/commitments/{address}", follow=True)
            seen += [card.title for card in response.context["cards"]]
            address = response.context["next"]
            pages += 1
            assert "43 commitments" in response.content.decode()
        assert (pages, len(seen), len(set(seen))) == (3, 43, 43), (sort, query)


def test_a_word_finds_and_a_town_finds_its_area(client: Client) -> None:
    Town.objects.create(area=factories.area("Sandwell"), name="Tipton")
    titled("In Sandwell")
    titled("Meet in Tipton", area=factories.area("Dudley"))
    titled("Elsewhere", area=factories.area("Dudley"))
    assert shown(client, "?q=elsewh") == ["Elsewhere"]
    assert shown(client, "?q=TIPTON") == ["Meet in Tipton", "In Sandwell"]
    assert "Showing Sandwell, because Tipton is in Sandwell" in text(client, "?q=tipton")
    assert shown(client, "?q=tipton&area=dudley") == ["Meet in Tipton"]
    assert "Showing Sandwell." not in text(client, "?q=elsewhere")


def test_news_can_be_found_once_it_is_public(client: Client) -> None:
    commitment = titled("One")
    waiting = factories.submitted(factories.news(commitment, happened="The zebra came"))
    assert shown(client, "?q=zebra") == []
    public.decided(waiting, Action.PUBLISH)
    assert shown(client, "?q=zebra") == ["One"]
    public.decided(waiting, Action.HIDE)
    assert shown(client, "?q=zebra") == []


@pytest.mark.parametrize("name", ["charter", "principle", "theme", "area", "maker", "going", "sort"])
@pytest.mark.parametrize("value", ["nowhere", "1" + "0" * 300, "😀", "<script>", "'--", "sandwell.nothing"])
def test_an_unknown_value_gets_a_sentence_and_everything(client: Client, name: str, value: str) -> None:
    titled("One")
    page = text(client, f"?{name}={quote(value)}")
    assert shown(client, f"?{name}={quote(value)}") == ["One"]
    assert "We do not know the" in page
    assert "so we left it out" in page
    assert "<script>" not in page.replace('<script type="module"', "")


@pytest.mark.parametrize(
    "query",
    [
        "?after=x",
        "?after=ffffffffffffffff-1",
        "?after=-1--1",
        "?after=1" + "0" * 300,
        "?after=1-ffffffffffffffff",
        "?sort=ending&after=ffffffffffffffff-1",
        "?sort=ending&after=0-1",
        "?page=1" + "0" * 300,
        "?charter[]=sandwell&charter[]=x",
        "?charter=sandwell&charter=sandwell",
        "?q=" + quote("'\"; drop table") + "&q=",
        "?q=" + "%F0%9F%98%80",
        "?q=%FF%FE",
        "?q=the",
    ],
)
def test_a_strange_address_never_breaks(client: Client, query: str) -> None:
    titled("One")
    assert client.get(f"/commitments/{query}", follow=True).status_code == 200
    assert client.get(f"/commitments/feed/{query}").status_code == 200


def test_a_page_that_is_not_there_says_so_and_shows_the_first(client: Client) -> None:
    titled("One")
    assert shown(client, "?after=x") == ["One"]
    assert "We could not find that page of the list" in text(client, "?after=x")


def test_a_principle_of_another_charter_is_left_out(client: Client) -> None:
    factories.charter("stockport")
    titled("One")
    assert shown(client, "?charter=sandwell&principle=stockport.listen") == ["One"]
    assert "is in another charter" in text(client, "?charter=sandwell&principle=stockport.listen")


def test_the_form_leads_to_an_address_of_what_was_chosen_alone(client: Client) -> None:
    titled("One")
    response = client.get("/commitments/?q=&charter=sandwell&theme=&sort=latest&going=")
    assert (response.status_code, response["Location"]) == (302, "/commitments/?charter=sandwell")
    response = client.get("/commitments/?q=+&sort=latest")
    assert response["Location"] == "/commitments/"


def test_what_was_chosen_shows_and_can_be_taken_away(client: Client) -> None:
    titled("One")
    response = client.get("/commitments/?going=not-started&charter=sandwell&q=one&sort=newest")
    page = response.content.decode()
    assert '<option value="sandwell" selected>' in page
    assert [(chip.label, chip.value, chip.address) for chip in response.context["chips"]] == [
        ("Words", "“one”", "?charter=sandwell&going=not-started&sort=newest"),
        ("Charter", "Sandwell", "?q=one&going=not-started&sort=newest"),
        ("How it is going", "Not started", "?q=one&charter=sandwell&sort=newest"),
    ]
    assert "?q=one&amp;charter=sandwell&amp;sort=newest" in page


def test_counts_are_of_the_portal_and_of_a_charter_that_is_chosen_alone(client: Client) -> None:
    stockport = factories.charter("stockport")
    for going in (Going.DONE, Going.STOPPED):
        factories.published(factories.news(titled("S", charter=stockport), going=going))
    titled("Silent", first_published_at=datetime(2026, 1, 1, tzinfo=UTC))
    whole = client.get("/commitments/").context["counts"]
    assert (whole.made, whole.with_news, whole.done, whole.stopped, whole.no_news) == (3, 2, 1, 1, 1)
    alone = client.get("/commitments/?charter=stockport").context["counts"]
    assert (alone.made, alone.with_news, alone.done, alone.stopped, alone.no_news) == (2, 2, 1, 1, 0)
    assert client.get("/commitments/?charter=stockport&going=done").context["counts"].made == 3
    assert "Stockport (2)" in text(client)


def test_a_change_is_seen_at_once(client: Client) -> None:
    one = titled("One")
    assert "Sandwell (1)" in text(client)
    titled("Two")
    assert "Sandwell (2)" in text(client)
    public.hide(one)
    assert "Sandwell (1)" in text(client)


def test_made_up_commitments_are_marked_and_not_on_a_live_site(client: Client, settings: Settings) -> None:
    titled("Invented", made_up=True)
    titled("True")
    assert "made up" in text(client)
    settings.SHOW_MADE_UP = False
    for query in ("", "?charter=sandwell", "?theme=listening", "?q=pay", "?going=not-started"):
        assert shown(client, query) == ["True"], query
        assert "1 commitment" in text(client, query)


def test_an_empty_list_says_what_to_do_next(client: Client) -> None:
    page = text(client, "?q=zebra")
    assert "No commitments fit what you chose" in page
    assert "look for one word" in page
    page = text(client)
    assert "There is nothing here yet" in page
    assert 'href="/commitments/new/"' in page


def test_words_are_never_markup(client: Client) -> None:
    titled("<b>bold</b>", what="<script>alert(1)</script>")
    page = text(client, "?q=" + quote('"><b>'))
    assert "<b>" not in page
    assert "&lt;b&gt;bold" in text(client)


@pytest.mark.parametrize(
    ("query", "warm", "cold"),
    [("", 2, 8), ("?charter=sandwell", 2, 8), ("?theme=listening", 2, 8), ("?q=pay", 3, 9), ("?q=sandwell", 3, 9)],
)
@pytest.mark.parametrize("number", [1, 3])
def test_queries(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    query: str,
    warm: int,
    cold: int,
    number: int,
) -> None:
    for _ in range(number):
        factories.published(factories.news(titled("One", made_by=factories.organisation())))
    with django_assert_num_queries(cold):
        client.get(f"/commitments/{query}")
    with django_assert_num_queries(warm):
        client.get(f"/commitments/{query}")


def test_a_name_written_from_right_to_left_turns_nothing_around_it(client: Client) -> None:
    factories.public_commitment(person_name="\u202e\u05e9\u05dc")
    assert '· <bdi lang="en-GB">\u202e\u05e9\u05dc</bdi>' in client.get("/commitments/").content.decode()
