"""Lived-experience reviewers: they read without private facts, advise, decide nothing, are thanked and can be paid."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from commitments.desk.covering import covered
from commitments.models import Advice, Danger
from commitments.operations.advising import advise
from commitments.operations.moderation import carry_out, decide
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = pytest.mark.django_db

SAID = {"leaning": "ask", "words": "Which day is it?", "minutes": 12}


@pytest.fixture
def client(reviewer: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(reviewer, second_factor=True)


def waiting(**fields: Any) -> Submission:
    return factories.waiting_commitment(**fields).versions.get().submission


def page(client: Client, submission: Submission) -> str:
    return " ".join(client.get(reverse("moderation-review-item", args=[submission.pk])).content.decode().split())


def post(client: Client, submission: Submission, **fields: Any) -> Any:
    address = reverse("moderation-review-item", args=[submission.pk])
    shown = client.get(address).context["form"]
    hidden = {key: shown[key].value() for key in ("revision", "form_key")}
    return client.post(address, {**hidden, **SAID, **fields})


def test_a_reviewer_reads_what_waits_without_a_private_fact_in_it(client: Client, reviewer: User, maker: User) -> None:
    submission = waiting(
        by=maker,
        person_name="Aisha Pemberton",
        area=factories.area("West Midlands"),
        title="Aisha Pemberton drives you to 4 Lane, B71 4AB",
        what="Ask Priya Example, Mrs Hollowbread or a.pemberton@example.org or 01632 960123. NHS 943 476 5919.",
        how="I was born 3 May 1961. aisha pemberton will come. See www.example.org/aisha and <b>listen</b>.",
    )
    theirs = waiting(by=reviewer, title="Their own")
    signed = factories.public_commitment(title="Public already")
    apart = waiting(title="Kept apart")
    move(submission=apart, action=Action.SET_APART, revision=1, by=factories.deciding_moderator())

    listed = client.get(reverse("moderation-review")).content.decode()
    read = page(client, submission)

    for words in (listed, read):
        for private in ("Pemberton", "pemberton", "B71", maker.email):
            assert private not in words
    for private in ("Priya", "Hollowbread", "01632", "943 476", "1961", "example.org/aisha"):
        assert private not in read
    assert "[covered: Phone number]" in read
    assert "West Midlands" in read
    assert "&lt;b&gt;listen&lt;/b&gt;" in read
    assert "listen actively" in read
    for hidden in ("Their own", "Public already", "Kept apart"):
        assert hidden not in listed
    for other in (theirs, signed.versions.get().submission, apart):
        assert client.get(reverse("moderation-review-item", args=[other.pk])).status_code == 404


def test_a_change_stands_beside_what_is_public_and_only_a_public_picture_is_shown(client: Client) -> None:
    public = factories.public_commitment(what="On the day.", picture=factories.picture())
    same = public.published_version.picture  # type: ignore[union-attr]
    kept = factories.submitted(factories.version(public, what="In a week.", picture=same)).submission
    read = page(client, kept)
    assert "In a week." in read
    assert "On the day." in read
    assert f"/pictures/{same.key}/" in read  # type: ignore[union-attr]
    new = factories.submitted(factories.version(factories.commitment(), picture=factories.picture())).submission
    assert "<img" not in page(client, new).partition("<main")[2]


def test_advice_is_given_once_for_each_revision_and_can_change_until_it_is_decided(
    client: Client, reviewer: User, maker: User, moderator: User
) -> None:
    submission = waiting(by=maker)
    assert post(client, submission, words="").status_code == 200
    assert not Advice.objects.exists()
    assert post(client, submission).status_code == 302
    assert post(client, submission, leaning="publish", words="I see it now.").status_code == 302
    assert list(Advice.objects.values_list("revision", "leaning")) == [(1, "publish")]
    assert "You have advised on this." in client.get(reverse("moderation-review")).content.decode()

    opened = client.get(reverse("moderation-review-item", args=[submission.pk])).context["form"]["form_key"].value()
    move(submission=submission, action=Action.REVISE, revision=1, by=maker)
    stale = client.post(
        reverse("moderation-review-item", args=[submission.pk]),
        {**SAID, "words": "Too <late>", "revision": 1, "form_key": opened},
    )
    assert stale.status_code == 409
    assert "Too &lt;late&gt;" in stale.content.decode()
    assert post(client, submission).status_code == 302
    assert Advice.objects.count() == 2

    decide(submission=submission, action=Action.PUBLISH, revision=2, by=moderator)
    with pytest.raises(Stale):
        advise(submission=submission, revision=2, leaning="not", words="No.", minutes=1, by=reviewer)
    after = page(client, submission)
    assert "I see it now." not in after
    assert "Which day is it?" in after
    assert "Public" in after


def test_who_is_no_reviewer_or_whose_words_they_are_cannot_advise(
    reviewer: User, moderator: User, stranger: User
) -> None:
    for submission, by in ((waiting(), moderator), (waiting(), stranger), (waiting(by=reviewer), reviewer)):
        with pytest.raises(Refused):
            advise(submission=submission, revision=1, **SAID, by=by)  # type: ignore[arg-type]
    assert not Advice.objects.exists()


def test_a_reviewer_decides_nothing_and_comes_into_no_room_of_moderators(client: Client, reviewer: User) -> None:
    submission = waiting()
    assert client.get(reverse("moderation")).status_code == 403
    assert client.get(reverse("moderation-submission", args=[submission.pk])).status_code == 403
    with pytest.raises(Refused):
        decide(submission=submission, action=Action.PUBLISH, revision=1, by=reviewer)
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


def test_the_moderator_reads_the_advice_and_the_reviewer_hears_what_was_decided(
    reviewer: User, moderator: User, maker: User, signed_in: Callable[..., Client]
) -> None:
    submission = waiting(by=maker, title="A secret title")
    advise(submission=submission, revision=1, leaning="not", words="It would <hurt>.", minutes=5, by=reviewer)
    desk = signed_in(moderator, second_factor=True)
    shown = desk.get(reverse("moderation-submission", args=[submission.pk])).content.decode()
    assert "I would not publish it" in shown
    assert "It would &lt;hurt&gt;." in shown
    assert reviewer.email not in shown

    decide(submission=submission, action=Action.RETURN, revision=1, by=moderator, reason="unclear", note="Which day?")
    letter = LetterPart.objects.get(to=reviewer.email)
    assert "What was decided: Sent back with a question" in letter.body
    assert "A secret title" not in letter.body + letter.heading
    assert Advice.objects.get().thanked_at == timezone.now()
    assert "It would &lt;hurt&gt;." in desk.get(reverse("moderation-submission", args=[submission.pk])).content.decode()


def test_nobody_who_advised_hears_of_a_danger(client: Client, reviewer: User, moderator: User) -> None:
    submission = waiting()
    advise(submission=submission, revision=1, **SAID, by=reviewer)  # type: ignore[arg-type]
    carry_out(submission=submission, action=Action.SET_APART, revision=1, by=moderator)
    now = timezone.now()
    Danger.objects.create(submission=submission, why="Hurt.", raised_by=moderator, raised_at=now, due_at=now)
    assert client.get(reverse("moderation-review-item", args=[submission.pk])).status_code == 404
    carry_out(submission=submission, action=Action.DECLINE, revision=1, by=moderator, reason="danger")
    Danger.objects.update(looked_at=now, was_danger=True, what_was_done="Told.")
    assert client.get(reverse("moderation-review-item", args=[submission.pk])).status_code == 404
    assert not LetterPart.objects.exists()


def test_an_administrator_sees_minutes_by_month_and_marks_them_as_paid(
    reviewer: User, administrator: User, signed_in: Callable[..., Client]
) -> None:
    for minutes in (5, 7):
        advise(submission=waiting(), revision=1, leaning="publish", words="Fine.", minutes=minutes, by=reviewer)
    room = signed_in(administrator, second_factor=True)
    address = reverse("moderation-reviewers")
    form = room.get(address).context["rows"][0][1]
    data = {name: form[name].value() for name in ("reviewer", "month", "minutes", "form_key")}
    assert data["minutes"] == 12

    late = advise(submission=waiting(), revision=1, leaning="publish", words="Fine.", minutes=1, by=reviewer)
    assert room.post(reverse("moderation-reviewers-paid"), data).status_code == 409
    late.delete()
    for _ in range(2):
        assert room.post(reverse("moderation-reviewers-paid"), data).status_code == 302
    assert {advice.paid_on for advice in Advice.objects.all()} == {timezone.localdate()}
    assert reviewer.email not in room.get(reverse("moderation-reviewers-csv")).content.decode()
    file = room.post(reverse("moderation-reviewers-csv"), {"reason": "To pay them."}).content.decode("utf-8-sig")
    assert f"2026-11,{reviewer.email},2,12,0,2026-11-23" in file
    with pytest.raises(Refused, match="paid"):
        advise(
            submission=Advice.objects.all()[0].submission, revision=1, leaning="not", words="x", minutes=90, by=reviewer
        )


def test_what_a_reviewer_said_is_told_to_them_and_loses_their_name_when_they_are_forgotten(reviewer: User) -> None:
    advise(submission=waiting(), revision=1, **SAID, by=reviewer)  # type: ignore[arg-type]
    out = StringIO()
    call_command("export_person", reviewer.email, stdout=out)
    assert [one["words"] for one in json.loads(out.getvalue())["advice"]] == ["Which day is it?"]
    call_command("erase_person", reviewer.email, "--yes", stdout=StringIO())
    assert Advice.objects.get().by is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client: Client, reviewer: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        advise(submission=waiting(), revision=1, **SAID, by=reviewer)  # type: ignore[arg-type]
        factories.submitted(factories.news(factories.public_commitment()))
    with django_assert_num_queries(10):
        client.get(reverse("moderation-review"))


def test_what_begins_with_a_name_is_covered_to_its_end() -> None:
    text = "Ring sam@kitchen.example or see https://pages.example/sam/about now: Sam will drive, and so will a sam."
    pieces = covered(text, makers_name="Sam Hill", today=timezone.localdate())
    assert "".join(piece.text for piece in pieces) == "Ring  or see  now:  will drive, and so will a sam."
    whole = covered("sam@kitchen.example", makers_name="Sam", today=timezone.localdate())
    assert [piece.text for piece in whole] == [""]
