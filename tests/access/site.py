from typing import Any

from coprod_portal.links import sealed
from coprod_portal.outbox.writing import STOP_LINK

from .people import PUBLIC
from .rows import Row, form, reader_page
from .world import World

COMPLAINT = {"words": "You show my old name.", "email": "resident@example.org"}


def complaint(world: World) -> dict[str, Any]:
    return COMPLAINT


def stop_link(world: World) -> dict[str, Any]:
    return {"token": sealed(STOP_LINK, "resident@example.org", "news")}


def case_reference(world: World) -> dict[str, Any]:
    return {"reference": world.case.reference}


ROWS: list[Row] = [
    reader_page("home", PUBLIC),
    reader_page("help-accessibility", PUBLIC),
    reader_page("help-privacy", PUBLIC),
    reader_page("help-moderation", PUBLIC),
    reader_page("help-contact", PUBLIC),
    form("help-data-complaint", PUBLIC, data=complaint),
    form("help-accessibility-problem", PUBLIC, data=complaint),
    Row("help-sent", PUBLIC, kwargs=case_reference),
    form("mail-stop", PUBLIC, kwargs=stop_link),
    Row("healthz", PUBLIC),
    Row("readyz", PUBLIC),
    reader_page("sitemap", PUBLIC),
    Row("favicon", PUBLIC, status=frozenset({302})),
    reader_page("manifest", PUBLIC),
    reader_page("robots", PUBLIC),
    reader_page("security-txt", PUBLIC),
]
