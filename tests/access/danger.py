from typing import Any

from .people import ADMINISTRATOR, MODERATOR
from .rows import Row, form
from .world import World


def danger(world: World) -> dict[str, Any]:
    return {"pk": world.danger.pk}


def waiting(world: World) -> dict[str, Any]:
    return {"pk": world.waiting.versions.get().pk}


def looked(world: World) -> dict[str, Any]:
    return {"outcome": "no-danger", "what_was_done": "We rang the council.", "revision": 1}


def why(world: World) -> dict[str, Any]:
    return {"why": "A child is alone at night.", "revision": 1}


def lead(world: World) -> dict[str, Any]:
    return {"position": "deputy", "email": "moderator@example.org"}


ROWS: list[Row] = [
    Row("moderation-danger", MODERATOR),
    form("moderation-danger-item", MODERATOR, kwargs=danger, data=looked),
    form("moderation-danger-raise", MODERATOR, kwargs=waiting, data=why),
    form("moderation-safeguarding", ADMINISTRATOR, data=lead),
]
