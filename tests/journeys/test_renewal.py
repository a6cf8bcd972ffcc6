"""Last year's maker says what came of it, commits again, and both pages say how they hang together."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.models import Commitment
from coprod_portal.accounts.models import User
from tests import factories

from .conftest import sign_in
from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

EMAIL = "kitchen@example.org"
MOST_PAGES = 8


def test_last_years_maker_says_what_came_of_it_and_commits_again(arrive: Callable[[], Visitor]) -> None:
    keeper, today = User.objects.create_user(EMAIL), timezone.localdate()
    week = factories.week(today.year)
    old = factories.public_commitment(
        by=keeper,
        made_by=factories.organisation("Tipton Community Kitchen", keeper),
        week=factories.old_week(today.year - 2),
        title="Pay people on the day",
        starts_on=today - timedelta(days=300),
        due_on=today + timedelta(days=5),
    )

    maker = arrive()
    maker.open(f"/my/commitments/{old.reference}/renew/")
    sign_in(maker, EMAIL)
    maker.sees("What came of it so far", "You have told no news of it yet.")
    maker.follow("Say what came of it")
    maker.choose("Done")
    maker.press("Go on")
    maker.write("What has happened?", "Nobody waits more than a day.")
    maker.press("Send my news")

    maker.open(f"/weeks/{week.year}/")
    maker.follow("Make a commitment for this week")
    maker.follow("Start now")
    maker.sees("What you committed to before", "Pay people on the day")
    maker.follow("Commit again")
    maker.sees("We have your latest news.")
    maker.press("Commit again")
    maker.sees("When will you do it, and where?")
    for _ in range(MOST_PAGES):
        if "Check your answers" in maker.page.title():
            break
        maker.press("Save and go on")
    maker.sees("Tipton Community Kitchen", "Pay people on the day", f"This is for Co-production Week {week.year}")
    maker.press("Send my commitment")
    maker.sees("We have your commitment")
    new = factories.published_as_sent(Commitment.objects.get(renews=old))

    reader = arrive()
    reader.open(f"/commitments/{old.reference}/")
    reader.follow("Pay people on the day")
    reader.sees("Goes on from Pay people on the day", f"Made for Co-production Week {week.year}", new.reference)
    reader.follow(f"Co-production Week {week.year}")
    reader.sees("What people said they will do", "Tipton Community Kitchen")
    for page in (f"{week.year}/wall/", f"{week.year}/screen/", f"{week.year - 2}/one-year-on/"):
        reader.open(f"/weeks/{page}")
    reader.sees("1 commitment was made for this week")
    assert reader.page.context.cookies() == []
