"""The made-up reviews of a trial stand on the made-up charter alone."""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from charters.models import Review, ReviewAnswer
from charters.operations import demo_reviews
from charters.operations.loading import load_content, load_made_up
from coprod_portal.submissions.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)
    load_made_up(folder=settings.CONTENT_FOLDER / "demo_charters")


def test_reviews_are_loaded_once_and_on_the_made_up_charter_alone(content: None) -> None:
    assert demo_reviews.load() == 2
    assert demo_reviews.load() == 0
    assert {review.charter.made_up for review in Review.objects.all()} == {True}
    assert ReviewAnswer.objects.count() == 34


def test_one_has_closed_and_leads_to_the_new_edition_and_one_is_open(client: Client, content: None) -> None:
    demo_reviews.load()
    closed = Review.objects.closed().get()
    page = client.get(f"/charters/anytown/review/{closed.pk}/").content.decode()
    for words in ("21 of 34", "28 or more of 32", "edition 2", "We joined listening"):
        assert words in page
    assert "Money for childcare" not in page
    assert "A review is open until" in client.get("/charters/anytown/review/").content.decode()


def test_a_live_site_refuses_them(content: None, settings: Settings) -> None:
    settings.SHOW_MADE_UP = False
    with pytest.raises(Refused):
        demo_reviews.load()
    assert not Review.objects.exists()
