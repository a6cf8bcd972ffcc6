from typing import Any

from coprod_portal import links
from coprod_portal.cases.notices import ANSWER_LINK, PARTS
from coprod_portal.cases.stages import AGAIN
from coprod_portal.site.known_pages import sealed

from .people import CASE_ADMINISTRATOR, CASE_STAFF, EACH_STAFF, PUBLIC, STEWARD
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


def notice(world: World) -> dict[str, Any]:
    return {"reference": world.notice.case.reference}


def removal(world: World) -> dict[str, Any]:
    return {**notice(world), "step": "removed"}


def administrator(world: World) -> dict[str, Any]:
    return {"email": "administrator@example.org"}


def note(world: World) -> dict[str, Any]:
    return {"words": "She rang."}


def outcome(world: World) -> dict[str, Any]:
    return {"outcome": "withdrawn"}


def address(world: World) -> dict[str, Any]:
    return {"address": world.public.get_absolute_url(), "seen": world.notice.case.thing}


def again(world: World) -> dict[str, Any]:
    return {"token": links.sealed(AGAIN, world.complaint.reference)}


def defamation(world: World) -> dict[str, Any]:
    return {**CONTACT, "statement": "They stole it.", "cannot": list(PARTS)}


def writers_link(world: World) -> dict[str, Any]:
    return {"token": links.sealed(ANSWER_LINK, world.notice.case.reference)}


def writers_answer(world: World) -> dict[str, Any]:
    return {"answer": "take-down"}


ROWS: list[Row] = [
    form("charter-concern-note", PUBLIC, kwargs=charter, data=concern),
    form("charter-format-request", PUBLIC, kwargs=charter, data=contact),
    form("mapping-question", PUBLIC, kwargs=principle, data=question),
    Row("steward-cases", STEWARD, kwargs=charter),
    form("steward-case", STEWARD, kwargs=stewards_case, data=answer),
    form("case-answer", CASE_ADMINISTRATOR, kwargs=case_of_nobody, data=answer),
    Row("cases", CASE_STAFF),
    Row("case", CASE_STAFF, kwargs=notice),
    act("case-take", CASE_STAFF, kwargs=notice),
    form("case-give", CASE_STAFF, kwargs=notice, data=administrator),
    form("case-note", CASE_STAFF, kwargs=notice, data=note),
    form("case-progress", CASE_STAFF, kwargs=notice, data=note),
    form("case-close", CASE_STAFF, kwargs=notice, data=outcome),
    form("notice-about", CASE_STAFF, kwargs=notice, data=address),
    form("notice-step", CASE_STAFF, kwargs=removal),
    form("help-complaint", PUBLIC, data=contact),
    form("help-complaint-again", PUBLIC, kwargs=again, data=note),
    form("defamation-notice", PUBLIC, data=defamation),
    form("defamation-answer", PUBLIC, kwargs=writers_link, data=writers_answer),
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
