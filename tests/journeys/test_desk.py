"""A moderator reads what waits and decides."""

from collections.abc import Callable

import pytest

from commitments.models import Commitment
from coprod_portal.accounts.models import User
from tests import factories

from .conftest import show_second_factor, sign_in
from .visitor import Visitor

pytestmark = pytest.mark.journey


def test_a_moderator_with_a_second_factor_decides_on_what_waits(
    arrive: Callable[[], Visitor], moderator_with_second_factor: User
) -> None:
    keeper = User.objects.create_user("keeper@example.org")
    factories.waiting_commitment(by=keeper, title="Pay fares", how="Ring 0121 496 0123")
    factories.waiting_commitment(by=keeper, title="Buy soap")

    visitor = arrive()
    visitor.open("/moderation/")
    sign_in(visitor, moderator_with_second_factor.email)
    show_second_factor(visitor, moderator_with_second_factor)
    visitor.sees("What waits to be read", "Pay fares", "Buy soap", "Came today.")
    visitor.follow("Pay fares")
    visitor.sees("Phone number", "listen actively")
    visitor.press("Decide")
    visitor.sees("There is something to mend", "Choose whether to publish it")
    visitor.choose("Publish it")
    visitor.press("Decide")
    visitor.sees("Public now: Pay fares", "Buy soap")
    visitor.choose("Do not publish it")
    visitor.pick("Why?", "Advertising")
    visitor.write("Your note to the writer", "Please read how we decide.")
    visitor.press("Decide")
    visitor.sees("Nothing waits.")
    visitor.follow("What was decided lately")
    visitor.follow("Hide it")
    visitor.pick("Why?", "Unkind or unfair words")
    visitor.press("Hide it")
    visitor.sees("Hidden: Pay fares")
    visitor.follow("Make it public again")
    visitor.press("Make it public again")
    visitor.sees("Public again: Pay fares")
    assert [commitment.published_version.title for commitment in Commitment.objects.public()] == ["Pay fares"]  # type: ignore[union-attr]
