from typing import Any

from .people import Person, only
from .rows import Row, act, form
from .world import World


def invited(world: World) -> dict[str, Any]:
    return {"key": world.invitation.key}


# For whoever signed in with the address that it came to, and nobody else.
INVITED = only(Person.STRANGER)

ROWS: list[Row] = [
    form("my-invitation", INVITED, kwargs=invited),
    act("my-invitation-decline", INVITED, kwargs=invited),
]
