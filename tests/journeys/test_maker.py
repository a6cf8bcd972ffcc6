"""An organisation makes a commitment, a moderator publishes it, and the maker gives news that it stopped."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from charters.models import Charter
from commitments.models import Commitment
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from tests import factories

from .conftest import code_sent_to, show_second_factor, sign_in
from .visitor import WAYS, Visitor, Way

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

EMAIL = "kitchen@example.org"


def in_boxes(day: date) -> tuple[str, str, str]:
    return str(day.day), str(day.month), str(day.year)


def test_an_organisation_makes_a_commitment_and_a_moderator_publishes_it(
    arrive: Callable[[], Visitor], moderator_with_second_factor: User
) -> None:
    call_command("load_charters", verbosity=0)
    today = timezone.localdate()

    maker = arrive()
    maker.open("/commitments/new/")
    maker.follow("Start now")
    maker.choose("A group, service or organisation")
    maker.press("Save and go on")
    maker.write("What is it called?", "Tipton Community Kitchen")
    maker.choose("Yes")
    maker.press("Save and go on")
    maker.choose("Sandwell")
    maker.press("Save and go on")
    maker.tick(first_wording("sandwell"))
    maker.press("Save and go on")
    maker.write("A short name for it", "Pay people on the day")
    maker.write("What will you do?", "We will give people their travel money on the day.")
    maker.press("Save and go on")
    maker.write("How will you do it?", "From a cash tin at each meeting.")
    maker.write("Who will you do it with?", "People who cook here")
    maker.press("Save and go on")
    maker.write_date("When will you start?", "31", "2", str(today.year + 1))
    maker.write_date("When will it be done?", *in_boxes(today + timedelta(days=90)))
    maker.press("Save and go on")
    maker.sees("There is something to mend")
    assert maker.page.title().startswith("Error:")
    maker.write_date("When will you start?", *in_boxes(today - timedelta(days=7)))
    maker.pick("Which area is it for?", "Sandwell")
    maker.press("Save and go on")
    maker.write("How will people know that you did it?", "Nobody waits more than a day.")
    maker.press("Save and go on")
    maker.tick("Their costs back, like travel")
    maker.choose("Engage")
    maker.press("Save and go on")
    maker.write("Small step 1", "Buy a cash tin")
    maker.write_date("By when is small step 1 done?", *in_boxes(today + timedelta(days=100)))
    maker.press("Save and go on")
    maker.sees("There is something to mend")
    maker.write_date("By when is small step 1 done?", *in_boxes(today + timedelta(days=20)))
    maker.press("Save and go on")
    maker.write("Your e-mail address", EMAIL)
    maker.press("Save and go on")
    maker.sees("Check your answers", "Tipton Community Kitchen", "Nobody waits more than a day.", "Buy a cash tin")
    maker.press("Send my commitment")
    maker.write("Code", code_sent_to(EMAIL))
    maker.press("Go on")
    commitment = Commitment.objects.get()
    maker.sees("We have your commitment", commitment.reference)
    assert not Commitment.objects.public().exists()
    assert commitment.reference in Mail.objects.get(to=EMAIL, kind="commitments/receipt").body

    moderator = arrive()
    moderator.open("/moderation/")
    sign_in(moderator, moderator_with_second_factor.email)
    show_second_factor(moderator, moderator_with_second_factor)
    moderator.follow("Pay people on the day")
    moderator.sees("Tipton Community Kitchen", "From a cash tin at each meeting.")
    moderator.choose("Publish it")
    moderator.press("Decide")
    moderator.sees("Public now: Pay people on the day")
    assert Mail.objects.filter(to=EMAIL, kind="commitments/published").count() == 1

    reader = arrive()
    reader.open("/commitments/")
    reader.follow("Pay people on the day")
    reader.sees("Tipton Community Kitchen", "Nobody waits more than a day.", commitment.reference)
    reader.sees("Their costs back, like travel", "We make the last decision.", "Buy a cash tin")
    assert reader.page.context.cookies() == []


def first_wording(charter: str) -> str:
    edition = Charter.objects.get(slug=charter).current_edition
    assert edition is not None
    wording = edition.wordings.order_by("section__position", "position").first()
    assert wording is not None
    return wording.text


def test_the_maker_tells_that_it_stopped_and_what_was_learned(
    arrive: Callable[[], Visitor], moderator_with_second_factor: User
) -> None:
    keeper = User.objects.create_user(EMAIL)
    today = timezone.localdate()
    commitment = factories.public_commitment(
        by=keeper,
        made_by=factories.organisation("Tipton Community Kitchen", keeper),
        title="Pay people on the day",
        starts_on=today - timedelta(days=60),
        due_on=today + timedelta(days=30),
    )

    maker = arrive()
    maker.open(f"/my/commitments/{commitment.reference}/news/")
    sign_in(maker, EMAIL)
    maker.choose("Stopped")
    maker.press("Go on")
    maker.sees("Thank you for being honest.")
    maker.press("Send my news")
    maker.sees("There is something to mend")
    maker.write("What has happened?", "The kitchen closed in the autumn.")
    maker.write("What got in the way?", "We lost the room.")
    maker.write("What have you learned?", "Ask for a second room before you begin.")
    maker.press("Send my news")
    maker.sees("We will read your news by")

    reader = arrive()
    reader.open(f"/commitments/{commitment.reference}/")
    reader.sees_not("The kitchen closed", "Stopped")

    moderator = arrive()
    moderator.open("/moderation/")
    sign_in(moderator, moderator_with_second_factor.email)
    show_second_factor(moderator, moderator_with_second_factor)
    moderator.follow("Pay people on the day")
    moderator.sees("News", "The kitchen closed in the autumn.")
    moderator.choose("Publish it")
    moderator.press("Decide")

    reader.open(f"/commitments/{commitment.reference}/")
    reader.sees("Stopped", "The kitchen closed in the autumn.", "Ask for a second room before you begin.")
    assert reader.page.context.cookies() == []


@pytest.mark.parametrize("way", [way for way in WAYS if way.javascript], ids=lambda way: way.name)
def test_back_past_a_mistake_shows_the_question_again(arrive: Callable[[], Visitor], way: Way) -> None:
    """And not the browser's own page, which asks whether to send the mistake again."""
    call_command("load_charters", verbosity=0)
    maker = arrive()
    maker.open("/commitments/new/who/")
    maker.press("Save and go on")
    maker.sees("There is something to mend")
    maker.choose("A group, service or organisation")
    maker.press("Save and go on")
    maker.sees("What is it called?")
    maker.page.go_back()
    maker.sees("Who is making this commitment?")
    maker.sees_not("There is something to mend")
    maker.press("Save and go on")
    maker.sees("What is it called?")
