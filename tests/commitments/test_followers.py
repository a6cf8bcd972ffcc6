"""What followers are told: all that became public, once, and nothing that is hidden."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from commitments.going import Going
from commitments.models import Commitment, Follow
from commitments.operations import following
from commitments.operations.followers import MOST_IN_A_LETTER, tell_followers
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import LetterPart
from coprod_portal.submissions.states import Action
from tests import factories
from tests.commitments.test_races import at_once

pytestmark = pytest.mark.django_db

EMAIL = "resident@example.org"


def follow(email: str = EMAIL, **thing: Any) -> Follow:
    now = timezone.now() - timedelta(hours=1)
    return Follow.objects.create(email=email, confirmed_at=now, told_until=now, **thing)


@pytest.fixture
def tomorrow(clock: time_machine.Traveller) -> Callable[[], int]:
    """The next morning, when what became public is told."""

    def move() -> int:
        clock.shift(timedelta(days=1))
        return tell_followers()

    return move


def parts(email: str = EMAIL) -> list[str]:
    return list(LetterPart.objects.filter(to=email).order_by("pk").values_list("heading", flat=True))


def body() -> str:
    return LetterPart.objects.latest("pk").body


def test_a_day_is_told_when_it_has_ended_and_only_once(tomorrow: Callable[[], int]) -> None:
    follow(charter=factories.charter())
    made = factories.public_commitment(title="Pay on the day")
    assert (tell_followers(), parts()) == (0, [])
    assert (tomorrow(), parts()) == (1, ["New commitment: Pay on the day"])
    assert "We will pay people on the day." in body()
    assert f"/commitments/{made.reference}/" in body()
    assert (tell_followers(), tomorrow(), len(parts())) == (0, 0, 1)


def test_news_changed_words_and_views_are_told(tomorrow: Callable[[], int]) -> None:
    made = factories.public_commitment(title="Pay on the day")
    follow(commitment=made)
    tomorrow()
    for _view in range(2):
        factories.published(factories.view(made))
    tomorrow()
    LetterPart.objects.all().delete()
    assert parts() == []
    factories.published(factories.view(made))
    factories.published(factories.version(made, title="Pay at once", what="We will pay at once."))
    factories.published(factories.news(made, going=Going.STOPPED, happened="Nobody came."))
    assert (tomorrow(), len(parts())) == (1, 1)
    for said in ("Pay at once", "Its words have changed", "Stopped", "Nobody came.", "People involved have said"):
        assert said in body(), said


def test_each_thing_is_named_once_with_all_that_it_is_followed_for(tomorrow: Callable[[], int]) -> None:
    kitchen = factories.organisation("Kitchen")
    follow(organisation=kitchen)
    follow(theme=factories.theme())
    follow(area=factories.area("Dudley"))
    follow("other@example.org", area=factories.area("Dudley"))
    factories.public_commitment(made_by=kitchen)
    assert (tomorrow(), len(parts()), parts("other@example.org")) == (1, 1, [])
    assert ("“Kitchen”" in body(), "“Listening well”" in body(), "Dudley" in body()) == (True, True, False)
    assert body().count("/follow/stop/") == 2


def test_only_what_came_after_somebody_confirmed_and_only_if_they_did(tomorrow: Callable[[], int]) -> None:
    factories.public_commitment(title="Earlier")
    Follow.objects.create(email=EMAIL, charter=factories.charter())
    late = Follow.objects.create(email="late@example.org", charter=factories.charter())
    following.confirm(follow=late)
    assert (tomorrow(), LetterPart.objects.exists()) == (0, False)
    factories.public_commitment(title="Later")
    tomorrow()
    assert (parts(), parts("late@example.org")) == ([], ["New commitment: Later"])


def test_what_is_hidden_is_told_to_nobody(tomorrow: Callable[[], int], moderator: User) -> None:
    follow(charter=factories.charter())
    hidden, shown = (factories.public_commitment(title=title) for title in ("Hidden", "Shown"))
    news = factories.published(factories.news(shown, happened="Hidden words."))
    tomorrow()
    assert len(parts()) == 2
    hide(hidden.versions.get().submission, moderator)
    assert len(parts()) == 1
    hide(news.submission, moderator)
    assert not LetterPart.objects.filter(body__contains="Hidden").exists()
    earlier = factories.public_commitment(title="Hidden the same day")
    hide(earlier.versions.get().submission, moderator)
    assert tomorrow() == 0


def hide(submission: Any, moderator: User) -> None:
    decide(submission=submission, action=Action.HIDE, revision=submission.revision, by=moderator, reason="advertising")


def test_made_up_things_are_told_in_a_trial_alone(tomorrow: Callable[[], int], settings: Settings) -> None:
    follow(charter=factories.charter())
    made = factories.public_commitment(title="Invented", made_up=True)
    settings.SHOW_MADE_UP = False
    assert tomorrow() == 0
    settings.SHOW_MADE_UP = True
    factories.published(factories.news(made))
    tomorrow()
    assert parts() == ["News: Happening now: Invented (made up)"]


def test_stopping_takes_what_waits_out_unless_it_is_followed_for_more(tomorrow: Callable[[], int]) -> None:
    one, two = factories.public_commitment(title="One"), factories.public_commitment(title="Two")
    of_one, of_two, of_area = follow(commitment=one), follow(commitment=two), follow(area=factories.area())
    Follow.objects.filter(pk=of_area.pk).update(told_until=timezone.now() + timedelta(hours=1))
    assert tomorrow() == 2
    following.stop(pk=of_area.pk)
    assert len(parts()) == 2
    following.stop(pk=of_one.pk)
    assert parts() == ["New commitment: Two"]
    following.stop(pk=of_two.pk)
    assert parts() == []


def test_one_letter_does_not_grow_without_end(tomorrow: Callable[[], int]) -> None:
    follow(charter=factories.charter())
    for _number in range(MOST_IN_A_LETTER + 2):
        factories.public_commitment()
    tomorrow()
    assert len(parts()) == MOST_IN_A_LETTER + 1
    assert parts()[-1] == "2 more commitments with something new"


def test_it_runs_late_and_goes_on_where_it_broke_off(
    tomorrow: Callable[[], int], clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of two people has been told when it breaks; the days that it missed are told later, once."""
    follow("a@example.org", charter=factories.charter())
    follow("b@example.org", charter=factories.charter())
    monkeypatch.setattr("commitments.operations.followers.PEOPLE_AT_ONCE", 1)
    first = factories.public_commitment(title="First")
    add = letters.add

    def break_at_second(**told: Any) -> Any:
        if told["to"] == "b@example.org":
            raise ValueError("The disk is full")
        return add(**told)

    monkeypatch.setattr(letters, "add", break_at_second)
    with pytest.raises(ValueError, match="full"):
        tomorrow()
    clock.shift(timedelta(days=3))
    factories.published(factories.news(first))
    clock.shift(timedelta(days=1))
    monkeypatch.setattr(letters, "add", add)
    tell_followers()
    expected = ["New commitment: First", "News: Happening now: First"]
    assert (parts("a@example.org"), parts("b@example.org")) == (expected, expected)


def test_it_costs_the_same_however_many_became_public(
    tomorrow: Callable[[], int], django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "add", lambda **told: None)
    follow(charter=factories.charter())
    tomorrow()
    for number in (1, 3):
        for _number in range(number):
            factories.published(factories.news(factories.public_commitment()))
        with django_assert_num_queries(22):
            assert tomorrow() == number


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_nobody_twice(clock: time_machine.Traveller) -> None:
    for number in range(3):
        follow(f"{number}@example.org", charter=factories.charter())
    factories.public_commitment()
    factories.public_commitment()
    clock.shift(timedelta(days=1))
    assert at_once(tell_followers, tell_followers) == ["", ""]
    assert LetterPart.objects.count() == 6
    assert Commitment.objects.count() == 2
