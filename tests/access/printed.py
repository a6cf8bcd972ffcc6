from typing import Any

from .people import PUBLIC, STEWARD
from .rows import Row, form, reader_page
from .world import World


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


def news(world: World) -> dict[str, Any]:
    return {"news": world.waiting_news.pk, "act": "take-back"}


ROWS: list[Row] = [
    reader_page("charter-poster", PUBLIC, kwargs=charter),
    reader_page("charter-poster-a3", PUBLIC, kwargs=charter),
    reader_page("charter-booklet", PUBLIC, kwargs=charter),
    reader_page("charter-paper-form", PUBLIC, kwargs=charter),
    reader_page("charter-qr-svg", PUBLIC, kwargs=charter),
    reader_page("charter-qr-png", PUBLIC, kwargs=charter),
    reader_page("charter-share-image", PUBLIC, kwargs=charter),
    reader_page("principle-share-image", PUBLIC, kwargs=lambda world: {**charter(world), "principle": "listen"}),
    reader_page("commitment-share-image", PUBLIC, kwargs=lambda world: {"reference": world.public.reference}),
    reader_page("charter-gaps", PUBLIC, kwargs=charter),
    reader_page("charter-summary", PUBLIC, kwargs=charter),
    reader_page("charter-summary-csv", PUBLIC, kwargs=charter),
    form("steward-summary", STEWARD, kwargs=charter, data=news),
]
