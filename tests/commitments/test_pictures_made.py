"""A picture with a commitment that is being made."""

from typing import Any

import pytest
from django.test import Client

from commitments.models import Commitment, Draft, Picture
from coprod_portal.accounts.models import User
from tests import factories

from .answers import ORGANISATION, WORDS, post
from .test_my import browser
from .test_pictures_sent import SHOWS, photo

# How it looks hangs on no database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
PAGE, CHECK = "/commitments/new/picture/", "/commitments/new/check/"
ANSWERED: dict[str, dict[str, Any]] = {
    "who": {"who": "organisation"},
    "organisation": ORGANISATION["organisation"],
    **WORDS,
}


@pytest.fixture
def client(maker: User) -> Client:
    """Somebody signed in who has answered all questions."""
    factories.charter()
    client = browser(maker)
    for step, data in ANSWERED.items():
        assert post(client, step, data).status_code == 302
    return client


def test_it_is_offered_where_answers_are_checked_and_goes_with_the_words(client: Client) -> None:
    assert PAGE in client.get(CHECK).content.decode()
    assert client.post(PAGE, {"picture": photo(), "alternative": SHOWS})["Location"] == CHECK
    picture = Picture.objects.get()
    assert Draft.objects.get().picture == picture
    assert SHOWS in client.get(CHECK).content.decode()

    client.post(CHECK)

    made = Commitment.objects.get()
    assert made.versions.get().picture == picture
    assert Draft.objects.get().picture is None
    assert Client().get(f"/pictures/{picture.key}/").status_code == 404


def test_it_can_be_changed_and_taken_away_before_it_is_sent(client: Client) -> None:
    client.post(PAGE, {"picture": photo(), "alternative": SHOWS})
    first = Picture.objects.get()
    assert "This is the name of your commitment" in str(
        client.post(PAGE, {"alternative": "Pay people the same day!"}).context["form"].errors
    )
    client.post(PAGE, {"alternative": "A long table with bread and soup"})
    assert Picture.objects.get() == first
    client.post(PAGE, {"picture": photo(colour="yellow"), "alternative": SHOWS})
    second = Picture.objects.get()
    assert second != first
    client.post(PAGE, {"take_away": "on", "alternative": SHOWS})
    assert not Picture.objects.exists()
    assert Draft.objects.get().picture is None


def test_a_young_person_and_whoever_has_no_draft_are_led_on(maker: User, client: Client) -> None:
    assert Client().get(PAGE)["Location"] == CHECK
    client.post(PAGE, {"picture": photo(), "alternative": SHOWS})
    draft = Draft.objects.get()
    draft.answers = {**draft.answers, "who": {"who": ["person"]}, "age": {"age": ["young"]}}
    draft.save()
    assert client.get(PAGE).status_code == 302
    assert SHOWS not in client.get(CHECK).content.decode()


def test_a_draft_that_is_thrown_away_takes_its_picture_with_it(client: Client) -> None:
    client.post(PAGE, {"picture": photo(), "alternative": SHOWS})
    client.post(f"/my/drafts/{Draft.objects.get().pk}/delete/")
    assert not Picture.objects.exists()
