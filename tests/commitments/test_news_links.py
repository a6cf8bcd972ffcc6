"""The links of a mail that asks for news: they work without signing in, for one commitment, for a month."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from commitments.going import Going
from commitments.models import Commitment, Invitation, News, OnTrack
from commitments.news_links import link_token
from commitments.operations.asking import ask_for_news
from commitments.operations.telling_news import seen_news, tell
from coprod_portal.accounts.models import User
from coprod_portal.links import sealed
from coprod_portal.outbox.models import Mail
from tests import factories
from tests.commitments import public
from tests.conftest import NOW

from .test_asking import again, due_commitment, words
from .test_my import browser

pytestmark = pytest.mark.django_db

PAGES = ("", "on-track/", "tell/", "tell/?going=stopped", "someone-else/", "thanks/news/")


def link(commitment: Commitment, page: str = "") -> str:
    return f"/news/{link_token(commitment)}/{page}"


def hidden_fields(client: Client, where: str) -> dict[str, str]:
    """Also where the page shows the form no more."""
    form = (client.get(where).context or {}).get("form")
    return {field.name: str(field.value()) for field in form.hidden_fields()} if form else {}


def send(where: str, **typed: str) -> Any:
    """By somebody signed out, who opened the page before."""
    client = Client()
    return client.post(where, {**hidden_fields(client, where), **typed})


def test_a_scanner_that_opens_every_link_twice_does_nothing(maker: User) -> None:
    made = due_commitment(maker)
    for page in PAGES * 2:
        shown = Client().get(link(made, page))
        assert shown.status_code == 200
        assert made.published_version is not None
        assert "noindex" in shown.content.decode()
        assert maker.email not in shown.content.decode()
    assert (OnTrack.objects.count(), News.objects.count(), Invitation.objects.count()) == (0, 0, 0)
    assert again(made).ask_on == made.ask_on


def test_on_track_by_one_press(maker: User) -> None:
    made = due_commitment(maker)
    ask_for_news()
    response = send(link(made, "on-track/"))
    assert response["Location"].endswith("/thanks/on-track/")
    assert "It is on track" in Client().get(response["Location"]).content.decode()
    assert OnTrack.objects.get().said_on == date(2026, 11, 23)
    assert again(made).asks_unanswered == 0


def test_news_with_its_going_chosen_by_the_link(maker: User) -> None:
    made = due_commitment(maker)
    page = Client().get(link(made, "tell/?going=plan-changed")).content.decode()
    assert "Thank you for being honest" in page
    assert "It takes about 5 minutes." in page
    response = send(link(made, "tell/?going=plan-changed"), happened="We meet online.", got_in_the_way="The room.")
    assert response["Location"].endswith("/thanks/news/")
    news = News.objects.get()
    assert (news.going, news.happened, news.got_in_the_way) == (Going.CHANGED, "We meet online.", "The room.")
    assert news.submission.written_by == maker


def test_there_is_news_asks_first_how_it_is_going(maker: User) -> None:
    made = due_commitment(maker)
    assert send(link(made, "tell/"), going="done")["Location"].endswith("/tell/?going=done")


def test_the_form_says_how_many_minutes_we_asked_for_in_a_year(maker: User) -> None:
    made = due_commitment(maker)
    ask_for_news()
    page = " ".join(Client().get(link(made, "tell/")).content.decode().split())
    assert "In the last year we asked you for about 5 minutes for this commitment." in page


def test_whoever_is_second_loses_nothing_and_sees_both(maker: User) -> None:
    made = due_commitment(maker)
    client = Client()
    where = link(made, "tell/?going=done")
    data = {"happened": "By the link.", **hidden_fields(client, where)}
    tell(commitment=made, words=words(happened="Signed in."), seen=seen_news(made), by=maker)
    response = client.post(where, data)
    assert response.status_code == 409
    assert "By the link." in response.content.decode()
    assert "Signed in." in response.content.decode()


def test_someone_else_is_invited_and_only_who_says_yes_looks_after_it(maker: User) -> None:
    made = due_commitment(maker)
    ask_for_news()
    response = send(link(made, "someone-else/"), email="New@Example.org")
    assert response["Location"].endswith("/thanks/someone-else/")
    assert Invitation.objects.get().email == "new@example.org"
    assert Mail.objects.get(kind="commitments/invitation").to == "new@example.org"
    made = again(made)
    assert (made.keeper, made.asks_unanswered) == (maker, 0)


def test_who_does_not_know_says_so_and_is_asked_no_more(maker: User) -> None:
    made = due_commitment(maker)
    assert send(link(made, "someone-else/"), unknown="on")["Location"].endswith("/thanks/nobody-known/")
    made = again(made)
    assert (made.needs_owner_since, made.ask_on) == (date(2026, 11, 23), None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "or tick that you do not know"),
        ({"email": "new@example.org", "unknown": "on"}, "or tick that you do not know"),
        ({"email": "nobody"}, "like name@example.org"),
        ({"email": "maker@example.org"}, "looks after this commitment already"),
    ],
)
def test_bad_input_gets_a_sentence(maker: User, typed: dict[str, str], sentence: str) -> None:
    made = due_commitment(maker)
    assert sentence in send(link(made, "someone-else/"), **typed).content.decode()
    assert not Invitation.objects.exists()


def test_a_link_is_for_its_keeper_and_a_month_alone(maker: User, stranger: User, settings: LazySettings) -> None:
    made = due_commitment(maker)
    where = link(made)
    assert Client().get("/news/nonsense/").status_code == 404
    assert Client().get(f"/news/{sealed('stop letters', made.reference, '1')}/").status_code == 404
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        old = Client().get(where)
        assert (old.status_code, "This link has ended" in old.content.decode()) == (410, True)
    Commitment.objects.update(keeper=stranger)
    assert Client().get(where).status_code == 410
    Commitment.objects.update(keeper=maker)
    assert Client().get(where).status_code == 200
    public.hide(made)
    assert Client().get(where).status_code == 410


def test_what_has_ended_is_not_on_track(maker: User) -> None:
    made = due_commitment(maker)
    factories.published(factories.news(made, going=Going.DONE))
    response = send(link(made, "on-track/"))
    assert response.status_code == 409
    assert not OnTrack.objects.exists()


def test_a_signed_in_maker_says_on_track_and_chooses_how_often(maker: User) -> None:
    made = due_commitment(maker)
    client = browser(maker)
    at_home = f"/my/commitments/{made.reference}/"
    assert "It is time for news" in client.get(at_home).content.decode()
    where = f"{at_home}on-track/"
    assert client.post(where, hidden_fields(client, where))["Location"] == at_home
    assert "We ask you for news on 23 February 2027" in client.get(at_home).content.decode()
    where = f"{at_home}how-often/"
    client.post(where, {**hidden_fields(client, where), "news_every": "month"})
    assert again(made).ask_on == date(2026, 12, 23)
    assert "Choose how often we may ask you" in client.post(where, {"news_every": "never"}).content.decode()
