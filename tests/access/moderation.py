from typing import Any

from .people import ADMINISTRATOR, CASE_STAFF, MODERATOR
from .rows import Row, act, form
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


def thing(world: World) -> dict[str, Any]:
    return {"thing": f"submission:{world.waiting.versions.get().pk}"}


def upsetting(world: World) -> dict[str, Any]:
    return {"upsetting": "yes"}


def reason(world: World) -> dict[str, Any]:
    return {"code": "unkind"}


def changed_reason(world: World) -> dict[str, Any]:
    return {"for_staff": "Unkind", "for_writer": "It may hurt.", "actions": ["for_return"]}


def new_reason(world: World) -> dict[str, Any]:
    return {**changed_reason(world), "code": "a-new-one", "group": "unkind"}


def cover(world: World) -> dict[str, Any]:
    return {"cover": "yes"}


ROWS: list[Row] = [
    Row("moderation", MODERATOR),
    act("moderation-next", MODERATOR),
    act("moderation-take", MODERATOR, data=thing),
    act("moderation-let-go", MODERATOR, data=thing),
    act("moderation-covering", MODERATOR, data=cover),
    form("moderation-ready", MODERATOR),
    act("moderation-ready-mark", MODERATOR, kwargs=waiting, data=publish),
    act("moderation-upsetting", MODERATOR, kwargs=waiting, data=upsetting),
    Row("moderation-decided", MODERATOR),
    form("moderation-submission", MODERATOR, kwargs=waiting, data=publish),
    Row("moderation-reasons", CASE_STAFF),
    form("moderation-reason-new", ADMINISTRATOR, data=new_reason),
    form("moderation-reason", ADMINISTRATOR, kwargs=reason, data=changed_reason),
    act("moderation-reason-up", ADMINISTRATOR, kwargs=reason),
    form("moderation-hide", MODERATOR, kwargs=public, data=hide),
    form("moderation-restore", MODERATOR, kwargs=public, data=restore),
]
