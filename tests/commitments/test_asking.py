"""Makers are asked for news on a few days, kindly, and no more once nobody answers."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commitments.going import Going
from commitments.minutes import Asked, asked_of_all
from commitments.models import Asking, Commitment, Member, OnTrack
from commitments.news_dates import Occasion, Terms
from commitments.operations.answering import choose_news_every, say_on_track
from commitments.operations.asking import ask_for_news, notice_unreachable
from commitments.operations.telling_news import seen_news, tell
from commitments.operations.words import NewsWords
from coprod_portal.accounts.models import User
from coprod_portal.accounts.operations import confirm_address
from coprod_portal.accounts.sessions import SessionStore
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import LetterPart, Unreachable
from coprod_portal.submissions.states import Action
from tests import factories
from tests.commitments.public import decided
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

PUBLISHED = date(2026, 1, 10)
TERMS = Terms(published_on=PUBLISHED, due_on=date(2027, 1, 10), every="quarter")


def due_commitment(by: User | None, **fields: Any) -> Commitment:
    """Public for two weeks and a day, so its maker was to be asked yesterday."""
    fields.setdefault("first_published_at", NOW - timedelta(days=15))
    return factories.public_commitment(**{"by": by, "due_on": date(2027, 12, 31), **fields})


def asked() -> list[tuple[str, str, str]]:
    parts = LetterPart.objects.filter(kind="commitments/news_due").order_by("pk")
    return list(parts.values_list("to", "thing", "period"))


def again(commitment: Commitment) -> Commitment:
    return Commitment.objects.get(pk=commitment.pk)


@pytest.mark.parametrize(
    ("answered_on", "asked_on", "day", "occasion"),
    [
        (None, None, date(2026, 1, 24), Occasion.START),
        (None, date(2026, 1, 24), date(2026, 4, 24), Occasion.REGULAR),
        (date(2026, 2, 1), date(2026, 1, 24), date(2026, 5, 1), Occasion.REGULAR),
        # Near the end date, the end date alone.
        (date(2026, 10, 8), None, date(2027, 1, 10), Occasion.END),
        (date(2026, 11, 8), None, date(2027, 1, 10), Occasion.END),
        (None, date(2027, 1, 10), date(2027, 2, 9), Occasion.AFTER_END),
        # Asked weeks late: what passed meanwhile is not asked about, and never twice within a week.
        (None, date(2027, 2, 7), date(2027, 2, 14), Occasion.AFTER_END),
        (None, date(2027, 3, 1), date(2027, 6, 1), Occasion.REGULAR),
    ],
)
def test_the_days_on_which_we_ask(
    answered_on: date | None, asked_on: date | None, day: date, occasion: Occasion
) -> None:
    found = TERMS.next_ask(answered_on=answered_on, asked_on=asked_on)
    assert (found.day, found.occasion) == (day, occasion)


@pytest.mark.parametrize(("every", "day"), [("month", date(2026, 2, 24)), ("half-year", date(2026, 7, 24))])
def test_a_maker_chooses_how_often(every: str, day: date) -> None:
    terms = Terms(published_on=PUBLISHED, due_on=date(2027, 1, 10), every=every)
    assert terms.next_ask(answered_on=None, asked_on=date(2026, 1, 24)).day == day


def test_the_keeper_is_asked_once_for_each_occasion(maker: User) -> None:
    made = due_commitment(maker, title="Carers' drop-in")
    assert (made.ask_on, made.news_due_on) == (date(2026, 11, 22), date(2026, 11, 22))
    assert [ask_for_news(), ask_for_news()] == [1, 0]
    assert asked() == [(maker.email, f"commitment:{made.reference}", "2026-11-23")]
    part = LetterPart.objects.get()
    assert part.heading == "How is it going? Carers' drop-in"
    assert "You have not told us yet" in part.body
    for link in ("on-track/", "tell/", "tell/?going=plan-changed", "tell/?going=stopped", "someone-else/"):
        assert f"/{link}\n" in part.body
    made = again(made)
    assert (made.asks_unanswered, made.ask_on) == (1, date(2027, 2, 23))
    asking = Asking.objects.get()
    assert (asking.asked_on, asking.occasion) == (date(2026, 11, 23), Occasion.START)


def test_the_mail_says_what_was_last_said(maker: User) -> None:
    told = due_commitment(maker)
    factories.published(factories.news(told, told_on=date(2026, 6, 5), happened="We met twice."))
    ask_for_news()
    body = LetterPart.objects.get().body
    assert "on 5 June 2026: Happening now." in body
    assert "“We met twice.”" in body


def test_after_three_asks_without_an_answer_it_is_quiet_and_needs_a_new_owner(maker: User) -> None:
    made = due_commitment(maker)
    days = []
    for weeks in range(80):
        with time_machine.travel(NOW + timedelta(weeks=weeks), tick=False):
            if ask_for_news():
                days.append(timezone.localdate())
    assert days == [date(2026, 11, 23), date(2027, 3, 1), date(2027, 6, 7)]
    made = again(made)
    assert (made.asks_unanswered, made.ask_on) == (3, None)
    # They had two weeks to answer the last one.
    assert made.needs_owner_since == date(2027, 6, 21)
    with time_machine.travel(NOW + timedelta(weeks=81), tick=False):
        say_on_track(commitment=made, by=maker)
    made = again(made)
    assert (made.asks_unanswered, made.needs_owner_since) == (0, None)
    assert made.ask_on is not None


def words(**changes: Any) -> NewsWords:
    return NewsWords(**{"going": Going.HAPPENING, "happened": "We began.", "learned": "", **changes})


def test_news_answers_while_it_waits_but_the_page_says_so_once_it_is_public(maker: User) -> None:
    made = due_commitment(maker)
    ask_for_news()
    tell(commitment=made, words=words(), seen=seen_news(made), by=maker)
    made = again(made)
    assert (made.asks_unanswered, made.ask_on) == (0, date(2027, 2, 23))
    assert made.news_due_on == date(2026, 11, 22)
    news = made.news.get()
    with time_machine.travel(NOW + timedelta(days=100), tick=False):
        assert ask_for_news() == 0, "It waits to be read."
        decided(news, Action.PUBLISH)
    made = again(made)
    assert made.news_due_on == date(2027, 2, 23)


def test_on_track_is_public_at_once_and_said_once_a_day(maker: User, stranger: User) -> None:
    made = due_commitment(maker)
    ask_for_news()
    for _ in range(2):
        say_on_track(commitment=made, by=maker)
    made = again(made)
    assert OnTrack.objects.count() == 1
    assert (made.asks_unanswered, made.news_due_on, made.ask_on) == (0, date(2027, 2, 23), date(2027, 2, 23))


def test_choosing_another_rhythm_moves_the_next_day(maker: User) -> None:
    made = due_commitment(maker)
    factories.published(factories.news(made))
    choose_news_every(commitment=made, every="month", by=maker)
    assert again(made).ask_on == date(2026, 12, 23)


def test_nobody_is_asked_before_time_or_after_the_end_or_while_their_news_waits(maker: User) -> None:
    factories.public_commitment(by=maker)
    factories.published(factories.news(due_commitment(maker), going=Going.DONE))
    factories.submitted(factories.news(due_commitment(maker)))
    factories.waiting_commitment(by=maker)
    assert ask_for_news() == 0
    assert asked() == []


def test_what_nobody_looks_after_needs_a_new_owner(maker: User, colleague: User) -> None:
    nobody = due_commitment(None)
    closed = due_commitment(colleague)
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    left = due_commitment(maker, made_by=factories.organisation("", maker))
    Member.objects.all().delete()
    assert ask_for_news() == 0
    assert asked() == []
    assert {again(one).needs_owner_since for one in (nobody, closed, left)} == {date(2026, 11, 23)}
    assert ask_for_news() == 0


def test_who_stopped_these_mails_is_not_asked_and_not_counted_as_silent(maker: User) -> None:
    made = due_commitment(maker)
    letters.stop(email=maker.email, subjects=[letters.Subject.NEWS])
    assert ask_for_news() == 0
    made = again(made)
    assert (made.asks_unanswered, made.needs_owner_since, made.ask_on) == (0, None, date(2027, 2, 23))


def test_whose_mail_came_back_for_good_needs_a_new_owner_until_they_sign_in(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    Unreachable.objects.create(email=maker.email)
    assert [notice_unreachable(), notice_unreachable()] == [1, 0]
    made = again(made)
    assert (made.needs_owner_since, made.ask_on) == (date(2026, 11, 23), None)
    confirm_address(email=maker.email, session=SessionStore())
    made = again(made)
    assert (made.needs_owner_since, made.ask_on) == (None, date(2026, 12, 7))
    assert not Unreachable.objects.exists()


def test_made_up_ones_are_asked_in_a_trial_only(maker: User, settings: LazySettings) -> None:
    due_commitment(maker, made_up=True)
    settings.SHOW_MADE_UP = False
    assert ask_for_news() == 0
    settings.SHOW_MADE_UP = True
    assert ask_for_news() == 1


def test_a_bounded_number_is_asked_at_once_and_the_rest_next_time(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commitments.operations.asking.AT_ONCE", 2)
    monkeypatch.setattr("commitments.operations.asking.MOST_IN_A_RUN", 4)
    for _ in range(5):
        due_commitment(maker)
    assert [ask_for_news(), ask_for_news(), ask_for_news()] == [4, 1, 0]
    assert len(set(asked())) == 5


def test_asking_many_costs_no_more_queries_than_asking_one(maker: User, django_assert_num_queries: Any) -> None:
    for many in (1, 3):
        for _ in range(many):
            due_commitment(maker)
        with django_assert_num_queries(8):
            assert ask_for_news() == many


def test_asking_is_all_or_nothing(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = due_commitment(maker)

    def breaks(*args: Any, **fields: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("commitments.models.Commitment.objects.bulk_update", breaks)
        with pytest.raises(OSError, match="full"):
            ask_for_news()
    assert asked() == []
    assert not Asking.objects.exists()
    assert again(made).asks_unanswered == 0
    assert ask_for_news() == 1


def test_the_minutes_that_we_ask_for_in_a_year_are_public(client: Client, maker: User, settings: LazySettings) -> None:
    assert "In the last year we have asked nobody yet." in client.get("/help/moderation/").content.decode()
    cache.clear()
    made = due_commitment(maker)
    for day, of in ((date(2026, 2, 1), made), (date(2026, 5, 1), made), (date(2025, 11, 23), made)):
        Asking.objects.create(commitment=of, asked_on=day, occasion="regular")
    Asking.objects.create(commitment=due_commitment(maker, made_up=True), asked_on=NOW.date(), occasion="start")
    settings.SHOW_MADE_UP = False
    assert asked_of_all() == Asked(times=2, commitments=1)
    assert (asked_of_all().minutes, asked_of_all().minutes_each) == (10, 10)
    assert "<dd>10</dd>" in client.get("/help/moderation/").content.decode()
    assert "about 10 minutes" in client.get(f"/commitments/{made.reference}/history/").content.decode()
