"""What somebody does with a commitment at the end: hand it over, end it, take it down. Each with its mail."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Commitment, Handover, Invitation, Member
from commitments.operations.withdrawing import withdraw
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart, Mail
from tests import factories

from .test_my import send_change

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def made(maker: User, colleague: User) -> Commitment:
    kitchen = factories.organisation("Kitchen", maker)
    Member.objects.create(organisation=kitchen, user=colleague, role="editor", joined_at=timezone.now())
    return factories.public_commitment(by=maker, made_by=kitchen, title="Pay on the day")


def page(commitment: Commitment, rest: str) -> str:
    return f"/my/commitments/{commitment.reference}/{rest}/"


def test_to_a_colleague_at_once(
    made: Commitment, maker: User, colleague: User, client: Client, signed_in: SignIn
) -> None:
    mine = signed_in(maker)
    assert "colleague@example.org" in mine.get(page(made, "hand-over")).content.decode()
    mine.post(page(made, "hand-over"), {"to": str(colleague.pk)})
    made.refresh_from_db()
    assert made.keeper == colleague
    assert LetterPart.objects.get().heading == "You look after “Pay on the day” now"
    assert "Looked after by a new person" in client.get(f"/commitments/{made.reference}/history/").content.decode()


def test_not_to_somebody_outside(made: Commitment, maker: User, stranger: User, signed_in: SignIn) -> None:
    assert signed_in(maker).post(page(made, "hand-over"), {"to": str(stranger.pk)}).status_code == 200
    assert not Handover.objects.exists()


def test_to_somebody_new_by_an_invitation_of_a_lead(
    made: Commitment, maker: User, colleague: User, signed_in: SignIn
) -> None:
    new = {"to": "invite", "email": "new@example.org"}
    assert (
        "Enter an e-mail address" in signed_in(maker).post(page(made, "hand-over"), {"to": "invite"}).content.decode()
    )
    refused = signed_in(colleague).post(page(made, "hand-over"), new)
    assert (refused.status_code, "Only a lead" in refused.content.decode()) == (409, True)
    signed_in(maker).post(page(made, "hand-over"), new)
    invitation = Invitation.objects.get()
    assert (invitation.commitment, invitation.organisation) == (made, made.organisation)
    assert "An invitation to new@example.org waits" in signed_in(maker).get(page(made, "hand-over")).content.decode()


def test_a_persons_own_by_an_invitation_alone(maker: User, signed_in: SignIn) -> None:
    own = factories.public_commitment(by=maker)
    signed_in(maker).post(page(own, "hand-over"), {"email": "new@example.org"})
    assert (Invitation.objects.get().commitment, Invitation.objects.get().organisation) == (own, None)


def test_ending_leads_to_news_with_thanks_and_a_mail(made: Commitment, maker: User, signed_in: SignIn) -> None:
    mine = signed_in(maker)
    address = mine.post(page(made, "end"), {"going": "stopped"})["Location"]
    shown = mine.get(address)
    assert "Thank you for being honest" in shown.content.decode()
    seen = shown.context["form"].initial["seen"]
    mine.post(
        address, {"seen": seen, "happened": "The money ended.", "got_in_the_way": "Money", "learned": "Ask first"}
    )
    assert (
        Mail.objects.get(kind="commitments/ending_receipt").subject == "We have your news: how “Pay on the day” ended"
    )


def test_changes_are_acknowledged(made: Commitment, maker: User, signed_in: SignIn) -> None:
    send_change(signed_in(maker), made)
    assert Mail.objects.get(kind="commitments/change_receipt").to == maker.email


def test_taking_down_is_told_to_who_did_it_and_to_who_looked_after_it(
    made: Commitment, maker: User, colleague: User
) -> None:
    withdraw(commitment=made, by=colleague)
    assert Mail.objects.get(kind="commitments/taken_down").to == colleague.email
    assert LetterPart.objects.get(kind="commitments/taken_down_by_colleague").to == maker.email
