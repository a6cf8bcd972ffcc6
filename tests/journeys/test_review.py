"""Somebody says what they think of a charter: by themselves, in Easy Read, or on paper through a helper."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from charters.models import Charter, Review, ReviewAnswer
from charters.operations.reviews import make_sheets
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from tests import factories

from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

EMAIL = "resident@example.org"


@pytest.fixture
def review(transactional_db: None) -> Review:
    call_command("load_charters", verbosity=0)
    return factories.review(Charter.objects.get(slug="sandwell"), why="Two years have passed.")


def link_sent_to(email: str) -> str:
    body = Mail.objects.filter(to=email, kind="charters/review_confirm").latest("pk").body
    found = re.search(r"/charters/\S+/review/answers/\S+/", body)
    assert found is not None
    return found.group()


def test_somebody_answers_a_review_and_their_answers_count(arrive: Callable[[], Visitor], review: Review) -> None:
    visitor = arrive()
    visitor.open("/charters/sandwell/")
    visitor.follow("Say what you think of it", within="body")
    visitor.sees("Two years have passed.", "Does it still matter?", "Is it happening?")
    visitor.write("Your e-mail address", EMAIL)
    visitor.press("Send my answers")
    visitor.sees("There is something to mend", "Answer at least one question, or say what is missing")
    assert visitor.page.title().startswith("Error:")
    visitor.choose("Not sure")
    visitor.choose("A bit")
    visitor.write("What is missing?", "Travel money on the day.")
    visitor.press("Send my answers")
    visitor.sees("Now look at your e-mail", "Your answers do not count yet.")
    assert not ReviewAnswer.objects.counted().exists()

    visitor.open(link_sent_to(EMAIL))
    visitor.press("Count my answers")
    visitor.sees("Thank you. Your answers count")
    [answer] = ReviewAnswer.objects.counted()
    [point] = answer.points.all()
    assert (point.matters, point.happening) == ("not-sure", "a-bit")
    assert answer.missing == "Travel money on the day."

    visitor.follow("Take my answers back")
    visitor.press("Yes, take my answers back")
    visitor.sees("Your answers are gone")
    assert not ReviewAnswer.objects.exists()

    type(review).objects.update(
        opens_on=timezone.localdate() - timedelta(days=9), closes_on=timezone.localdate() - timedelta(days=1)
    )
    visitor.follow("Go to the charter")
    visitor.follow("Say what you think of it", within="body")
    visitor.sees("It has closed.", "Fewer than five people answered each question.")


def test_somebody_answers_in_easy_read(arrive: Callable[[], Visitor], review: Review) -> None:
    visitor = arrive()
    visitor.open("/charters/sandwell/review/")
    visitor.follow("Answer in Easy Read")
    visitor.follow("Pictures off")
    visitor.sees("You can leave out a question.")
    visitor.choose("No")
    visitor.write("Your e-mail address", EMAIL)
    visitor.press("Send my answers")
    visitor.open(link_sent_to(EMAIL))
    visitor.press("Count my answers")
    visitor.sees("Thank you. Your answers count")
    assert ReviewAnswer.objects.counted().get().in_easy_read


def test_a_helper_enters_a_paper_sheet(arrive: Callable[[], Visitor], review: Review) -> None:
    [sheet] = make_sheets(review=review, how_many=1, by=User.objects.create_user("steward@example.org"))
    helper = arrive()
    helper.open("/charters/sandwell/review/")
    helper.follow("Do you have a paper sheet?")
    helper.write("The code of the sheet", "2222-2222")
    helper.choose("Yes")
    helper.press("Send the answers of this sheet")
    helper.sees("We do not know this code.")
    helper.write("The code of the sheet", sheet.printed.lower())
    helper.press("Send the answers of this sheet")
    helper.sees("The sheet is in. Thank you")
    assert ReviewAnswer.objects.counted().get().sheet == sheet
