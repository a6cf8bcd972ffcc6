from typing import Any

from .people import MODERATOR
from .rows import Row, form
from .world import World


def waiting(world: World) -> dict[str, Any]:
    return {"pk": world.waiting.versions.get().pk}


def public(world: World) -> dict[str, Any]:
    return {"pk": world.public.versions.get().pk}


def publish(world: World) -> dict[str, Any]:
    return {"decision": "publish", "revision": 1}


def hide(world: World) -> dict[str, Any]:
    return {"reason": "unkind", "revision": 1}


def restore(world: World) -> dict[str, Any]:
    return {"revision": 1}


ROWS: list[Row] = [
    Row("moderation", MODERATOR),
    Row("moderation-decided", MODERATOR),
    form("moderation-submission", MODERATOR, kwargs=waiting, data=publish),
    form("moderation-hide", MODERATOR, kwargs=public, data=hide),
    form("moderation-restore", MODERATOR, kwargs=public, data=restore),
]
