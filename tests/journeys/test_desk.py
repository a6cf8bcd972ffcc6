"""A moderator reads what waits and decides."""

from collections.abc import Callable

import pytest

from commitments.models import Commitment
from coprod_portal.accounts.models import User
from tests import factories

from .conftest import show_second_factor, sign_in
from .visitor import Visitor

pytestmark = pytest.mark.journey


def test_a_moderator_clears_ten_items_of_which_one_is_dangerous_and_one_is_their_own(
    arrive: Callable[[], Visitor], moderator_with_second_factor: User
) -> None:
    keeper = User.objects.create_user("keeper@example.org")
    factories.waiting_commitment(by=keeper, title="Pay fares", how="Ring 0121 496 0123")
    factories.waiting_commitment(by=keeper, title="He hits me")
    factories.waiting_commitment(by=moderator_with_second_factor, title="My own words")
    factories.waiting_commitment(by=keeper, title="Buy soap")
    factories.waiting_commitment(by=keeper, title="Meet on a day")
    fine = ["Ask first", "Listen", "Write back", "Share the room", "Open the door"]
    for title in fine:
        factories.waiting_commitment(by=keeper, title=title)

    visitor = arrive()
    visitor.open("/moderation/")
    sign_in(visitor, moderator_with_second_factor.email)
    show_second_factor(visitor, moderator_with_second_factor)
    visitor.sees("What waits to be read", "Pay fares", "My own words", "Came today.", "Somebody else will decide.")
    visitor.press("Next: read what waits longest")
    visitor.sees("Pay fares", "Phone number", "listen actively", "You have this until")
    visitor.press("Decide")
    visitor.sees("There is something to mend", "Choose whether to publish it")
    visitor.choose("Publish it")
    visitor.press("Decide")
    visitor.sees("Public now: Pay fares", "He hits me")
    visitor.choose("Somebody may be in danger")
    visitor.write("What makes you think that somebody may be in danger?", "They say that they are hurt.")
    visitor.press("Decide")
    visitor.sees("We have told the safeguarding lead")
    visitor.open("/moderation/")
    visitor.sees_not("He hits me")
    visitor.press("Next: read what waits longest")
    visitor.sees("Buy soap")  # Not their own words.
    visitor.choose("Do not publish it")
    visitor.pick("Why?", "Advertising")
    visitor.write("Your note to the writer", "Please read how we decide.")
    visitor.press("Decide")
    visitor.sees("Buy soap: somebody else looks at this too", "Meet on a day")
    visitor.choose("Send it back with a question")
    visitor.pick("Why?", "Hard to understand")
    visitor.write("Your note to the writer", "Which day?")
    visitor.press("Decide")
    visitor.sees("Sent back with your question: Meet on a day")
    for title in fine:
        visitor.sees(title, "You have this until")
        visitor.press("Ready: publish it with others")
    visitor.sees("My own words", "Buy soap")
    visitor.follow("What you have read and will publish together")
    visitor.sees(*fine)
    visitor.press("Publish these 5")
    visitor.sees("5 items are public now.", "Nothing is on this list.")
    public = Commitment.objects.public().order_by("pk")
    assert [commitment.published_version.title for commitment in public] == ["Pay fares", *fine]  # type: ignore[union-attr]


def test_a_moderator_hides_something_and_brings_it_back(
    arrive: Callable[[], Visitor], moderator_with_second_factor: User
) -> None:
    public = factories.public_commitment(by=User.objects.create_user("keeper@example.org"), title="Pay fares")
    visitor = arrive()
    visitor.open("/moderation/decided/")
    sign_in(visitor, moderator_with_second_factor.email)
    show_second_factor(visitor, moderator_with_second_factor)
    visitor.follow("Hide it")
    visitor.pick("Why?", "Unkind or unfair words")
    visitor.press("Hide it")
    visitor.sees("Hidden: Pay fares")
    visitor.follow("Make it public again")
    visitor.press("Make it public again")
    visitor.sees("Public again: Pay fares")
    assert list(Commitment.objects.public()) == [public]
