from typing import Any
from uuid import UUID

from .people import ADMINISTRATOR, EACH_STAFF, SIGNED_IN, Person
from .rows import Row, act, form
from .world import World


def session_of_nobody_here(world: World) -> dict[str, Any]:
    """Anybody may try, and ends only a session of their own."""
    return {"handle": UUID(int=1)}


def moderator(world: World) -> dict[str, Any]:
    return {"pk": world.users[Person.MODERATOR].pk}


def role(world: World) -> dict[str, Any]:
    return {"role": "moderator"}


def given(world: World) -> dict[str, Any]:
    return {**role(world), "email": "new@example.org"}


def erased(world: World) -> dict[str, Any]:
    address = world.users[Person.MAKER].email
    return {"email": address, "again": address, "act": "erase", "reason": "They asked."}


def reason(world: World) -> dict[str, Any]:
    return {"reason": "They asked."}


DONE = frozenset({302})

ROWS: list[Row] = [
    Row("my-sessions", SIGNED_IN),
    act("my-session-end", SIGNED_IN, kwargs=session_of_nobody_here, status=DONE),
    act("my-sessions-end-others", SIGNED_IN, status=DONE),
    Row("staff", ADMINISTRATOR),
    form("staff-give", ADMINISTRATOR, data=given),
    Row("staff-person", ADMINISTRATOR, kwargs=moderator),
    act("staff-take", ADMINISTRATOR, kwargs=moderator, data=role),
    act("staff-sign-out", ADMINISTRATOR, kwargs=moderator),
    act("staff-new-second-factor", ADMINISTRATOR, kwargs=moderator),
    form("people", ADMINISTRATOR, data=erased),
    Row("staff-log", EACH_STAFF),
    form("staff-log-file", ADMINISTRATOR, data=reason),
]
