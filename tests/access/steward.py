from typing import Any

from charters.models import Stewardship

from .people import ADMINISTRATOR, STEWARD, Person, only
from .rows import Row, act, form
from .world import World


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


def names(world: World) -> dict[str, Any]:
    return {**charter(world), "part": "names"}


def principles(world: World) -> dict[str, Any]:
    return {**charter(world), "kind": "principles"}


def principle(world: World) -> dict[str, Any]:
    return {**principles(world), "pk": first(world)}


def words(world: World) -> dict[str, Any]:
    return {**charter(world), "pk": first(world)}


def first(world: World) -> int:
    return world.draft.wordings.all()[0].pk


def revision(world: World) -> dict[str, Any]:
    return {"revision": 1}


def title(world: World) -> dict[str, Any]:
    return {"revision": 1, "title": "Another", "owner": "Somebody"}


def move(world: World) -> dict[str, Any]:
    return {"revision": 1, "part": first(world), "way": "down"}


def stewardship(world: World) -> dict[str, Any]:
    return {"pk": Stewardship.objects.get(charter=world.charter).pk}


def appointed(world: World) -> dict[str, Any]:
    return {"email": "new@example.org", "charter": world.charter.pk}


def new_charter(world: World) -> dict[str, Any]:
    return {"short_title": "Newtown", "kind": "charter", "thread": "teal"}


ROWS: list[Row] = [
    form("stewards", ADMINISTRATOR, data=appointed),
    form("steward-dismiss", ADMINISTRATOR, kwargs=stewardship),
    form("charter-new", only(Person.STEWARD, Person.ADMINISTRATOR), data=new_charter),
    Row("steward", STEWARD),
    Row("steward-charter", STEWARD, kwargs=charter),
    form("charter-change", STEWARD, kwargs=charter, data=lambda world: {**new_charter(world), "revision": 1}),
    Row("steward-editions", STEWARD, kwargs=charter),
    Row("steward-draft", STEWARD, kwargs=charter),
    act("steward-draft-begin", STEWARD, kwargs=charter),
    form("steward-draft-delete", STEWARD, kwargs=charter, data=revision),
    form("steward-draft-facts", STEWARD, kwargs=names, data=title),
    Row("steward-preview", STEWARD, kwargs=charter),
    form("steward-publish", STEWARD, kwargs=charter, data=lambda world: {"revision": 1, "changes": "New."}),
    act("steward-put-back", STEWARD, kwargs=charter, data=move),
    form("steward-themes", STEWARD, kwargs=words, data=revision),
    form("steward-ancestors", STEWARD, kwargs=words, data=revision),
    form("steward-part-add", STEWARD, kwargs=principles, data=revision),
    act("steward-part-move", STEWARD, kwargs=principles, data=move),
    form("steward-part", STEWARD, kwargs=principle, data=revision),
    form("steward-part-remove", STEWARD, kwargs=principle, data=revision),
]
