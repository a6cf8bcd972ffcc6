"""A name that looks like one we know is pointed out before a second one is made."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commitments.likeness import is_close, likeness
from commitments.lookalikes import lookalikes
from commitments.models import FormerName, Organisation
from coprod_portal.accounts.models import User
from tests import factories

from .answers import ORGANISATION, answer, post

SAME = [
    ("Marmalade Street Kitchen", "The Marmalade Street Kitchen Ltd."),
    ("Kites & Co", "kites and CO"),
    ("Café Néw", "cafe new"),
    ("Health Watch Sandwell", "Sandwell Health-Watch"),
    ("Marmalade Street Kitchen", "Marmelade Street Kitchin"),
    ("Marmalade Kitchen", "Marmalade Kitchen Sandwell"),
    ("The A C Group", "A.C. Group C.I.C."),
]
OTHER = [("Sandwell Council", "Stockport Council"), ("Kitchen", "Kitchen Garden"), ("Age Concern", "Youth Concern")]


@pytest.mark.parametrize(("one", "other"), SAME[:4] + SAME[6:])
def test_case_signs_order_and_legal_words_make_no_other_name(one: str, other: str) -> None:
    assert is_close(likeness(one), likeness(other))


@pytest.mark.parametrize(("one", "other"), SAME[4:6])
def test_a_slip_of_the_pen_or_a_town_is_close(one: str, other: str) -> None:
    assert is_close(likeness(one), likeness(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not is_close(likeness(one), likeness(other))


@pytest.fixture
def kitchen(maker: User) -> Organisation:
    made = factories.organisation("Marmalade Street Kitchen", maker)
    factories.public_commitment(by=maker, made_by=made)
    return made


def test_who_is_found(kitchen: Organisation, maker: User, settings: Settings) -> None:
    factories.organisation("Marmalade Street Kitchens")
    assert [one.organisation for one in lookalikes("marmelade street kitchen")] == [kitchen]
    assert lookalikes("Marmalade Street Kitchen", user=maker) == []
    FormerName.objects.create(
        organisation=kitchen, name="Jam Lane", likeness="jam lane", slug="jam-lane", why="renamed"
    )
    assert [(one.organisation, one.former_name) for one in lookalikes("jam lane")] == [(kitchen, "Jam Lane")]
    factories.organisation("Quiet Garden")
    assert [one.organisation for one in lookalikes("QUIET GARDEN")] == [None]
    Organisation.objects.update(made_up=True)
    settings.SHOW_MADE_UP = False
    assert lookalikes("Quiet Garden") == []


def test_it_is_said_before_a_second_one_is_made_and_does_not_stop_anybody(
    kitchen: Organisation, client: Client
) -> None:
    answer(client, {"who": ORGANISATION["who"]})
    typed = {"name": "Marmalade Street Kitchen CIC", "allowed": "yes"}
    shown = post(client, "organisation", typed)
    words = shown.content.decode()
    assert "Is it one of these?" in words
    assert f"/organisations/{kitchen.slug}/join/" in words
    assert 'value="Marmalade Street Kitchen CIC"' in words
    # Another name is looked at anew.
    assert post(client, "organisation", {**typed, "another": "Something else"}).status_code == 200
    assert post(client, "organisation", {**typed, "another": typed["name"]})["Location"] == "/commitments/new/charter/"


pytestmark = pytest.mark.django_db
