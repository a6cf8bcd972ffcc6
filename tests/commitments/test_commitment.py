from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from charters.models import Section
from commitments.going import Going
from commitments.models import Asking, Commitment
from commitments.operations.answering import say_on_track
from commitments.operations.public_facts import refresh
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import Action
from tests import factories
from tests.commitments import public

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def address(commitment: Commitment) -> str:
    return f"/commitments/{commitment.reference}/"


def test_it_says_all_that_the_maker_said(client: Client) -> None:
    kitchen = factories.organisation("Marmalade Kitchen")
    commitment = factories.public_commitment(title="Pay the same day", made_by=kitchen)
    page = text(client, address(commitment))
    for words in (
        "Pay the same day",
        "We will pay people on the day.",
        "Marmalade Kitchen",
        "People who cook here",
        "From a cash tin.",
        "Travel money",
        "From 1 September 2026, done by 28 February 2027",
        "Nobody waits more than a day.",
        "listen actively",
        "How it is going: Not started",
        f"Reference {commitment.reference}",
    ):
        assert words in page, words
    assert f'href="/organisations/{kitchen.slug}/"' in page
    assert "pay people for their time" not in page
    assert "noindex" not in page


def test_words_of_the_charter_lead_to_their_page_and_never_stand_alone_when_they_lean_on_others(client: Client) -> None:
    commitment = factories.public_commitment()
    assert 'href="/charters/sandwell/principles/listen/"' in text(client, address(commitment))
    Section.objects.update(kind=Section.GROUP)
    page = text(client, address(commitment))
    assert "pay people for their time" in page
    assert "These sentences belong together. The ones in bold are meant here." in page


@pytest.mark.parametrize("page", ["", "history/"])
def test_what_was_never_public_answers_as_what_does_not_exist(client: Client, page: str) -> None:
    *not_public, hidden, gone, draft = public.not_public()
    never = [client.get(f"{address(commitment)}{page}") for commitment in [*not_public, draft]]
    unknown = client.get(f"/commitments/ZZZZZZ/{page}")
    assert unknown.status_code == 404
    assert {(response.status_code, response.content) for response in never} == {(404, unknown.content)}
    for commitment, why in (
        (hidden, "Taken down in November 2026. Why: names or private facts."),
        (gone, "Its maker took it down, in November 2026."),
    ):
        response = client.get(f"{address(commitment)}{page}")
        assert response.status_code == 410
        assert why in response.content.decode()
        assert "zebra" not in response.content.decode()


def test_hidden_and_public_again(client: Client) -> None:
    commitment = factories.public_commitment(title="Back again")
    public.hide(commitment)
    assert client.get(address(commitment)).status_code == 410
    public.decided(public.newest(commitment), Action.RESTORE)
    assert "Back again" in text(client, address(commitment))


def test_a_reference_as_somebody_typed_it_leads_there(client: Client) -> None:
    Commitment.objects.filter(pk=factories.public_commitment().pk).update(reference="7K3F9Q")
    for typed in ("7k3f9q", "7K3 F9Q", " 7k3-f9q ", "7K3.F9Q"):
        response = client.get(f"/commitments/{typed}/")
        assert (response.status_code, response["Location"]) == (301, "/commitments/7K3F9Q/")
    assert client.get("/commitments/7k3f9q/history/")["Location"] == "/commitments/7K3F9Q/history/"
    for wrong in ("7K3F9", "7K3F9QQ", "😀", "7K3F9!", "x" * 500):
        assert client.get(f"/commitments/{wrong}/").status_code == 404


def test_news_stands_newest_first_with_what_was_learned_and_moved_dates(client: Client) -> None:
    commitment = factories.public_commitment(due_on=date(2027, 2, 28))
    factories.published(
        factories.news(
            commitment,
            going=Going.LATE,
            told_on=date(2026, 10, 1),
            happened="We lost our room.",
            got_in_the_way="No money for rent.",
            new_due_on=date(2027, 6, 30),
        )
    )
    factories.published(
        factories.news(
            commitment, going=Going.DONE, told_on=date(2026, 11, 2), happened="It works.", learned="Ask earlier."
        )
    )
    factories.submitted(factories.news(commitment, happened="Secret zebra"))
    page = text(client, address(commitment))
    parts = [
        "Last news 2 November 2026",
        "2 November 2026 · Done",
        "It works.",
        "What we learned",
        "Ask earlier.",
        "1 October 2026 · Running late",
        "We lost our room.",
        "The date moved from 28 February 2027 to 30 June 2027.",
        "What got in the way",
        "No money for rent.",
        "1 September 2026 · Started",
    ]
    places = [page.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    assert "zebra" not in page


def test_silence_stands_beside_the_last_state(client: Client) -> None:
    commitment = factories.public_commitment(first_published_at=datetime(2025, 9, 1, tzinfo=UTC))
    assert "No news yet. News was due on 15 September 2025." in text(client, address(commitment))
    factories.published(factories.news(commitment, told_on=date(2025, 11, 5)))
    page = text(client, address(commitment))
    assert "How it is going: Happening now" in page
    assert "No news since 5 November 2025. News was due on 5 February 2026." in page
    for day in (date(2026, 2, 5), date(2026, 5, 5), date(2026, 8, 5)):
        Asking.objects.create(commitment=commitment, asked_on=day, occasion="regular")
    commitment = refresh(commitment=commitment)
    assert "No news since 5 November 2025. We asked 3 times." in text(client, address(commitment))
    Commitment.objects.update(needs_owner_since=date(2026, 8, 19))
    assert "We are looking for somebody who looks after this now." in text(client, address(commitment))


def test_on_track_is_a_bead_of_its_own_and_ends_the_silence(client: Client, maker: User) -> None:
    commitment = factories.public_commitment(by=maker, first_published_at=datetime(2025, 9, 1, tzinfo=UTC))
    say_on_track(commitment=commitment, by=maker)
    page = text(client, address(commitment))
    assert "23 November 2026 · On track, nothing new" in page
    assert "No news" not in page
    assert "23 November 2026 · On track, nothing new" in text(client, f"{address(commitment)}history/")


def test_views_stand_beside_the_makers_word(client: Client) -> None:
    commitment = factories.public_commitment()
    for answer in ("yes", "yes", "a-bit"):
        factories.published(factories.view(commitment, answer=answer, words=f"I saw it {answer}."))
    factories.submitted(factories.view(commitment, answer="no", words="Secret zebra"))
    page = text(client, address(commitment))
    assert "2 agree, 1 agrees a bit." in page
    assert "I saw it a-bit." in page
    assert "zebra" not in page


def test_words_are_never_markup(client: Client) -> None:
    nasty = "<script>alert(1)</script>"
    commitment = factories.public_commitment(title="<b>x</b>", what=nasty, how=nasty, person_name="<b>me</b>")
    factories.published(factories.news(commitment, happened=nasty, learned=nasty))
    for page in ("", "history/"):
        assert "<b>" not in text(client, address(commitment) + page)
        assert "<script>alert" not in text(client, address(commitment) + page)


def test_made_up_is_marked_kept_from_search_engines_and_not_on_a_live_site(client: Client, settings: Settings) -> None:
    commitment = factories.public_commitment(made_up=True)
    for page in ("", "history/"):
        assert "made up" in text(client, address(commitment) + page)
        assert '<meta name="robots" content="noindex">' in text(client, address(commitment) + page)
    settings.SHOW_MADE_UP = False
    assert client.get(address(commitment)).status_code == 404
    assert client.get(f"{address(commitment)}history/").status_code == 404
    public.hide(commitment)
    assert client.get(address(commitment)).status_code == 404


def test_the_history_shows_what_changed_and_nothing_that_was_not_public(client: Client) -> None:
    commitment = factories.public_commitment(what="We will pay people in a week.")
    factories.published(factories.news(commitment, happened="We began."))
    declined = factories.submitted(factories.version(commitment, what="Secret zebra"))
    public.decided(declined, Action.DECLINE)
    factories.published(factories.version(commitment, what="We will pay people the same day."))
    factories.submitted(factories.version(commitment, what="Secret lion"))
    page = text(client, f"{address(commitment)}history/")
    assert '<del><span class="visually-hidden">taken out: </span>in a week.' in page
    assert '<ins><span class="visually-hidden">added: </span>the same day.' in page
    assert "News: Happening now" in page
    assert "Made public" in page
    assert "zebra" not in page
    assert "lion" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int) -> None:
    commitment = factories.public_commitment(made_by=factories.organisation())
    for _ in range(number):
        factories.published(factories.version(commitment))
        factories.published(factories.news(commitment))
        factories.published(factories.view(commitment))
    with django_assert_num_queries(9):
        client.get(address(commitment))
    with django_assert_num_queries(12):
        client.get(f"{address(commitment)}history/")
