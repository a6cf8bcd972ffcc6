"""A steward publishes a second edition of a made-up charter: a reader sees what changed, and a maker answers."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from charters.models import Charter
from charters.operations.stewards import appoint_steward
from commitments.models import Commitment
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart
from tests import factories

from .conftest import show_second_factor, sign_in
from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

LISTEN, PAY, JOINED = "listen actively", "pay people for their time", "listen to people, and pay them"


@pytest.fixture
def charter(transactional_db: None) -> Charter:
    return factories.charter("anytown", made_up=True)


@pytest.fixture
def steward_with_second_factor(charter: Charter) -> User:
    user = appoint_steward(email="steward@example.org", charter=charter, by=None).user
    TOTP.activate(user, generate_totp_secret())
    return user


def publish_second_edition(steward: Visitor, user: User) -> None:
    """Join the two principles of the charter into one, add another, and publish."""
    steward.open("/steward/")
    sign_in(steward, user.email)
    show_second_factor(steward, user)
    steward.follow("Anytown")
    steward.follow("Editions")
    steward.press("Begin a new edition")

    steward.follow(LISTEN)
    steward.write("The words", " ")
    steward.press("Save")
    steward.sees("There is something to mend", "Enter the words of the principle")
    steward.write("The words", JOINED)
    steward.press("Save")
    steward.sees("Saved.", JOINED, "The words changed.")
    steward.follow(PAY)
    steward.follow("Take it out of the draft")
    steward.press("Yes, take it out")
    steward.sees("No longer in the charter", PAY)
    steward.follow(JOINED)
    steward.follow("Where these words come from")
    steward.tick(PAY)
    steward.press("Save")
    steward.sees("Joined with other words.")
    steward.sees_not("No longer in the charter")

    steward.follow("Add a principle")
    steward.choose("The charter's exact words")
    steward.write("The words", "thank people")
    steward.press("Save")
    steward.sees("New in the charter.")
    steward.press("Move up : thank people")

    steward.follow("See it as people will see it")
    steward.sees("This is a draft.", "thank people")
    steward.follow("Back to the draft", within="body")
    steward.follow("Publish this edition")
    steward.sees("Joined with other words: 1", "New in the charter: 1")
    steward.press("Publish it")
    steward.sees("There is something to mend", "Write what changed")
    steward.write("What changed, in plain words?", "We joined two promises, and thank people.")
    steward.press("Publish it")
    steward.sees("Edition 2 is public now.")


def test_a_steward_publishes_a_second_edition_readers_see_what_changed_and_a_maker_answers(
    arrive: Callable[[], Visitor], charter: Charter, steward_with_second_factor: User
) -> None:
    keeper = User.objects.create_user("maker@example.org")
    commitment = factories.public_commitment(charter=charter, by=keeper)
    publish_second_edition(arrive(), steward_with_second_factor)

    reader = arrive()
    reader.open("/charters/anytown/")
    reader.sees("thank people", JOINED)
    reader.follow("What changed between editions", within=".page")
    reader.sees("We joined two promises, and thank people.", "Joined with other words.", "thank people")
    reader.follow("Read edition 1")
    reader.sees("There is a newer one", LISTEN)
    reader.open("/charters/anytown/principles/pay/")
    reader.sees("These words stand in edition 1.", "Their words went on here:", JOINED)
    reader.open(f"/commitments/{commitment.reference}/")
    reader.sees(LISTEN, "These are words of edition 1", "They have not answered yet.")

    mail = LetterPart.objects.get(to=keeper.email, kind="commitments/new_edition")
    assert "We joined two promises, and thank people." in mail.body
    answer(arrive(), keeper, commitment)

    reader.open(f"/commitments/{commitment.reference}/")
    reader.sees(JOINED, "stand by these words of edition 2")
    reader.open(f"/commitments/{commitment.reference}/history/")
    reader.sees("Asked about edition 2 of the charter")
    assert reader.page.context.cookies() == []


def answer(maker: Visitor, user: User, commitment: Commitment) -> None:
    maker.open(f"/my/commitments/{commitment.reference}/standing/")
    sign_in(maker, user.email)
    maker.sees("Do you still stand by your commitment?", "Joined with other words", JOINED)
    maker.press("Send my answer")
    maker.sees("There is something to mend", "Choose whether you still stand by it")
    maker.choose("I still stand by it")
    maker.press("Send my answer")
    maker.sees("Thank you. The page of your commitment says that you stand by it.")
