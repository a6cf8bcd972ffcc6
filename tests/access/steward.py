from typing import Any

from .people import STEWARD
from .rows import Row
from .world import World


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


ROWS: list[Row] = [
    Row("steward", STEWARD),
    Row("steward-charter", STEWARD, kwargs=charter),
]
