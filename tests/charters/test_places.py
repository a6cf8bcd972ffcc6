import pytest
from django.conf import settings

from charters.models import Area
from charters.operations.loading import load_content
from charters.places import area_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Tipton", "Sandwell"),
        ("  tIPTON ", "Sandwell"),
        ("west   bromwich", "Sandwell"),
        ("Típton", "Sandwell"),
        ("hazel-grove", "Stockport"),
        ("Stockport", "Stockport"),
        ("BRACKNELL", "Bracknell Forest"),
        ("stoke on trent", "West Midlands"),
        ("west midlands", "West Midlands"),
    ],
)
def test_a_name_finds_its_area(words: str, name: str) -> None:
    area = area_for(words)
    assert area is not None
    assert area.name == name


@pytest.mark.parametrize("words", ["", "   ", "...", "Atlantis", "Tip", "\x00", "🧵"])
def test_other_words_find_none(words: str) -> None:
    assert area_for(words) is None


def test_an_area_wins_over_a_town_of_the_same_name() -> None:
    Area.objects.create(slug="tipton", name="Tipton")
    area = area_for("Tipton")
    assert area is not None
    assert area.slug == "tipton"
