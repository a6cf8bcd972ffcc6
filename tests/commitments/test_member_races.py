"""Two at once, on a real PostgreSQL: an invitation is accepted once, and an organisation keeps a lead."""

from threading import Event

import pytest

from commitments.membership import leads_of
from commitments.models import Commitment, Handover, Member, Organisation, Party
from commitments.operations import joint, merging
from commitments.operations.inviting import accept, decline, invite
from commitments.operations.joining import ask_to_join, decide_request
from commitments.operations.members import change_role, remove
from coprod_portal.accounts.models import User
from tests import factories

from .test_races import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_an_invitation_that_is_accepted_twice_at_once_counts_once(maker: User, colleague: User) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("", maker))
    invitation = invite(commitment=made, email=colleague.email, by=maker)

    def accepts() -> None:
        accept(invitation=invitation, by=colleague)

    assert at_once(accepts, accepts) == ["", ""]
    assert (Member.objects.filter(user=colleague).count(), Handover.objects.count()) == (1, 1)


def test_accepted_and_declined_at_once_one_of_them_stands(maker: User, colleague: User) -> None:
    invitation = invite(organisation=factories.organisation("", maker), role="editor", email=colleague.email, by=maker)
    said = at_once(
        lambda: accept(invitation=invitation, by=colleague), lambda: decline(invitation=invitation, by=colleague)
    )
    invitation.refresh_from_db()
    assert sorted(bool(sentence) for sentence in said) == [False, True]
    assert Member.objects.filter(user=colleague).exists() == (invitation.accepted_at is not None)


def test_the_last_two_leads_do_not_both_go(maker: User, colleague: User, stranger: User) -> None:
    kitchen = factories.organisation("", maker, colleague, stranger)
    for user in (stranger,):
        Member.objects.filter(user=user).update(role="editor")
    first, second = (kitchen.members.get(user=user) for user in (maker, colleague))
    said = at_once(
        lambda: remove(member=first, by=maker), lambda: change_role(member=second, role="editor", by=colleague)
    )
    assert sorted(bool(sentence) for sentence in said) == [False, True]
    assert kitchen.members.filter(role="lead").count() == 1


def test_a_request_that_is_decided_twice_at_once_is_decided_once(maker: User, colleague: User, stranger: User) -> None:
    asked = ask_to_join(organisation=factories.organisation("", maker, colleague), words="", by=stranger)
    said = at_once(
        lambda: decide_request(request=asked, accept=True, role="editor", by=maker),
        lambda: decide_request(request=asked, accept=False, by=colleague),
    )
    asked.refresh_from_db()
    assert sorted(bool(sentence) for sentence in said) == [False, True]
    assert Member.objects.filter(user=stranger).exists() == (asked.decision == "accepted")


def test_a_commitment_that_asks_the_new_one_while_its_own_is_merged_into_it_waits_for_nobody(
    maker: User, colleague: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, kept = factories.organisation("Old", maker), factories.organisation("Kept", colleague)
    made = factories.public_commitment(by=maker, made_by=old)
    asks, merges, add, leads = Event(), Event(), joint.add, leads_of

    def add_later(commitment: Commitment, **whom: Organisation) -> Party:
        asks.set()
        assert merges.wait(10)
        return add(commitment, **whom)

    def leads_later(organisation: Organisation) -> object:
        merges.set()
        assert asks.wait(10)
        return leads(organisation)

    monkeypatch.setattr(joint, "add", add_later)
    monkeypatch.setattr(merging, "leads_of", leads_later)
    said = at_once(
        lambda: joint.ask_organisation(commitment=made, organisation=kept, by=maker),
        lambda: merging.merge(organisation=old, into=kept, by=moderator),
    )
    made.refresh_from_db()
    assert (said, made.organisation) == (["", ""], kept)
