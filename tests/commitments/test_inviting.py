"""Invitations: bound to an address, good for one time and fourteen days, and accepted by a button alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from commitments.models import Commitment, Handover, Invitation, Member, Organisation
from commitments.operations.inviting import accept, decline, invite, take_back
from commitments.permissions import can_look_after
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.submissions.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def kitchen(maker: User) -> Organisation:
    return factories.organisation("Marmalade Kitchen", maker)


def roles(organisation: Organisation) -> dict[str, str]:
    return dict(organisation.members.values_list("user__email", "role"))


def page(invitation: Invitation, rest: str = "") -> str:
    return f"/my/invitations/{invitation.key}/{rest}"


def test_a_colleague_joins_by_a_button_and_only_signed_in_with_that_address(
    kitchen: Organisation, maker: User, colleague: User, stranger: User, client: Client, signed_in: SignIn
) -> None:
    factories.public_commitment(by=maker, made_by=kitchen)
    invitation = invite(organisation=kitchen, role="editor", email=" Colleague@Example.org", by=maker)
    mail = Mail.objects.get(kind="commitments/invitation")
    assert (mail.to, mail.subject) == ("colleague@example.org", "You are invited to join Marmalade Kitchen")
    assert page(invitation) in mail.body
    assert client.get(page(invitation))["Location"].startswith("/accounts/login/")
    wrong = signed_in(stranger).get(page(invitation))
    assert (wrong.status_code, "colleague@example.org" in wrong.content.decode()) == (403, False)
    mine = signed_in(colleague)
    for _ in range(2):
        assert "Join Marmalade Kitchen?" in mine.get(page(invitation)).content.decode()
    assert roles(kitchen) == {"maker@example.org": "lead"}
    assert mine.post(page(invitation))["Location"] == "/my/"
    assert roles(kitchen) == {"maker@example.org": "lead", "colleague@example.org": "editor"}
    assert "accepted this invitation already" in mine.get(page(invitation)).content.decode()
    assert Mail.objects.get(kind="commitments/invitation_accepted").to == "colleague@example.org"
    assert LetterPart.objects.get(to=maker.email).heading == "colleague@example.org has accepted your invitation"


def test_a_name_that_nobody_has_read_is_not_sent_to_somebody_who_did_not_ask(maker: User) -> None:
    invite(organisation=factories.organisation("Buy at example.com", maker), role="lead", email="a@b.org", by=maker)
    mail = Mail.objects.get(kind="commitments/invitation")
    assert "Buy at" not in mail.subject + mail.body


def test_it_works_once_and_not_after_it_ended(kitchen: Organisation, maker: User, colleague: User) -> None:
    late = invite(organisation=kitchen, role="lead", email=colleague.email, by=maker)
    with time_machine.travel(timezone.now() + timedelta(days=14), tick=False), pytest.raises(Refused, match="ended"):
        accept(invitation=late, by=colleague)
    accept(invitation=late, by=colleague)
    Member.objects.filter(user=colleague).delete()
    accept(invitation=late, by=colleague)
    assert roles(kitchen) == {"maker@example.org": "lead"}


@pytest.mark.parametrize(("end", "who"), [(take_back, "maker"), (decline, "colleague")])
def test_taken_back_or_declined_it_does_not_count(
    kitchen: Organisation, maker: User, colleague: User, end: Callable[..., Invitation], who: str
) -> None:
    invitation = invite(organisation=kitchen, role="lead", email=colleague.email, by=maker)
    Mail.objects.update(sent_at=timezone.now())
    end(invitation=invitation, by=maker if who == "maker" else colleague)
    with pytest.raises(Refused, match="declined or taken back"):
        accept(invitation=invitation, by=colleague)
    assert roles(kitchen) == {"maker@example.org": "lead"}
    (told,) = LetterPart.objects.values_list("to", flat=True)
    assert told == (colleague.email if who == "maker" else maker.email)
    invite(organisation=kitchen, role="lead", email=colleague.email, by=maker)


def test_who_may_invite(kitchen: Organisation, maker: User, colleague: User, stranger: User, moderator: User) -> None:
    Member.objects.create(organisation=kitchen, user=colleague, role="editor", joined_at=timezone.now())
    for by in (colleague, stranger):
        with pytest.raises(Refused, match="Only a lead"):
            invite(organisation=kitchen, role="lead", email="new@example.org", by=by)
    invite(organisation=kitchen, role="lead", email="new@example.org", by=moderator)
    with pytest.raises(Refused, match="still waits"):
        invite(organisation=kitchen, role="lead", email="new@example.org", by=maker)
    with pytest.raises(Refused, match="belongs to your organisation already"):
        invite(organisation=kitchen, role="lead", email="colleague@example.org", by=maker)
    maker.is_active = False
    maker.save()
    invite(organisation=kitchen, role="lead", email="newer@example.org", by=colleague)


def test_a_commitment_of_an_organisation_takes_its_new_keeper_into_it(
    kitchen: Organisation, maker: User, colleague: User
) -> None:
    made = factories.public_commitment(by=maker, made_by=kitchen)
    Commitment.objects.update(needs_owner_since=timezone.localdate(), asks_unanswered=3)
    accept(invitation=invite(commitment=made, email=colleague.email, by=maker), by=colleague)
    made.refresh_from_db()
    assert roles(kitchen)[colleague.email] == "editor"
    assert (made.keeper, made.needs_owner_since, made.asks_unanswered) == (colleague, None, 0)
    assert Handover.objects.get().commitment == made
    assert {part.to for part in LetterPart.objects.all()} == {maker.email}


def test_a_persons_own_commitment_goes_to_somebody_else(maker: User, colleague: User, signed_in: SignIn) -> None:
    made = factories.public_commitment(by=maker)
    invitation = invite(commitment=made, email=colleague.email, by=maker)
    mine = signed_in(colleague)
    shown = mine.get(page(invitation)).content.decode()
    assert "Look after this commitment?" in shown
    address = mine.post(page(invitation))["Location"]
    assert address == f"/my/commitments/{made.reference}/"
    made.refresh_from_db()
    assert [can_look_after(user, made) for user in (maker, colleague)] == [False, True]


def test_no_by_a_button(kitchen: Organisation, maker: User, colleague: User, signed_in: SignIn) -> None:
    invitation = invite(organisation=kitchen, role="editor", email=colleague.email, by=maker)
    assert signed_in(colleague).post(page(invitation, "decline/"))["Location"] == "/my/"
    invitation.refresh_from_db()
    assert (invitation.ended_early_at is None, roles(kitchen)) == (False, {"maker@example.org": "lead"})


def test_whoever_has_left_an_organisation_has_no_part_in_what_it_made(maker: User, colleague: User) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("", maker))
    assert can_look_after(maker, made)
    Member.objects.all().delete()
    assert not can_look_after(maker, made)


def test_who_was_invited_by_somebody_before_does_not_take_it_from_who_looks_after_it_now(
    maker: User, colleague: User, stranger: User, moderator: User
) -> None:
    made = factories.public_commitment(by=maker)
    late, of_staff, first = (
        invite(commitment=made, email=email, by=by)
        for email, by in (("late@example.org", maker), ("staff@example.org", moderator), (colleague.email, maker))
    )
    accept(invitation=first, by=colleague)
    for invitation in (late, of_staff):
        with pytest.raises(Refused, match="does not look after this any more"):
            accept(invitation=invitation, by=User.objects.create_user(invitation.email))
    made.refresh_from_db()
    assert made.keeper == colleague


def test_an_invitation_of_a_lead_who_is_none_any_more_does_not_count(
    kitchen: Organisation, maker: User, colleague: User, stranger: User
) -> None:
    Member.objects.create(organisation=kitchen, user=colleague, role="lead", joined_at=timezone.now())
    invitation = invite(organisation=kitchen, role="lead", email=stranger.email, by=maker)
    Member.objects.filter(user=maker).update(role="editor")
    with pytest.raises(Refused, match="does not look after this any more"):
        accept(invitation=invitation, by=stranger)
