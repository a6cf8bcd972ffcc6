"""What somebody looks after: to see it, change it, take it down."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.going import Going
from commitments.models import Commitment, Version
from commitments.operations.changing import change, seen_mark, version_to_change
from commitments.operations.moderation import decide
from commitments.operations.withdrawing import withdraw
from commitments.operations.words import VersionWords, words_of
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "New name",
    "what": "We will do it better.",
    "how": "Together.",
    "with_whom": "Neighbours",
    "giving_back": "",
    "starts_on_day": "1",
    "starts_on_month": "9",
    "starts_on_year": "2026",
    "due_on_day": "31",
    "due_on_month": "3",
    "due_on_year": "2027",
    "area": "",
    "how_people_will_know": "They will see it.",
    "principles": ["pay"],
}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(commitment: Commitment, page: str = "") -> str:
    return f"/my/commitments/{commitment.reference}/{page}"


def hidden_fields(client: Client, where: str) -> dict[str, str]:
    form = client.get(where).context["form"]
    return {"seen": form.initial["seen"], "form_key": str(form["form_key"].value())}


def send_change(client: Client, commitment: Commitment, **typed: Any) -> Any:
    where = address(commitment, "change/")
    return client.post(where, {**TYPED, **hidden_fields(client, where), **typed})


def words_like(version: Version, **changes: Any) -> VersionWords:
    return replace(words_of(version), **changes)


def send_back(submission: Submission, note: str = "Which day?") -> None:
    decide(
        submission=submission,
        action=Action.RETURN,
        revision=submission.revision,
        by=factories.deciding_moderator(),
        reason="unclear",
        note=note,
    )


def test_what_we_have_hidden_can_be_taken_back_and_is_never_public_again(maker: User, moderator: User) -> None:
    made = factories.public_commitment(by=maker)
    submission = made.versions.get().submission
    decide(submission=submission, action=Action.HIDE, revision=1, by=moderator, reason="private-facts")
    client = browser(maker)
    address = f"/my/commitments/{made.reference}/withdraw/"
    assert address in client.get(f"/my/commitments/{made.reference}/").content.decode()
    assert client.post(address).status_code == 302
    with pytest.raises(Stale):
        decide(submission=submission, action=Action.RESTORE, revision=1, by=moderator)
    assert not Commitment.objects.public().exists()


def test_my_page_shows_each_where_it_stands_and_nothing_of_others(maker: User, stranger: User) -> None:
    factories.public_commitment(by=maker, title="Public one")
    factories.waiting_commitment(by=maker, title="Waiting one")
    returned = factories.waiting_commitment(by=maker, title="Returned one")
    send_back(returned.versions.get().submission, note="Which day of the week?")
    ended = factories.public_commitment(by=maker, title="Ended one")
    factories.published(factories.news(ended, going=Going.DONE))
    factories.public_commitment(by=stranger, title="Somebody else's")
    response = browser(maker).get("/my/")
    groups = [(words, [cared.title for cared in members]) for words, members in response.context["groups"]]
    assert groups == [
        ("We have a question for you", ["Returned one"]),
        ("Waiting to be read", ["Waiting one"]),
        ("On the site now", ["Public one"]),
        ("Done, partly done or stopped", ["Ended one"]),
    ]
    page = response.content.decode()
    assert "Which day of the week?" in page
    assert "Change and send again" in page
    assert "Somebody else" not in page


def test_an_empty_page_says_what_to_do_next(stranger: User) -> None:
    page = browser(stranger).get("/my/").content.decode()
    assert "You look after no commitments yet" in page
    assert 'href="/commitments/new/"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_my_page_asks_the_database_as_often_for_three_as_for_one(maker: User, rows: int) -> None:
    for _ in range(rows):
        factories.public_commitment(by=maker, made_by=factories.organisation("", maker))
    client = browser(maker)
    with CaptureQueriesContext(connection) as captured:
        client.get("/my/")
    assert len(captured) == 13


@pytest.mark.parametrize("page", ["", "change/", "news/", "withdraw/"])
def test_colleague_may_and_stranger_may_not(maker: User, colleague: User, stranger: User, page: str) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("Kitchen", maker, colleague))
    assert browser(colleague).get(address(made, page)).status_code == 200
    assert browser(stranger).get(address(made, page)).status_code == 404
    assert browser(stranger).post(address(made, page), TYPED).status_code in (404, 405)
    assert Client().get(address(made, page))["Location"].startswith("/accounts/login/")


def test_a_change_of_public_words_is_a_new_version_and_the_old_stay_public(maker: User) -> None:
    made = factories.public_commitment(by=maker, title="Old name")
    assert send_change(browser(maker), made)["Location"] == address(made)
    made.refresh_from_db()
    assert made.published_version
    assert made.published_version.title == "Old name"
    newest = made.versions.get(number=2)
    assert (newest.title, newest.submission.state) == ("New name", State.SUBMITTED)
    assert [wording.text for wording in newest.wordings.all()] == ["pay people for their time"]


def test_waiting_words_are_changed_in_place_and_a_moderator_who_read_the_old_ones_cannot_decide(maker: User) -> None:
    made = factories.waiting_commitment(by=maker)
    send_change(browser(maker), made)
    version = made.versions.get()
    assert (version.title, version.submission.revision, version.submission.state) == ("New name", 2, State.SUBMITTED)
    with pytest.raises(Stale):
        decide(submission=version.submission, action=Action.PUBLISH, revision=1, by=factories.deciding_moderator())


def test_returned_words_are_changed_and_sent_again(maker: User) -> None:
    made = factories.waiting_commitment(by=maker)
    send_back(made.versions.get().submission)
    client = browser(maker)
    assert "Which day?" in client.get(address(made, "change/")).content.decode()
    send_change(client, made)
    version = made.versions.get()
    assert (version.title, version.submission.revision, version.submission.state) == ("New name", 2, State.SUBMITTED)


def test_the_form_starts_with_the_words_as_they_are(maker: User) -> None:
    made = factories.public_commitment(by=maker, how="From a tin.")
    page = browser(maker).get(address(made, "change/")).content.decode()
    assert "From a tin." in page
    assert 'value="2027"' in page


def test_a_second_click_returns_the_first_result(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    client = browser(maker)
    where = address(made, "change/")
    data = {**TYPED, **hidden_fields(client, where)}
    assert client.post(where, data)["Location"] == address(made)
    assert client.post(where, data)["Location"] == address(made)
    assert made.versions.count() == 2


def test_whoever_comes_second_sees_both_texts_and_loses_nothing(maker: User, colleague: User) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("Kitchen", maker, colleague))
    first, second = browser(maker), browser(colleague)
    where = address(made, "change/")
    data = {**TYPED, **hidden_fields(second, where), "title": "Second name"}
    send_change(first, made, title="First name")
    response = second.post(where, data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "First name" in page
    assert "Second name" in page
    assert [version.title for version in made.versions.filter(number__gt=1)] == ["First name"]

    again = {**data, "seen": response.context["form"].data["seen"]}
    assert second.post(where, again)["Location"] == address(made)
    assert [version.title for version in made.versions.filter(number__gt=1)] == ["Second name"]


def test_a_decision_in_the_meantime_is_told_and_nothing_is_lost(maker: User) -> None:
    made = factories.waiting_commitment(by=maker)
    client = browser(maker)
    where = address(made, "change/")
    data = {**TYPED, **hidden_fields(client, where)}
    submission = made.versions.get().submission
    decide(submission=submission, action=Action.PUBLISH, revision=1, by=factories.deciding_moderator())
    response = client.post(where, data)
    assert response.status_code == 409
    assert "New name" in response.content.decode()
    assert made.versions.count() == 1


def test_a_date_that_has_passed_may_stay_but_not_be_chosen(maker: User) -> None:
    made = factories.public_commitment(by=maker, starts_on="2026-01-01", due_on="2026-10-31")
    old = {"starts_on_month": "1", "due_on_month": "10", "due_on_year": "2026"}
    client = browser(maker)
    assert "has not passed" in send_change(client, made, **old, due_on_day="30").content.decode()
    assert send_change(client, made, **old).status_code == 302


def test_what_was_declined_can_be_mended_and_sent_again(maker: User) -> None:
    made = factories.waiting_commitment(by=maker)
    factories.decline(made.versions.get().submission)
    client = browser(maker)
    page = client.get(address(made)).content.decode()
    assert address(made, "change/") in page
    assert address(made, "withdraw/") not in page
    assert send_change(client, made).status_code == 302
    assert [one.submission.state for one in made.versions.select_related("submission")] == ["declined", "submitted"]


def test_what_was_hidden_cannot_be_changed(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    submission = made.versions.get().submission
    decide(submission=submission, action=Action.HIDE, revision=1, by=factories.deciding_moderator(), reason="unkind")
    client = browser(maker)
    response = client.get(address(made, "change/"))
    assert response.status_code == 409
    assert "cannot be changed any more" in response.content.decode()
    assert client.get(address(made)).status_code == 200


def test_changing_is_all_or_nothing(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = factories.public_commitment(by=maker)
    version = version_to_change(made)
    assert version
    before = (Version.objects.count(), Submission.objects.count(), MoveRecord.objects.count())

    def breaks(**fields: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(MoveRecord.objects, "create", breaks)
    with pytest.raises(OSError, match="full"):
        change(commitment=made, words=words_like(version), seen=seen_mark(version.submission), by=maker)
    assert (Version.objects.count(), Submission.objects.count(), MoveRecord.objects.count()) == before


def test_changing_waiting_words_is_all_or_nothing(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = factories.waiting_commitment(by=maker, title="Old name")
    version = version_to_change(made)
    assert version
    words = words_like(version, title="New name")

    def breaks(self: Any, *more: Any, **fields: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(type(version.wordings), "set", breaks)
    with pytest.raises(OSError, match="full"):
        change(commitment=made, words=words, seen=seen_mark(version.submission), by=maker)
    version.refresh_from_db()
    assert (version.title, version.submission.state) == ("Old name", State.SUBMITTED)
    assert Submission.objects.get(pk=version.pk).revision == 1


def test_taking_down_asks_first_and_then_nothing_is_public(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    factories.published(factories.news(made))
    factories.submitted(factories.news(made))
    client = browser(maker)
    page = client.get(address(made, "withdraw/")).content.decode()
    assert "Take your commitment down?" in page
    assert Commitment.objects.public().exists()
    assert client.post(address(made, "withdraw/"))["Location"] == "/my/"
    made.refresh_from_db()
    assert not Commitment.objects.public().exists()
    assert made.taken_down_why == Commitment.TakenDown.MAKER
    assert {submission.state for submission in Submission.objects.all()} == {State.WITHDRAWN}
    with pytest.raises(Refused):
        withdraw(commitment=made, by=maker)


def test_what_waits_can_be_taken_back_before_it_was_read(maker: User) -> None:
    made = factories.waiting_commitment(by=maker)
    browser(maker).post(address(made, "withdraw/"))
    made.refresh_from_db()
    assert made.versions.get().submission.state == State.WITHDRAWN
    assert made.taken_down_at is None


def test_taking_down_is_all_or_nothing(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = factories.public_commitment(by=maker)

    def breaks(**fields: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("commitments.operations.withdrawing.refresh", breaks)
    with pytest.raises(OSError, match="full"):
        withdraw(commitment=made, by=maker)
    assert made.versions.get().submission.state == State.PUBLISHED
    assert Commitment.objects.public().exists()


@pytest.mark.parametrize("page", ["change/", "news/?going=done"])
def test_what_was_typed_while_somebody_took_it_down_is_not_lost(maker: User, colleague: User, page: str) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("", maker, colleague))
    client = browser(maker)
    data = {**TYPED, **hidden_fields(client, address(made, page)), "what": "My long text", "happened": "My long text"}
    withdraw(commitment=made, by=colleague)
    response = client.post(address(made, page), data)
    shown = response.content.decode()
    assert response.status_code == 409
    assert "My long text" in shown
    assert "data-once" not in shown
