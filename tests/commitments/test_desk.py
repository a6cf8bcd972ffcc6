"""The desk as a moderator meets it: the queue, one submission, the decision and what comes after."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commitments.desk import queue as desk
from commitments.desk.waiting import submissions
from commitments.models import Commitment, SecondLook
from commitments.operations.moderation import decide
from commitments.subjects import subject_of
from coprod_portal.accounts.models import User
from coprod_portal.limits.names import fingerprint
from coprod_portal.limits.operations import note_words
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = pytest.mark.django_db

QUERIES_OF_QUEUE = 37


@pytest.fixture
def client(moderator: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(moderator, second_factor=True)


def waiting(by: User, **fields: Any) -> Submission:
    return factories.waiting_commitment(by=by, **fields).versions.get().submission


def address(submission: Submission, name: str = "moderation-submission") -> str:
    return reverse(name, args=[submission.pk])


def post(client: Client, submission: Submission, name: str = "moderation-submission", **fields: Any) -> Any:
    """As a browser would: with what the page has in its hidden boxes."""
    page = client.get(address(submission, name))
    hidden = {key: page.context["form"][key].value() for key in ("revision", "read", "form_key")}
    return client.post(address(submission, name), {**hidden, **fields})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_queue_shows_all_that_waits_oldest_first_and_nothing_else(
    client: Client, maker: User, clock: time_machine.Traveller
) -> None:
    first = waiting(maker, title="The oldest")
    clock.shift(60)
    public = factories.public_commitment(by=maker, title="Public words")
    news = factories.submitted(factories.news(public), by=maker)
    clock.shift(60)
    changed = factories.submitted(factories.version(public, title="New words"), by=maker)
    factories.version(public, title="A draft")

    page = client.get(reverse("moderation"))

    assert [(item.submission, item.kind, item.title) for item in page.context["queue"].items] == [
        (first, "Commitment", "The oldest"),
        (news.submission, "News", "Public words"),
        (changed.submission, "Changes to a commitment", "New words"),
    ]
    assert "A draft" not in text(page)


def test_the_first_words_stay_a_commitment_when_newer_words_become_public(maker: User) -> None:
    public = factories.public_commitment(by=maker)
    first = public.versions.get().submission
    newer = factories.published(factories.version(public, title="New words"))
    kinds = [subject_of(submissions().get(pk=each.pk)).kind for each in (first, newer.submission)]
    assert kinds == ["Commitment", "Changes to a commitment"]


def test_the_queue_says_how_long_each_waits_against_the_promise(
    client: Client, maker: User, clock: time_machine.Traveller
) -> None:
    waiting(maker)
    assert "Came today. We promised to read it by 26 November 2026." in text(client.get(reverse("moderation")))
    clock.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert "Waiting 1 working day. We promised to read it by" in text(client.get(reverse("moderation")))
    clock.move_to(datetime(2026, 11, 30, 9, tzinfo=UTC))
    page = client.get(reverse("moderation"))
    assert "Waiting 5 working days. <strong>We are late:</strong>" in text(page)
    assert {name: number.counted for name, number in page.context["counts"].items()} == {
        "waiting": 1,
        "late": 1,
        "tomorrow": 0,
    }


def test_what_is_the_moderators_own_is_marked_as_not_theirs(client: Client, moderator: User, maker: User) -> None:
    waiting(maker)
    waiting(moderator)
    waiting(maker, made_by=factories.organisation("Kitchen", maker, moderator))
    page = client.get(reverse("moderation"))
    assert [item.is_own for item in page.context["queue"].items] == [False, True, True]
    assert text(page).count("Somebody else will decide.") == 2


def test_an_empty_queue_says_so(client: Client) -> None:
    assert "Nothing waits." in text(client.get(reverse("moderation")))


@pytest.mark.parametrize("place", ["", "x", "1", "1-1-1", "9" * 400, "9" * 17 + "-" + "9" * 18, "١-١"])  # noqa: RUF001
def test_a_place_in_the_queue_that_we_do_not_know_is_no_error(place: str, client: Client, maker: User) -> None:
    waiting(maker)
    assert client.get(reverse("moderation"), {"after": place}).status_code == 200
    assert client.get(reverse("moderation-decided"), {"after": place}).status_code == 200


def test_the_queue_is_paged_without_losing_or_repeating(
    client: Client, maker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PAGE", 2)
    sent = [waiting(maker) for _ in range(5)]
    seen, place = [], ""
    for _ in range(3):
        queue = client.get(reverse("moderation"), {"after": place} if place else {}).context["queue"]
        seen += [item.submission for item in queue.items]
        place = queue.next_place
    assert seen == sent
    assert place == ""


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_and_for_three(
    count: int, client: Client, maker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        public = factories.public_commitment(by=maker, made_by=factories.organisation("", maker))
        factories.submitted(factories.version(public), by=maker)
        factories.submitted(factories.news(public), by=maker)
        factories.submitted(factories.view(public), by=maker)
    with django_assert_num_queries(QUERIES_OF_QUEUE):
        client.get(reverse("moderation"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_submission_costs_the_same_for_one_and_for_three(
    count: int, client: Client, maker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    public = factories.public_commitment(by=maker, made_by=factories.organisation("", maker))
    for _ in range(count):
        factories.published(factories.news(public))
    version = factories.submitted(factories.version(public), by=maker)
    with django_assert_num_queries(36):
        client.get(address(version.submission))


@pytest.mark.parametrize("count", [1, 3])
def test_what_was_decided_costs_the_same_for_one_and_for_three(
    count: int, client: Client, maker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        factories.published(factories.news(factories.public_commitment(by=maker)))
    with django_assert_num_queries(10):
        client.get(reverse("moderation-decided"))


def test_a_submission_is_shown_beside_what_is_public_with_what_changed(client: Client, maker: User) -> None:
    public = factories.public_commitment(by=maker, what="We will pay people on the day.")
    version = factories.submitted(factories.version(public, what="We will pay people in a week."), by=maker)
    page = client.get(address(version.submission))
    fates = {part.label: part.fate for part in page.context["parts"]}
    assert fates["What"] == "changed"
    assert fates["Who with"] == "same"
    assert "<del>" in text(page)
    assert "listen actively" in text(page)


def test_hints_are_marked_in_the_words_and_listed(client: Client, maker: User) -> None:
    page = text(client.get(address(waiting(maker, how="Ring Mrs Jones on 0121 496 0123 <b>now</b>"))))
    assert '<mark title="Phone number">0121 496 0123</mark> &lt;b&gt;now&lt;/b&gt;' in page
    assert "<mark>Mrs Jones</mark> in “How”. Name:" in page


def test_words_that_came_several_times_are_pointed_out(client: Client, maker: User) -> None:
    words = "We will ask everybody who comes here what they would like to eat."
    alone, often = waiting(maker, how="We ask them."), waiting(maker, how=words)
    for number in (1, 2, 3):
        note_words(fingerprint(words), f"{number}@example.org")
    assert "The same words were sent 3 times in the last 30 days." in text(client.get(address(often)))
    assert "The same words were sent" not in text(client.get(address(alone)))


def test_another_organisation_of_the_same_name_is_pointed_out(client: Client, maker: User) -> None:
    factories.organisation("sandwell kitchen")
    submission = waiting(maker, made_by=factories.organisation("Sandwell Kitchen", maker))
    assert "Another organisation has a name like this one: “sandwell kitchen”" in text(client.get(address(submission)))


def test_what_we_decided_before_for_the_same_maker_is_there(
    client: Client, maker: User, stranger: User, second_moderator: User
) -> None:
    other = waiting(maker)
    decide(submission=other, action=Action.RETURN, revision=1, reason="unclear", note="Which day?", by=second_moderator)
    elsewhere = waiting(stranger)
    factories.decline(elsewhere, note="Soap!")
    page = text(client.get(address(waiting(maker))))
    assert "Hard to understand" in page
    assert "Which day?" in page
    assert "Soap!" not in page


def test_a_draft_is_nobodys_but_its_writers(client: Client, maker: User) -> None:
    draft = factories.version(factories.commitment(by=maker), by=maker)
    assert client.get(address(draft.submission)).status_code == 404


def test_to_publish_goes_on_to_the_next_item_that_may_be_decided(client: Client, maker: User, moderator: User) -> None:
    first, _own, third = waiting(maker, title="Pay fares"), waiting(moderator), waiting(maker)
    response = post(client, first, decision="publish")
    assert response.headers["Location"] == address(third)
    assert "Public now: Pay fares." in text(client.get(address(third)))
    assert Commitment.objects.public().count() == 1


def test_after_the_last_one_comes_the_queue(client: Client, maker: User) -> None:
    response = post(client, waiting(maker), decision="publish")
    assert response.headers["Location"] == reverse("moderation")


def test_to_publish_needs_no_reason_and_keeps_none(client: Client, maker: User) -> None:
    post(client, waiting(maker), decision="publish", reason="advertising", note="Thank you")
    record = MoveRecord.objects.get(action=Action.PUBLISH)
    assert (record.reason, record.note) == ("", "Thank you")


def test_to_return_and_to_decline_say_why(client: Client, maker: User) -> None:
    returned, declined = waiting(maker), waiting(maker)
    post(client, returned, decision="return", reason="unclear", note="Which day?")
    post(client, declined, decision="decline", reason="advertising", note="Soap!")
    record = MoveRecord.objects.get(action=Action.RETURN)
    assert (record.submission, record.reason, record.note) == (returned, "unclear", "Which day?")
    look = SecondLook.objects.get()
    assert (look.submission, look.reason, look.note, look.ended_at) == (declined, "advertising", "Soap!", None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose whether to publish it, send it back or not publish it"),
        ({"decision": "hide", "reason": "unkind"}, "Select a valid choice"),
        ({"decision": "return", "reason": "", "note": "Which day?"}, "Choose a reason."),
        ({"decision": "return", "reason": "unclear", "note": "  "}, "Write a note"),
        ({"decision": "decline", "reason": "", "note": ""}, "Choose a reason."),
        ({"decision": "decline", "reason": "unclear"}, "This reason does not go with that decision."),
        ({"decision": "return", "reason": "unclear", "note": "a" * 3000}, "Use 2,000 characters or fewer."),
        ({"decision": "return", "reason": "unclear", "note": "a\x00b"}, "There is a hidden character"),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_keeps_what_was_typed(
    typed: dict[str, str], sentence: str, client: Client, maker: User
) -> None:
    submission = waiting(maker)
    response = post(client, submission, **typed)
    assert response.status_code == 200
    assert "<title>Error: " in text(response)
    assert sentence in text(response)
    assert response.context["form"]["note"].value() == typed.get("note")
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


def test_a_decision_posted_twice_is_made_once_and_goes_to_the_same_place(client: Client, maker: User) -> None:
    submission, following = waiting(maker), waiting(maker)
    fields = {"decision": "publish", "revision": 1, "form_key": str(uuid.uuid4())}
    answers = [client.post(address(submission), fields).headers["Location"] for _ in range(2)]
    assert answers == [address(following)] * 2
    assert MoveRecord.objects.filter(action=Action.PUBLISH).count() == 1


def test_who_comes_after_another_moderator_is_told_and_keeps_the_note(
    client: Client, maker: User, second_moderator: User
) -> None:
    submission = waiting(maker)
    fields = {"decision": "return", "reason": "unclear", "note": "Which day, please?", "revision": 1}
    decide(submission=submission, action=Action.PUBLISH, revision=1, by=second_moderator)
    response = client.post(address(submission), fields)
    assert response.status_code == 409
    assert "A moderator published this at 10:00 on 23 November 2026." in text(response)
    assert "Which day, please?" in text(response)


def test_who_decides_on_words_that_changed_sees_both_and_goes_on_with_what_was_typed(
    client: Client, maker: User
) -> None:
    submission = waiting(maker, what="We will pay on the day.")
    page = client.get(address(submission))
    read = page.context["form"]["read"].value()
    move(submission=submission, action=Action.REVISE, revision=1, by=maker)
    submission.version.what = "We will pay in a week."
    submission.version.save()

    response = client.post(
        address(submission),
        {"decision": "return", "reason": "unclear", "note": "Which day?", "revision": 1, "read": read},
    )

    assert response.status_code == 409
    assert "The writer changed these words at 10:00" in text(response)
    [(label, runs)] = response.context["changes"]
    assert label == "What"
    assert "".join(run.text for run in runs if run.kind != "added") == "We will pay on the day."
    assert "".join(run.text for run in runs if run.kind != "removed") == "We will pay in a week."
    form = response.context["form"]
    assert {name: form[name].value() for name in ("decision", "reason", "note", "revision")} == {
        "decision": "return",
        "reason": "unclear",
        "note": "Which day?",
        "revision": 2,
    }
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


@pytest.mark.parametrize("read", ["", "not sealed", "x:y:z", "a" * 5000])
def test_a_torn_seal_is_no_error(read: str, client: Client, maker: User) -> None:
    submission = waiting(maker)
    response = client.post(address(submission), {"decision": "publish", "revision": 7, "read": read})
    assert response.status_code == 409
    assert response.context["changes"] == []


def test_nobody_is_offered_a_decision_on_their_own_and_a_forged_one_is_refused(client: Client, moderator: User) -> None:
    submission = waiting(moderator)
    page = client.get(address(submission))
    assert page.context["form"] is None
    assert "You cannot decide on this, because it is yours" in text(page)
    response = client.post(address(submission), {"decision": "publish", "revision": 1})
    assert response.status_code == 409
    assert "because it is yours" in text(response)
    assert not Commitment.objects.public().exists()


def test_something_public_is_hidden_with_a_reason_and_restored(client: Client, maker: User) -> None:
    commitment = factories.public_commitment(by=maker, title="Pay fares")
    submission = commitment.versions.get().submission
    assert "All of it will be hidden" in text(client.get(address(submission, "moderation-hide")))

    response = post(client, submission, "moderation-hide", reason="private-facts", note="")

    assert response.headers["Location"] == reverse("moderation-decided")
    assert not Commitment.objects.public().exists()
    page = text(client.get(reverse("moderation-decided")))
    assert "Hidden: Pay fares." in page
    assert 'Reason: <span lang="en-GB">Private facts or contact details</span>.' in page

    post(client, submission, "moderation-restore", note="We were wrong.")
    assert list(Commitment.objects.public()) == [commitment]


def test_to_hide_needs_a_reason(client: Client, maker: User) -> None:
    submission = factories.public_commitment(by=maker).versions.get().submission
    response = post(client, submission, "moderation-hide", reason="", note="Hello")
    assert "Choose a reason." in text(response)
    assert Commitment.objects.public().count() == 1


def test_what_was_hidden_meanwhile_is_not_hidden_again(client: Client, maker: User, second_moderator: User) -> None:
    submission = factories.public_commitment(by=maker).versions.get().submission
    decide(submission=submission, action=Action.HIDE, revision=1, reason="unkind", by=second_moderator)
    response = client.post(address(submission, "moderation-hide"), {"reason": "law", "note": "My note", "revision": 1})
    assert response.status_code == 409
    assert "A moderator hid this" in text(response)
    assert "My note" in text(response)


def test_what_was_decided_is_listed_newest_first_with_what_can_be_done_now(
    client: Client, maker: User, moderator: User, second_moderator: User
) -> None:
    declined = waiting(maker)
    factories.decline(declined)
    own = waiting(moderator)
    decide(submission=own, action=Action.PUBLISH, revision=1, by=second_moderator)
    public = waiting(maker)
    decide(submission=public, action=Action.PUBLISH, revision=1, by=second_moderator)
    waiting(maker)
    items = client.get(reverse("moderation-decided")).context["items"]
    assert [(item.submission, item.can_hide, item.can_restore) for item in items] == [
        (public, True, False),
        (own, False, False),
        (declined, False, False),
    ]


def test_one_act_of_hiding_is_listed_once(client: Client, maker: User, second_moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    factories.published(factories.version(commitment, by=maker))
    newest = commitment.versions.last()
    assert newest is not None
    decide(submission=newest.submission, action=Action.HIDE, revision=1, reason="unkind", by=second_moderator)
    items = client.get(reverse("moderation-decided")).context["items"]
    assert [item.submission for item in items if item.step.record.action == Action.HIDE] == [newest.submission]


def test_the_same_words_elsewhere_are_pointed_out_with_a_way_there(client: Client, maker: User, stranger: User) -> None:
    words = "We will pay people in cash on the day that they come."
    same, near = waiting(stranger, title="Cash", what=words), waiting(maker, title="Pay", what=f"{words.upper()} Now.")
    waiting(maker, title="Pay", what="We will do something that is quite different.")
    public = factories.public_commitment(by=maker, title="Old", what="We will ask people what they would like to eat.")
    newer = factories.submitted(
        factories.version(public, title="Old", what="We will ask people what they would like to eat.")
    )

    page = client.get(address(waiting(maker, title="Pay", what=words)))

    assert [(one.item.submission, one.is_exact) for one in page.context["same_words"]] == [(near, False), (same, True)]
    assert f'href="{address(same)}"' in text(page)
    assert client.get(address(newer.submission)).context["same_words"] == []
