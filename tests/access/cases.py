from typing import Any

from coprod_portal.site.known_pages import sealed

from .people import ADMINISTRATOR, EACH_STAFF, PUBLIC, STEWARD
from .rows import Row, act, form, reader_page
from .world import World

CONTACT = {"words": "The meeting was held without us.", "email": "resident@example.org"}


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


def principle(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "principle": "listen"}


def stewards_case(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "reference": world.concern.reference}


def case_of_nobody(world: World) -> dict[str, Any]:
    return {"reference": world.concern_of_nobody.reference}


def concern(world: World) -> dict[str, Any]:
    return {**CONTACT, "principle": "listen"}


def contact(world: World) -> dict[str, Any]:
    return CONTACT


def question(world: World) -> dict[str, Any]:
    return {**CONTACT, "theme": "listening"}


def answer(world: World) -> dict[str, Any]:
    return {"answer": "Thank you. We will ask you next time."}


def translation(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "language": "ur"}


def stewards_translation(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "pk": world.translation.pk}


def stewards_format(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "pk": world.film.pk}


def film(world: World) -> dict[str, Any]:
    return {"kind": "audio", "title": "Read aloud", "url": "https://example.org/", "edition": "1", "seen": ""}


def language(world: World) -> dict[str, Any]:
    return {"language": "pl"}


def words(world: World) -> dict[str, Any]:
    return {"title": "Tytuł", "seen": "1"}


def seen(world: World) -> dict[str, Any]:
    return {"seen": "1"}


def press(world: World) -> dict[str, Any]:
    return {"page": sealed("/charters/")}


ROWS: list[Row] = [
    form("charter-concern-note", PUBLIC, kwargs=charter, data=concern),
    form("charter-format-request", PUBLIC, kwargs=charter, data=contact),
    form("mapping-question", PUBLIC, kwargs=principle, data=question),
    Row("steward-cases", STEWARD, kwargs=charter),
    form("steward-case", STEWARD, kwargs=stewards_case, data=answer),
    form("case-answer", ADMINISTRATOR, kwargs=case_of_nobody, data=answer),
    reader_page("charter-formats", PUBLIC, kwargs=charter),
    reader_page("charter-translation", PUBLIC, kwargs=translation),
    Row("steward-formats", STEWARD, kwargs=charter),
    form("steward-format-add", STEWARD, kwargs=charter, data=film),
    form("steward-format-change", STEWARD, kwargs=stewards_format, data=film),
    act("steward-format-remove", STEWARD, kwargs=stewards_format),
    form("steward-translations", STEWARD, kwargs=charter, data=language),
    form("steward-translation", STEWARD, kwargs=stewards_translation, data=words),
    form("steward-translation-preview", STEWARD, kwargs=stewards_translation, data=seen),
    act("steward-translation-take-back", STEWARD, kwargs=stewards_translation),
    act("steward-translation-remove", STEWARD, kwargs=stewards_translation),
    act("not-understood", PUBLIC, data=press, from_own_pages=True),
    reader_page("not-understood-thanks", PUBLIC),
    Row("not-understood-counts", EACH_STAFF),
]
