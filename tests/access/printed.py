from typing import Any

from .people import PUBLIC
from .rows import Row, reader_page
from .world import World


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


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
]
