"""Every Easy Read page as readers meet it: sentences counted, one picture an idea, the words of others as they are."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from charters.easy_read.sentences import too_long
from charters.models import Charter, EasyRead, Edition, Theme
from charters.operations.loading import load_content
from commitments.going import Going
from commitments.models import Commitment
from tests import factories
from tests.charters.easy_read_words import EasyReadPage

# How it looks hangs on no database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
LONG = "We will " + "very " * 30 + "gladly pay."


@pytest.fixture
def content() -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)


def page(client: Client, address: str) -> EasyReadPage:
    response = client.get(address)
    assert response.status_code == 200
    return EasyReadPage(response.content.decode())


def words(client: Client, address: str) -> str:
    body = client.get(address).content.decode().partition("<main")[2]
    return " ".join(body.split())


def every_state() -> Iterator[Commitment]:
    charter = Charter.objects.get(slug="stockport")
    for number, going in enumerate(Going):
        made = factories.public_commitment(charter=charter, title=f"A promise {number}", what=LONG)
        if going is not Going.NOT_STARTED:
            new = timezone.localdate() + timedelta(days=200)
            told = {"got_in_the_way": LONG, "learned": LONG, "new_due_on": new} if going is Going.LATE else {}
            factories.published(factories.news(made, going=going, happened=LONG, **told))
        yield made


def addresses() -> list[str]:
    made = list(every_state())
    silent = factories.public_commitment(made_up=True, made_by=factories.organisation("A group"))
    Commitment.objects.filter(pk=silent.pk).update(news_due_on=date(2026, 1, 1))
    return [
        "/easy-read/",
        "/easy-read/how-it-works/",
        *[f"/charters/{charter.slug}/easy-read/" for charter in Charter.objects.all()],
        *[f"/themes/{theme.slug}/easy-read/" for theme in Theme.objects.all()],
        "/commitments/easy-read/",
        "/commitments/easy-read/?q=atlantis",
        *[f"/commitments/{commitment.reference}/easy-read/" for commitment in [*made, silent]],
    ]


def test_no_sentence_of_ours_is_long_and_every_idea_has_one_picture(client: Client, content: None) -> None:
    for address in addresses():
        found = page(client, address)
        assert [text for text in found.all_words() if too_long(text)] == [], address
        assert found.ideas, address
        assert {idea.pictures for idea in found.ideas} == {1}, address
        assert {idea.pictures for idea in page(client, f"{address}{mark(address)}pictures=off").ideas} == {0}, address


def mark(address: str) -> str:
    return "&" if "?" in address else "?"


def test_the_counting_sees_a_long_sentence() -> None:
    html = f'<main><li class="idea"><p>{LONG}</p><p data-own>{LONG}</p></li></main>'
    assert [too_long(text) for text in EasyReadPage(html).all_words()] == [LONG]


def test_stockport_reads_as_it_was_written(client: Client, content: None) -> None:
    text = words(client, "/charters/stockport/easy-read/")
    for idea in EasyRead.objects.get(edition__charter__slug="stockport").ideas.all():
        assert idea.words in text
    assert "Easier to read." in text
    assert "People with learning disabilities have not checked this yet." in text
    assert "These are our easy words." in text
    assert 'href="/charters/stockport/?easy-read=not-now"' in text
    assert 'href="/charters/stockport/?easy-read=off"' in text


def test_who_checked_it_is_said(client: Client, content: None) -> None:
    EasyRead.objects.filter(edition__charter__slug="stockport").update(
        checked_by="Stockport reading group", checked_on=date(2027, 1, 2)
    )
    text = words(client, "/charters/stockport/easy-read/")
    assert "People with learning disabilities checked this on 2 January 2027." in text
    assert "Stockport reading group" in text
    assert "have not checked" not in text


def test_easy_read_of_an_older_edition_says_so_and_a_drafts_is_nowhere(client: Client) -> None:
    charter = factories.charter()
    old = EasyRead.objects.create(edition=charter.editions.get())
    old.ideas.create(words="Listen well.", picture="ear", position=1)
    draft = Edition.objects.create(charter=charter, number=2, title="New", owner="x", summary="x", source="x")
    new = EasyRead.objects.create(edition=draft)
    new.ideas.create(words="Nobody reads this yet.", picture="ear", position=1)
    assert "older edition" not in words(client, "/charters/sandwell/easy-read/")
    assert "Nobody reads this yet." not in words(client, "/charters/sandwell/easy-read/")
    new.delete()
    factories.publish(draft)
    text = words(client, "/charters/sandwell/easy-read/")
    assert "Listen well." in text
    assert "This Easy Read was made for an older edition." in text


def test_charter_without_easy_read_leads_to_its_own_words(client: Client) -> None:
    factories.charter()
    text = words(client, "/charters/sandwell/easy-read/")
    assert "This charter is not in Easy Read yet." in text
    assert 'href="/charters/sandwell/?easy-read=not-now"' in text


def test_made_up_charter_is_not_on_a_live_site(client: Client, settings: object) -> None:
    factories.charter("invented", made_up=True)
    assert "This charter is made up." in words(client, "/charters/invented/easy-read/")
    settings.SHOW_MADE_UP = False  # type: ignore[attr-defined]
    assert client.get("/charters/invented/easy-read/").status_code == 404
    assert "Invented" not in words(client, "/easy-read/")


def test_commitment_keeps_the_makers_words_and_says_no_news_kindly(client: Client) -> None:
    made = factories.public_commitment(what=LONG, person_name="<b>A parent</b>")
    Commitment.objects.filter(pk=made.pk).update(news_due_on=date(2026, 1, 1))
    text = words(client, f"/commitments/{made.reference}/easy-read/")
    assert LONG in text
    assert "&lt;b&gt;A parent&lt;/b&gt;" in text
    assert "28 February 2027" in text
    assert "There is no news yet." in text
    assert "It does not mean that nothing happened." in text
    assert "listen actively" in text


def test_only_public_commitments_are_there(client: Client) -> None:
    public = factories.public_commitment(title="Seen by all")
    waiting = factories.waiting_commitment(title="Nobody has read this")
    text = words(client, "/commitments/easy-read/")
    assert "Seen by all" in text
    assert "Nobody has read this" not in text
    assert client.get(f"/commitments/{waiting.reference}/easy-read/").status_code == 404
    typed = client.get(f"/commitments/{public.reference[:3]}-{public.reference[3:]}/easy-read/")
    assert (typed.status_code, typed["Location"]) == (301, f"/commitments/{public.reference}/easy-read/")


def test_list_answers_what_the_full_one_answers(client: Client) -> None:
    factories.public_commitment(title="In Sandwell")
    elsewhere = factories.charter("stockport", area=factories.area("Stockport"))
    factories.public_commitment(title="In Stockport", charter=elsewhere, area=factories.area("Stockport"))
    text = words(client, "/commitments/easy-read/?charter=stockport")
    assert "In Stockport" in text
    assert "In Sandwell" not in text
    assert 'href="/commitments/?charter=stockport&amp;easy-read=off"' in text


def test_what_a_reader_wants_is_carried_along(client: Client, content: None) -> None:
    text = words(client, "/charters/stockport/easy-read/?pictures=off&words=bigger")
    assert 'href="/commitments/easy-read/?charter=stockport&amp;pictures=off&amp;words=bigger"' in text
    assert 'href="/charters/stockport/easy-read/?words=bigger"' in text
    assert "easy-read-bigger" in text
    assert "idea-picture" not in text
    assert 'href="/easy-read/?pictures=off&amp;words=bigger"' in text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/easy-read/", 2),
        ("/charters/number-0/easy-read/", 3),
        ("/themes/listening/easy-read/", 4),
        ("/commitments/easy-read/", 8),
    ],
)
def test_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int, count: int
) -> None:
    theme = factories.theme()
    for number in range(count):
        charter = factories.charter(f"number-{number}")
        easy_read = EasyRead.objects.create(edition=charter.editions.get())
        factories.public_commitment(charter=charter)
        for position in range(count):
            easy_read.ideas.create(words="Listen.", picture="ear", position=position)
    EasyRead.objects.create(theme=theme).ideas.create(words="Listen.", picture="ear", position=1)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
