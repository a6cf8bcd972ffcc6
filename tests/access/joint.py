from typing import Any

from .people import MAKER, Person, only
from .rows import Row, form
from .world import World

# Whoever was asked to make the commitment together: here a stranger, for an organisation of their own.
ASKED = only(Person.STRANGER)


def public(world: World) -> dict[str, Any]:
    return {"reference": world.public.reference}


def asked(world: World) -> dict[str, Any]:
    return {"key": world.party.key}


ROWS: list[Row] = [
    Row("my-commitment-joint", MAKER, kwargs=public),
    form("my-commitment-joint-organisation", MAKER, kwargs=public, data=lambda world: {"name": "Garden"}),
    form("my-commitment-joint-person", MAKER, kwargs=public, data=lambda world: {"email": "new@example.org"}),
    form("my-commitment-joint-take-back", MAKER, kwargs=lambda world: {**public(world), **asked(world)}),
    form("my-joint", ASKED, kwargs=asked),
    form("my-joint-leave", ASKED, kwargs=asked),
]
