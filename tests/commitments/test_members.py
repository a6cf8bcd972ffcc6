"""Who belongs to an organisation: roles, leaving, being removed, and what becomes of the commitments."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from commitments.models import Commitment, Handover, Invitation, JoinRequest, Member, Organisation
from commitments.operations.inviting import invite, prune_invitations
from commitments.operations.joining import ask_to_join, decide_request
from commitments.operations.members import change_role, remove
from commitments.page import history
from coprod_portal.accounts.models import User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.outbox.models import LetterPart
from coprod_portal.submissions.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def kitchen(maker: User, colleague: User) -> Organisation:
    """The maker leads it, the colleague is an editor, and the maker looks after its one commitment."""
    made = factories.organisation("Marmalade Kitchen", maker)
    Member.objects.create(organisation=made, user=colleague, role="editor", joined_at=timezone.now())
    factories.public_commitment(by=maker, made_by=made)
    return made


def membership(organisation: Organisation, user: User) -> Member:
    return organisation.members.get(user=user)


def room(organisation: Organisation, rest: str = "") -> str:
    return f"/my/organisations/{organisation.slug}/{rest}"


def test_the_room_shows_members_and_lets_a_lead_do_more(
    kitchen: Organisation, maker: User, colleague: User, stranger: User, signed_in: SignIn
) -> None:
    invite(organisation=kitchen, role="editor", email="new@example.org", by=maker)
    lead, editor = (signed_in(user).get(room(kitchen)).content.decode() for user in (maker, colleague))
    for page in (lead, editor):
        assert "maker@example.org" in page
        assert "colleague@example.org" in page
    assert ["new@example.org" in page for page in (lead, editor)] == [True, False]
    assert ["Invite a colleague" in page for page in (lead, editor)] == [True, False]
    assert signed_in(stranger).get(room(kitchen)).status_code == 404
    assert signed_in(colleague).get(room(kitchen, "invite/")).status_code == 403
    assert room(kitchen) in signed_in(colleague).get("/my/").content.decode()


def test_a_lead_makes_another_lead_and_then_leaves_and_the_commitment_is_looked_after(
    kitchen: Organisation, maker: User, colleague: User, signed_in: SignIn
) -> None:
    mine = signed_in(maker)
    page = room(kitchen, f"members/{membership(kitchen, maker).pk}/")
    assert "Make somebody else a lead first" in mine.post(page, {"act": "remove"}).content.decode()
    assert "Make somebody else a lead first" in mine.post(page, {"act": "editor"}).content.decode()
    theirs = room(kitchen, f"members/{membership(kitchen, colleague).pk}/")
    assert mine.post(theirs, {"act": "lead"})["Location"] == room(kitchen)
    assert mine.post(page, {"act": "remove"})["Location"] == "/my/"
    made = Commitment.objects.get()
    assert (made.keeper, [member.user for member in kitchen.members.all()]) == (colleague, [colleague])
    assert mine.get(f"/my/commitments/{made.reference}/").status_code == 404
    assert [bool(happening.handover) for happening in history(made)] == [True, False]
    headings = LetterPart.objects.filter(to=colleague.email).order_by("pk").values_list("heading", flat=True)
    assert list(headings) == [
        "What you may do for Marmalade Kitchen has changed",
        "A colleague has left Marmalade Kitchen",
    ]


def test_a_removed_member_is_out_at_the_next_click_and_their_invitations_end(
    kitchen: Organisation, maker: User, colleague: User, signed_in: SignIn
) -> None:
    change_role(member=membership(kitchen, colleague), role="lead", by=maker)
    Commitment.objects.update(keeper=colleague)
    invite(organisation=kitchen, role="lead", email="friend@example.org", by=colleague)
    theirs = signed_in(colleague)
    assert theirs.get(room(kitchen)).status_code == 200
    remove(member=membership(kitchen, colleague), by=maker)
    made = Commitment.objects.get()
    assert [theirs.get(page).status_code for page in (room(kitchen), f"/my/commitments/{made.reference}/")] == [404] * 2
    assert made.keeper == maker
    assert Handover.objects.count() == 1
    assert Invitation.objects.get().ended_early_at is not None
    told = LetterPart.objects.filter(to=colleague.email).values_list("heading", flat=True)
    assert "You do not belong to Marmalade Kitchen any more" in told


def test_an_editor_changes_nobody_but_may_leave(kitchen: Organisation, maker: User, colleague: User) -> None:
    with pytest.raises(Refused):
        remove(member=membership(kitchen, maker), by=colleague)
    with pytest.raises(Refused):
        change_role(member=membership(kitchen, colleague), role="lead", by=colleague)
    remove(member=membership(kitchen, colleague), by=colleague)
    assert kitchen.members.count() == 1


def test_when_the_last_one_leaves_staff_look_for_somebody(kitchen: Organisation, maker: User, colleague: User) -> None:
    membership(kitchen, colleague).delete()
    remove(member=membership(kitchen, maker), by=maker)
    made = Commitment.objects.get()
    assert (made.keeper, made.needs_owner_since) == (None, timezone.localdate())


def test_a_new_person_is_in_the_history_and_not_named(kitchen: Organisation, maker: User, client: Client) -> None:
    made = Commitment.objects.get()
    Handover.objects.create(commitment=made, by=maker, at=timezone.now())
    page = client.get(f"/commitments/{made.reference}/history/").content.decode()
    assert "Looked after by a new person" in page
    assert "maker@example.org" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_queries(
    maker: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    made = factories.organisation("", maker)
    for place in range(number):
        user = User.objects.create_user(f"member-{place}@example.org")
        Member.objects.create(organisation=made, user=user, role="editor", joined_at=timezone.now())
        invite(organisation=made, role="editor", email=f"new-{place}@example.org", by=maker)
    mine = signed_in(maker)
    with django_assert_num_queries(14):
        mine.get(room(made))


def test_somebody_who_is_forgotten_leaves_and_what_they_looked_after_stays_looked_after(
    kitchen: Organisation, maker: User, colleague: User
) -> None:
    invite(organisation=kitchen, role="editor", email="new@example.org", by=maker)
    ask_to_join(organisation=factories.organisation("Other"), words="I work there.", by=maker)
    facts = export(email=maker.email)
    assert [one["email"] for one in facts["invitations_sent"]] == ["new@example.org"]
    assert [one["words"] for one in facts["asked_to_join"]] == ["I work there."]
    assert [one["role"] for one in facts["organisations"]] == ["lead"]
    assert len(export(email="new@example.org")["invitations"]) == 1
    erase(email="new@example.org")
    assert not Invitation.objects.exists()
    erase(email=maker.email)
    assert Commitment.objects.get().keeper == colleague
    assert (kitchen.members.count(), JoinRequest.objects.count(), Handover.objects.get().by) == (1, 0, None)


def test_old_invitations_and_decided_requests_are_deleted(kitchen: Organisation, maker: User, stranger: User) -> None:
    invite(organisation=kitchen, role="editor", email="new@example.org", by=maker)
    decide_request(request=ask_to_join(organisation=kitchen, words="", by=stranger), accept=False, by=maker)
    assert prune_invitations() == 0
    with time_machine.travel(timezone.now() + timedelta(days=110), tick=False):
        assert prune_invitations() == 2
