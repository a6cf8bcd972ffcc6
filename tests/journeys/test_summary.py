"""A steward chooses what people learned, and a board reads the one page."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from charters.models import Stewardship
from coprod_portal.accounts.models import Role
from tests import factories
from tests.conftest import person

from .conftest import show_second_factor, sign_in
from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def test_a_steward_chooses_what_was_learned_and_a_board_reads_it(arrive: Callable[[], Visitor]) -> None:
    commitment = factories.public_commitment(title="Pay on the day")
    factories.published(factories.news(commitment, learned="A spare treasurer matters."))
    user = person("steward", Role.Name.STEWARD)
    Stewardship.objects.create(charter=commitment.charter, user=user)
    TOTP.activate(user, generate_totp_secret())

    steward = arrive()
    steward.open("/steward/sandwell/")
    sign_in(steward, user.email)
    show_second_factor(steward, user)
    steward.follow("Learning for the board")
    steward.press("Put it on the page : Pay on the day")
    steward.sees("It stands on the page now.")

    member = arrive()
    member.open("/charters/sandwell/")
    member.follow("On one page", within="body")
    member.sees("A spare treasurer matters.", "Happening now", "1 of 1", "What these counts cannot show")
    member.follow("Where nobody has committed yet")
    member.sees("1 of 2 principles has no commitments yet.", "pay people for their time")
    assert member.page.context.cookies() == []
