"""News from a mail, by somebody who is not signed in, after a mail scanner has opened every link twice."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Commitment, News, OnTrack
from commitments.operations.asking import ask_for_news
from coprod_portal.accounts.models import User
from coprod_portal.outbox.letters import send_letters
from coprod_portal.outbox.models import Mail
from coprod_portal.outbox.operations import send_due
from tests import factories

from .visitor import Visitor, Way

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

EMAIL = "maker@example.org"
LINK = re.compile(r"https?://[^/\s]+(/news/\S+)")


@pytest.fixture
def made(transactional_db: None) -> Commitment:
    keeper = User.objects.create_user(EMAIL)
    return factories.public_commitment(
        by=keeper, title="Pay on the day", first_published_at=timezone.now() - timedelta(days=20)
    )


def links_of_the_mail() -> list[str]:
    ask_for_news()
    send_letters()
    send_due()
    found: list[str] = LINK.findall(Mail.objects.get(to=EMAIL, kind="outbox/letter").body)
    return found


def test_a_maker_answers_from_a_mail(arrive: Callable[[], Visitor], made: Commitment, way: Way) -> None:
    on_track, news, _changed, stopped, _someone_else = links = links_of_the_mail()
    for link in links * 2:
        assert Client().get(link).status_code == 200
    assert not OnTrack.objects.exists()
    assert not News.objects.exists()

    visitor = arrive()
    visitor.open(stopped)
    visitor.sees("Thank you for being honest.", "It takes about 5 minutes.")
    visitor.open(news)
    visitor.choose("Running late")
    visitor.press("Go on")
    visitor.press("Send my news")
    visitor.sees("There is something to mend", "Enter what has happened")
    visitor.write("What has happened?", "We pay within a week now.")
    visitor.write("What got in the way?", "The bank.")
    visitor.press("Send my news")
    visitor.sees("Thank you for your news", "A person reads it first.")
    told = News.objects.get()
    assert (told.going, told.happened, told.got_in_the_way) == (
        "running-late",
        "We pay within a week now.",
        "The bank.",
    )

    visitor.open(on_track)
    visitor.press("Yes, it is on track")
    visitor.sees("Thank you. It is on track")
    visitor.follow("See your commitment")
    visitor.sees("On track, nothing new", "Pay on the day")
    visitor.sees_not("No news", EMAIL)
