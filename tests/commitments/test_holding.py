"""Taking an item, going on to the next, publishing together what was read, and a break in time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.desk.asked import Asked
from commitments.desk.pauses import needs_pause
from commitments.models import Commitment, Hold, JoinRequest
from commitments.operations.holding import prune_holds, take, take_next
from commitments.operations.joining import decide_request
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import StaffAct, User
from coprod_portal.accounts.personal_facts import export
from coprod_portal.submissions.errors import Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State
from tests import factories

from .test_races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(moderator: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(moderator, second_factor=True)


def waiting(by: User, **fields: Any) -> Submission:
    return factories.waiting_commitment(by=by, **fields).versions.get().submission


def name(submission: Submission) -> str:
    return f"submission:{submission.pk}"


def address(submission: Submission) -> str:
    return reverse("moderation-submission", args=[submission.pk])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_what_somebody_took_is_theirs_for_half_an_hour_and_then_frees_itself(
    client: Client, maker: User, moderator: User, second_moderator: User, clock: time_machine.Traveller
) -> None:
    first, second = waiting(maker), waiting(maker)
    took = client.post(reverse("moderation-take"), {"thing": name(first)})
    assert took.headers["Location"] == address(first)
    assert "You have this until 10:30." in text(client.get(address(first)))
    clock.shift(timedelta(minutes=20))
    client.post(reverse("moderation-take"), {"thing": name(first)})  # Again, from now.
    with pytest.raises(Stale, match=r"moderator@example.org has this until 10:50\."):
        take(thing=name(first), by=second_moderator)
    assert take_next(asked=Asked(), by=second_moderator).submission == second  # type: ignore[union-attr]
    assert "second-moderator@example.org has this until 10:50." in text(client.get(reverse("moderation")))
    refused = client.post(reverse("moderation-take"), {"thing": name(second)}, follow=True)
    assert "second-moderator@example.org has this until 10:50." in text(refused)
    clock.shift(timedelta(minutes=31))
    assert "has this until" not in text(client.get(reverse("moderation")))
    assert take(thing=name(first), by=second_moderator).submission == first
    assert [hold.by for hold in Hold.objects.filter(thing=name(first))] == [second_moderator]
    client.post(reverse("moderation-let-go"), {"thing": name(first)})  # Not theirs any more: nothing happens.
    assert Hold.objects.filter(thing=name(first)).exists()
    clock.shift(timedelta(days=2))
    assert prune_holds() == 2


@pytest.mark.parametrize("thing", ["", "x", "submission:", "submission:x", "submission:999", "case:NOBODY", "x:1"])
def test_what_does_not_wait_cannot_be_taken(thing: str, client: Client) -> None:
    assert "This does not wait any more." in text(
        client.post(reverse("moderation-take"), {"thing": thing}, follow=True)
    )
    assert not Hold.objects.exists()


def test_next_gives_the_oldest_that_is_neither_mine_nor_taken(
    client: Client, maker: User, moderator: User, second_moderator: User
) -> None:
    taken, own, third, fourth = waiting(maker), waiting(moderator), waiting(maker), waiting(maker)
    take(thing=name(taken), by=second_moderator)
    assert client.post(reverse("moderation-next")).headers["Location"] == address(third)
    # Twice the same press gives the same, and going on from it the one after.
    assert client.post(reverse("moderation-next")).headers["Location"] == address(third)
    place = client.get(address(third)).context["place"]
    assert client.post(reverse("moderation-next"), {"after": place}).headers["Location"] == address(fourth)
    assert client.post(reverse("moderation-take"), {"thing": name(own)}).headers["Location"] == reverse("moderation")
    assert not Hold.objects.filter(thing=name(own)).exists()
    nothing = client.post(reverse("moderation-next") + "?kind=news", follow=True)
    assert "Nothing waits here that you can take." in text(nothing)


def test_who_decides_on_what_another_has_is_told_and_loses_nothing(
    client: Client, maker: User, moderator: User, second_moderator: User
) -> None:
    submission = waiting(maker)
    typed = {"decision": "return", "reason": "unclear", "note": "Which day?", "revision": 1}
    take(thing=name(submission), by=second_moderator)
    assert client.get(address(submission)).context["form"] is None
    answer = client.post(address(submission), typed)
    assert answer.status_code == 409
    assert "second-moderator@example.org has this until 10:30." in text(answer)
    assert answer.context["form"]["note"].value() == "Which day?"
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED
    decide(submission=submission, action=Action.PUBLISH, revision=1, by=second_moderator)
    assert not Hold.objects.exists()


def test_what_another_has_cannot_be_ended_either_and_the_hold_goes_with_it(
    maker: User, stranger: User, moderator: User, second_moderator: User
) -> None:
    asked = JoinRequest.objects.create(
        organisation=factories.organisation(), user=stranger, words="Me", asked_at=timezone.now()
    )
    take(thing=f"join-request:{asked.pk}", by=second_moderator)
    with pytest.raises(Stale, match=r"second-moderator@example.org has this until 10:30\."):
        decide_request(request=asked, accept=False, by=moderator)
    decide_request(request=asked, accept=False, by=second_moderator)
    assert not Hold.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_only_what_was_read_and_marked_is_published_together(client: Client, maker: User) -> None:
    fine, changed, withdrawn, unread = (
        waiting(maker, title=title) for title in ("Pay fares", "Changed", "Withdrawn", "Unread")
    )
    for each, following in ((fine, changed), (changed, withdrawn), (withdrawn, unread)):
        answer = client.post(reverse("moderation-ready-mark", args=[each.pk]), {"revision": 1})
        assert answer.headers["Location"] == address(following)
    list_page = client.get(reverse("moderation-ready"))
    assert [one.submission for one in list_page.context["items"]] == [fine, changed, withdrawn]
    hidden = {key: list_page.context["form"][key].value() for key in ("chosen", "form_key")}
    with transaction.atomic():
        move(submission=changed, action=Action.REVISE, revision=1, by=maker)
        move(submission=withdrawn, action=Action.WITHDRAW, revision=1, by=maker)
    # One more key in the form: it was opened, but never marked.
    hidden["chosen"] = f"{hidden['chosen']} {unread.pk}.1 x.y"
    assert "This changed since you read it" in text(client.get(reverse("moderation-ready")))

    done = client.post(reverse("moderation-ready"), hidden, follow=True)

    assert "1 item is public now." in text(done)
    assert "Not published by you: “Changed”. The writer changed these words" in text(done)
    assert "Not published by you: “Withdrawn”. The writer withdrew this" in text(done)
    assert [commitment.published_version.title for commitment in Commitment.objects.public()] == ["Pay fares"]  # type: ignore[union-attr]
    again = client.post(reverse("moderation-ready"), hidden, follow=True)
    client.post(reverse("moderation-ready"), {"chosen": f"{unread.pk}.1"})
    assert "Not published by you" not in text(again)
    assert [hold.thing for hold in Hold.objects.all()] == [name(unread)]
    acts = StaffAct.objects.filter(what="moderation-ready").exclude(thing="").order_by("pk")
    assert [(act.thing, act.outcome) for act in acts] == [
        (name(fine), "done"),
        (name(changed), "stale"),
        (name(withdrawn), "stale"),
    ]
    unread.refresh_from_db()
    assert unread.state == State.SUBMITTED


def test_words_that_changed_cannot_be_marked_and_those_of_others_neither(
    client: Client, maker: User, moderator: User, second_moderator: User
) -> None:
    changed, own, taken = waiting(maker), waiting(moderator), waiting(maker)
    move(submission=changed, action=Action.REVISE, revision=1, by=maker)
    take(thing=name(taken), by=second_moderator)
    for each, sentence in (
        (changed, "Please read the words again."),
        (own, "because it is yours"),
        (taken, "second-moderator@example.org has this"),
    ):
        answer = client.post(reverse("moderation-ready-mark", args=[each.pk]), {"revision": 1, "note": "My note"})
        assert (answer.status_code, sentence in text(answer)) == (409, True), sentence
    assert not Hold.objects.filter(ready_at_revision__isnull=False).exists()


def test_after_two_hours_without_a_pause_the_desk_suggests_one(
    client: Client, maker: User, moderator: User, clock: time_machine.Traveller
) -> None:
    for _ in range(12):
        decide(submission=waiting(maker), action=Action.PUBLISH, revision=1, by=moderator)
        assert not needs_pause(moderator)
        clock.shift(timedelta(minutes=10))
    assert "You have been at the desk for two hours." in text(client.get(reverse("moderation")))
    take(thing=name(waiting(maker)), by=moderator)
    clock.shift(timedelta(minutes=14))
    assert needs_pause(moderator)
    clock.shift(timedelta(minutes=2))
    assert not needs_pause(moderator)


def test_what_somebody_has_is_told_and_goes_with_them(maker: User, moderator: User) -> None:
    submission = waiting(maker)
    take(thing=name(submission), by=moderator)
    assert name(submission) in str(export(email=moderator.email))
    moderator.delete()
    assert not Hold.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_next_at_once_nobody_gets_what_the_other_has(
    maker: User, moderator: User, second_moderator: User
) -> None:
    for _ in range(2):
        waiting(maker)
    given: list[Any] = []
    for _ in range(3):
        Hold.objects.all().delete()
        given.clear()
        told = at_once(
            *(lambda by=by: given.append(take_next(asked=Asked(), by=by)) for by in (moderator, second_moderator))
        )
        assert told == ["", ""]
        assert len({item.thing for item in given}) == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_at_once_one_has_it(maker: User, moderator: User, second_moderator: User) -> None:
    submission = waiting(maker)
    told = at_once(*(lambda by=by: take(thing=name(submission), by=by) for by in (moderator, second_moderator)))
    assert sorted(map(bool, told)) == [False, True]
    winner = (moderator, second_moderator)[told.index("")]
    assert next(filter(None, told)).startswith(f"{winner.email} has this until")
    assert [hold.by for hold in Hold.objects.all()] == [winner]
    until = timezone.now() + timedelta(minutes=30)
    assert Hold.objects.get().until == until
