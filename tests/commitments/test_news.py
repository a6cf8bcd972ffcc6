"""Telling what came of a commitment."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from commitments.going import Going
from commitments.models import Commitment, News
from commitments.operations.moderation import decide
from commitments.operations.telling_news import seen_news, tell
from commitments.operations.words import NewsWords
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action, State
from tests import factories

from .test_my import address, browser, hidden_fields, send_back

pytestmark = pytest.mark.django_db


def page(commitment: Commitment, going: str = "") -> str:
    return address(commitment, "news/") + (f"?going={going}" if going else "")


def send_news(client: Client, commitment: Commitment, going: str, **typed: str) -> Any:
    where = page(commitment, going)
    return client.post(where, {"happened": "We began.", **hidden_fields(client, where), **typed})


def test_three_questions_and_the_news_waits_to_be_read(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    client = browser(maker)
    assert client.post(page(made), {"going": "happening-now"})["Location"] == page(made, "happening-now")
    form = client.get(page(made, "happening-now")).context["form"]
    assert [field.name for field in form.visible_fields()] == ["happened", "learned", "picture", "alternative"]
    assert send_news(client, made, "happening-now", learned="Start early.")["Location"] == address(made)
    news = News.objects.get()
    assert (news.going, news.happened, news.learned) == (Going.HAPPENING, "We began.", "Start early.")
    assert (news.told_on, news.submission.state) == (date(2026, 11, 23), State.SUBMITTED)
    made.refresh_from_db()
    assert made.going == Going.NOT_STARTED


@pytest.mark.parametrize("going", ["running-late", "plan-changed"])
def test_slipping_is_met_with_thanks_and_two_more_questions(maker: User, going: str) -> None:
    made = factories.public_commitment(by=maker)
    client = browser(maker)
    shown = client.get(page(made, going)).content.decode()
    assert "Thank you for being honest" in shown
    typed = {"new_due_on_day": "31", "new_due_on_month": "5", "new_due_on_year": "2027"}
    send_news(client, made, going, got_in_the_way="Staff left.", **typed)
    news = News.objects.get()
    assert (news.got_in_the_way, news.new_due_on) == ("Staff left.", date(2027, 5, 31))


def test_what_has_stopped_is_asked_for_no_new_date(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    client = browser(maker)
    shown = client.get(page(made, "stopped"))
    assert "Thank you for being honest" in shown.content.decode()
    assert [field.name for field in shown.context["form"].visible_fields()] == [
        "happened",
        "got_in_the_way",
        "learned",
        "picture",
        "alternative",
    ]
    typed = {"new_due_on_day": "31", "new_due_on_month": "5", "new_due_on_year": "2027"}
    send_news(client, made, "stopped", got_in_the_way="Staff left.", **typed)
    news = News.objects.get()
    assert (news.got_in_the_way, news.new_due_on) == ("Staff left.", None)


def test_a_new_date_counts_once_the_news_is_public(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    typed = {"new_due_on_day": "31", "new_due_on_month": "5", "new_due_on_year": "2027"}
    send_news(browser(maker), made, "running-late", **typed)
    submission = News.objects.get().submission
    decide(submission=submission, action=Action.PUBLISH, revision=1, by=factories.deciding_moderator())
    made.refresh_from_db()
    assert (made.going, made.due_on) == (Going.LATE, date(2027, 5, 31))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"happened": ""}, "Enter what has happened"),
        ({"happened": "a\0"}, "hidden character"),
        ({"happened": "a" * 1_000_000}, "characters or fewer"),
        ({"new_due_on_day": "31", "new_due_on_month": "2", "new_due_on_year": "2027"}, "as a real date"),
        ({"new_due_on_day": "1", "new_due_on_month": "2", "new_due_on_year": "2026"}, "not passed yet"),
        ({"new_due_on_day": "1", "new_due_on_month": "2", "new_due_on_year": "9999"}, "next 10 years"),
        ({"new_due_on_day": "1"}, "needs a month and a year"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(maker: User, typed: dict[str, str], sentence: str) -> None:
    made = factories.public_commitment(by=maker)
    response = send_news(browser(maker), made, "running-late", learned="Kept as typed", **typed)
    shown = response.content.decode()
    assert response.status_code == 200
    assert sentence in shown
    assert "Kept as typed" in shown
    assert not News.objects.exists()


def test_an_unknown_answer_to_the_first_question_asks_it_again(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    client = browser(maker)
    assert "How is it going?" in client.get(page(made, "nonsense")).content.decode()
    assert client.post(page(made), {"going": "nonsense"}).context["form"].errors


def test_news_that_waits_is_changed_in_place(maker: User, colleague: User) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("", maker, colleague))
    send_news(browser(maker), made, "running-late", got_in_the_way="Staff left.")
    client = browser(colleague)
    assert "We began." in client.get(page(made, "done")).content.decode()
    send_news(client, made, "done", happened="It is done.")
    news = News.objects.get()
    assert (news.going, news.happened, news.got_in_the_way) == (Going.DONE, "It is done.", "")
    assert news.submission.revision == 2


def test_news_that_came_back_shows_the_question_and_is_sent_again(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    client = browser(maker)
    send_news(client, made, "done")
    send_back(News.objects.get().submission, note="How many people?")
    assert "How many people?" in client.get(page(made)).content.decode()
    send_news(client, made, "done", happened="Ten people.")
    news = News.objects.get()
    assert (news.happened, news.submission.state) == ("Ten people.", State.SUBMITTED)


def test_whoever_sends_news_second_sees_both(maker: User, colleague: User) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("", maker, colleague))
    second = browser(colleague)
    data = {"happened": "Colleague says.", **hidden_fields(second, page(made, "done"))}
    send_news(browser(maker), made, "stopped", happened="Maker says.")
    response = second.post(page(made, "done"), data)
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Maker says." in shown
    assert "Colleague says." in shown
    assert News.objects.get().happened == "Maker says."
    second.post(page(made, "done"), {**data, "seen": response.context["form"].data["seen"]})
    assert News.objects.get().happened == "Colleague says."


def test_a_second_click_sends_no_second_news(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    client = browser(maker)
    data = {"happened": "Once.", **hidden_fields(client, page(made, "done"))}
    assert client.post(page(made, "done"), data)["Location"] == address(made)
    assert client.post(page(made, "done"), data)["Location"] == address(made)
    assert News.objects.count() == 1
    assert News.objects.get().submission.revision == 1


def test_there_is_no_news_of_what_is_not_public(maker: User) -> None:
    made = factories.waiting_commitment(by=maker)
    response = browser(maker).get(page(made))
    assert response.status_code == 409
    assert "once your commitment is public" in response.content.decode()
    with pytest.raises(Refused):
        tell(commitment=made, words=words(), seen="none", by=maker)


def words(**changes: Any) -> NewsWords:
    return NewsWords(**{"going": Going.DONE, "happened": "It is done.", "learned": "", **changes})


def test_telling_is_all_or_nothing(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = factories.public_commitment(by=maker)
    before = (Submission.objects.count(), MoveRecord.objects.count())

    def breaks(**fields: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(MoveRecord.objects, "create", breaks)
    with pytest.raises(OSError, match="full"):
        tell(commitment=made, words=words(), seen=seen_news(made), by=maker)
    assert not News.objects.exists()
    assert (Submission.objects.count(), MoveRecord.objects.count()) == before
