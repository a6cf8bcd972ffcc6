"""An organisation invites, hands over and keeps its commitment, whoever comes and goes."""

from collections.abc import Callable

import pytest

from commitments.models import Commitment, Invitation
from coprod_portal.accounts.models import User
from tests import factories

from .conftest import sign_in
from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def test_a_lead_invites_a_colleague_and_leaves_and_the_commitment_is_still_looked_after(
    arrive: Callable[[], Visitor],
) -> None:
    lead = User.objects.create_user("lead@example.org")
    kitchen = factories.organisation("Marmalade Kitchen", lead)
    made = factories.public_commitment(by=lead, made_by=kitchen, title="Pay people on the day")

    leaver = arrive()
    leaver.open(f"/my/organisations/{kitchen.slug}/")
    sign_in(leaver, lead.email)
    leaver.follow("Invite a colleague")
    leaver.press("Send the invitation")
    leaver.sees("There is something to mend", "Enter an e-mail address like name@example.org")
    leaver.write("Their e-mail address", "colleague@example.org")
    leaver.choose("Lead")
    leaver.press("Send the invitation")
    leaver.sees("Invitations that wait", "colleague@example.org")

    colleague = arrive()
    colleague.open(f"/my/invitations/{Invitation.objects.get().key}/")
    sign_in(colleague, "colleague@example.org")
    colleague.sees("Join Marmalade Kitchen?")
    colleague.press("Yes, I accept")
    colleague.sees("You belong to this organisation now.", "Pay people on the day")

    leaver.open(f"/my/organisations/{kitchen.slug}/")
    leaver.follow("This is you. Change your role, or leave")
    leaver.choose("Leave this organisation")
    leaver.press("Go on")
    leaver.sees("You have left.")
    leaver.sees_not("Pay people on the day")

    assert Commitment.objects.get().keeper == User.objects.get(email="colleague@example.org")
    colleague.open(f"/my/commitments/{made.reference}/")
    colleague.sees("Share news", "Hand it over")
    reader = arrive()
    reader.open(f"/commitments/{made.reference}/history/")
    reader.sees("Looked after by a new person")
    reader.sees_not("lead@example.org", "colleague@example.org")
