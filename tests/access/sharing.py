from typing import Any

from .people import PUBLIC
from .rows import Row, reader_page
from .world import World


def commitment(world: World) -> dict[str, Any]:
    return {"reference": world.public.reference}


def organisation(world: World) -> dict[str, Any]:
    return {"slug": world.organisation.slug}


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


def week(world: World) -> dict[str, Any]:
    return {"year": world.week.year}


ROWS: list[Row] = [
    reader_page("commitment-share", PUBLIC, kwargs=commitment),
    reader_page("commitment-certificate", PUBLIC, kwargs=commitment),
    reader_page("organisation-share", PUBLIC, kwargs=organisation),
    reader_page("charter-share", PUBLIC, kwargs=charter),
    reader_page("week-share", PUBLIC, kwargs=week),
    reader_page("embed-commitment", PUBLIC, kwargs=commitment),
    reader_page("embed-organisation", PUBLIC, kwargs=organisation),
    reader_page("embed-charter", PUBLIC, kwargs=charter),
    reader_page("embed-week", PUBLIC, kwargs=week),
]
