from typing import Any

from .people import PUBLIC
from .rows import Row, reader_page
from .world import World


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


def edition(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "number": 1}


def principle(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "principle": "listen"}


def theme(world: World) -> dict[str, Any]:
    return {"theme": "listening"}


ROWS: list[Row] = [
    reader_page("charters", PUBLIC),
    reader_page("charter", PUBLIC, kwargs=charter),
    reader_page("charter-edition", PUBLIC, kwargs=edition),
    reader_page("charter-changes", PUBLIC, kwargs=charter),
    reader_page("charter-take-part", PUBLIC, kwargs=charter),
    reader_page("charter-concern", PUBLIC, kwargs=charter),
    reader_page("principle", PUBLIC, kwargs=principle),
    reader_page("themes", PUBLIC),
    reader_page("theme", PUBLIC, kwargs=theme),
]
