import pytest
from django.conf import settings

from charters.models import Area
from charters.operations.loading import load_content
from charters.places import Place, places_by_name, simplified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)


def found(words: str) -> Place | None:
    names = places_by_name(Area.objects.values_list("slug", "name", "towns__name"))
    return names.get(simplified(words))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Tipton", ("Tipton", "sandwell")),
        ("  tIPTON ", ("Tipton", "sandwell")),
        ("west   bromwich", ("West Bromwich", "sandwell")),
        ("Típton", ("Tipton", "sandwell")),
        ("hazel-grove", ("Hazel Grove", "stockport")),
        ("Stockport", ("Stockport", "stockport")),
        ("BRACKNELL", ("Bracknell", "bracknell-forest")),
        ("stoke on trent", ("Stoke-on-Trent", "west-midlands")),
        ("west midlands", ("West Midlands", "west-midlands")),
    ],
)
def test_a_name_finds_its_area(words: str, place: Place) -> None:
    assert found(words) == place


@pytest.mark.parametrize("words", ["", "   ", "...", "Atlantis", "Tip", "\x00", "🧵"])
def test_other_words_find_none(words: str) -> None:
    assert found(words) is None


def test_an_area_wins_over_a_town_of_the_same_name() -> None:
    """Whichever stands first among all areas."""
    Area.objects.create(slug="hazel-grove", name="Hazel Grove")
    Area.objects.create(slug="tipton", name="Tipton")

    assert found("Hazel Grove") == ("Hazel Grove", "hazel-grove")
    assert found("Tipton") == ("Tipton", "tipton")
