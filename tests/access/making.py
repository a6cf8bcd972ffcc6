from typing import Any

from .people import Person, only
from .rows import Row, form
from .world import World


def waiting_words(world: World) -> dict[str, Any]:
    return {"key": world.first_reading.key}


ROWS: list[Row] = [
    # The stranger is here the grown-up whom a young person chose.
    form("first-reading", only(Person.STRANGER), kwargs=waiting_words),
]
