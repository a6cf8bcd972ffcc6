"""Somebody who is blocked sends nothing, reads everything, and gets back exactly what the block hid."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commitments.models import Commitment
from commitments.operations.blocking import block_person, lift_block
from commitments.operations.joining import ask_to_join
from commitments.operations.moderation import decide
from commitments.operations.withdrawing import withdraw
from coprod_portal.accounts.models import Block, User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.cases.models import Case
from coprod_portal.cases.operations import open_case
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move, new_draft
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = pytest.mark.django_db


def blocked(user: User, *, by: User, hides: bool = False) -> Block:
    return block_person(user=user, why="The same advert each hour.", reason="advertising", hide_everything=hides, by=by)


def public_titles() -> set[str]:
    return {str(commitment.published_version) for commitment in Commitment.objects.public()}


def test_every_sending_is_refused_and_nothing_else(
    maker: User, moderator: User, signed_in: Callable[..., Client]
) -> None:
    waiting = factories.waiting_commitment(by=maker)
    submission = waiting.versions.get().submission
    public = factories.public_commitment(by=maker, title="Pay fares")
    blocked(maker, by=moderator)
    assert public_titles() == {"Pay fares"}
    for send in (
        lambda: new_draft(kind=Submission.Kind.NEWS, by=maker),
        lambda: move(submission=submission, action=Action.REVISE, revision=1, by=maker),
        lambda: ask_to_join(organisation=factories.organisation(), words="Let me in.", by=maker),
    ):
        with pytest.raises(Refused, match="You cannot send anything at the moment"):
            send()
    client = signed_in(maker)
    assert client.get(reverse("my")).status_code == 200
    news = reverse("my-commitment-news", args=[public.reference])
    answer = client.post(news + "?going=happening-now", {"happened": "We began.", "seen": "none"})
    assert answer.status_code == 409
    assert "You cannot send anything" in answer.content.decode()
    assert open_case(kind=Case.Kind.DATA_COMPLAINT, email=maker.email, words="Why?").pk
    withdraw(commitment=waiting, by=maker)
    mail = Mail.objects.get(to=maker.email, kind="commitments/blocked").body
    assert "Not for this place" in mail
    assert "advert each hour" not in mail
    assert "/help/complaint/" in mail
    facts = export(email=maker.email)
    assert facts["blocked"][0]["why"] == "The same advert each hour."
    assert export(email=moderator.email)["blocked_others"]
    erase(email=maker.email)
    assert not Block.objects.exists()


def test_who_cannot_be_blocked_and_by_whom(
    maker: User, stranger: User, moderator: User, second_moderator: User, steward: User, administrator: User
) -> None:
    for user, by, sentence in (
        (moderator, moderator, "yourself"),
        (second_moderator, moderator, "of the staff"),
        (maker, stranger, "Only a moderator"),
        (maker, steward, "Only a moderator"),
    ):
        with pytest.raises(Refused, match=sentence):
            blocked(user, by=by)
    made = blocked(maker, by=administrator)
    with pytest.raises(Stale, match="already"):
        blocked(maker, by=moderator)
    with pytest.raises(Refused, match="Only a moderator"):
        lift_block(block=made, restore_everything=True, by=maker)


def test_hiding_everything_and_bringing_back_just_that(
    maker: User, colleague: User, stranger: User, moderator: User
) -> None:
    # So that no membership has the key of its organisation.
    factories.organisation("Of nobody")
    shared = factories.organisation("Shared", maker, colleague)
    own = factories.public_commitment(by=maker, title="Own")
    news = factories.published(factories.news(own, happened="Hidden before"))
    decide(submission=news.submission, action=Action.HIDE, revision=1, reason="unkind", by=moderator)
    later = factories.published(factories.news(own, happened="Hidden with it"))
    view = factories.published(factories.view(own, by=stranger))
    factories.public_commitment(by=maker, made_by=factories.organisation("Alone", maker), title="Alone")
    factories.public_commitment(by=maker, made_by=shared, title="Shared")
    factories.public_commitment(by=stranger, title="Of a stranger")
    made = blocked(maker, by=moderator, hides=True)
    assert public_titles() == {"Shared", "Of a stranger"}
    acts = MoveRecord.objects.filter(action=Action.HIDE, reason="advertising")
    assert acts.filter(part_of=None).count() == 1
    view.submission.refresh_from_db()
    assert view.submission.state == State.PUBLISHED, "what others said is theirs"
    assert Mail.objects.filter(to=maker.email, kind="commitments/hidden").count() == 1, "only of what was hidden before"
    # Hidden again by somebody else since: that stays.
    decide(submission=later.submission, action=Action.RESTORE, revision=1, by=moderator)
    decide(submission=later.submission, action=Action.HIDE, revision=1, reason="unkind", by=moderator)
    lift_block(block=made, restore_everything=True, by=moderator)
    assert public_titles() == {"Own", "Alone", "Shared", "Of a stranger"}
    for hidden in (news.submission, later.submission):
        hidden.refresh_from_db()
        assert hidden.state == State.HIDDEN
    assert new_draft(kind=Submission.Kind.NEWS, by=maker)
    with pytest.raises(Stale, match="already"):
        lift_block(block=made, restore_everything=True, by=moderator)


def test_the_page_blocks_and_lifts(maker: User, moderator: User, signed_in: Callable[..., Client]) -> None:
    commitment = factories.public_commitment(by=maker, title="Pay fares")
    item = reverse("moderation-submission", args=[commitment.versions.get().pk])
    client, address = signed_in(moderator, second_factor=True), reverse("moderation-block", args=[maker.pk])
    assert address in client.get(item).content.decode()
    page = client.get(address).content.decode()
    assert "Pay fares" in page
    assert maker.email not in page.replace(moderator.email, "")
    typed = {"reason": "unkind", "why": "Unkind words each day.", "hides": "everything"}
    assert "Choose whether to hide" in client.post(address, {**typed, "hides": ""}).content.decode()
    assert client.post(address, typed).status_code == 302
    assert public_titles() == set()
    page = client.get(address).content.decode()
    assert "This person is blocked" in page
    assert "Unkind words each day." in page
    assert client.post(address, {"restores": "nothing"}).status_code == 302
    assert public_titles() == set()
    assert Block.objects.get().lifted_by == moderator
    assert client.get(reverse("moderation-block", args=[999_999])).status_code == 404


def test_the_list_names_who_is_blocked_now_and_nobody_else(
    maker: User,
    colleague: User,
    stranger: User,
    moderator: User,
    signed_in: Callable[..., Client],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(moderator, second_factor=True)
    assert "Nobody is blocked" in client.get(reverse("moderation-blocked")).content.decode()
    for user in (maker, colleague, stranger):
        factories.waiting_commitment(by=user)
        blocked(user, by=moderator)
    lift_block(block=Block.objects.get(user=stranger), restore_everything=False, by=moderator)
    with django_assert_num_queries(6):
        page = client.get(reverse("moderation-blocked")).content.decode()
    assert [user.email in page for user in (maker, colleague, stranger)] == [True, True, False]
    assert reverse("moderation-block", args=[maker.pk]) in page
