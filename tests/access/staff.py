from typing import Any
from uuid import UUID

from .people import SIGNED_IN
from .rows import Row, act
from .world import World


def session_of_nobody_here(world: World) -> dict[str, Any]:
    """Anybody may try, and ends only a session of their own."""
    return {"handle": UUID(int=1)}


DONE = frozenset({302})

ROWS: list[Row] = [
    Row("my-sessions", SIGNED_IN),
    act("my-session-end", SIGNED_IN, kwargs=session_of_nobody_here, status=DONE),
    act("my-sessions-end-others", SIGNED_IN, status=DONE),
]
