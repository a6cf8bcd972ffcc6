from typing import Any

from .people import ORGANISER
from .rows import Row, act, form
from .world import World


def year(world: World) -> dict[str, Any]:
    return {"year": world.week.year}


def template(world: World) -> dict[str, Any]:
    return {**year(world), "kind": "csv"}


def intake(world: World) -> dict[str, Any]:
    return {**year(world), "pk": world.intake.pk}


def going_in(world: World) -> dict[str, Any]:
    return {**year(world), "pk": world.intake_going_in.pk}


def row(world: World) -> dict[str, Any]:
    return {**intake(world), "number": 2}


def cells(world: World) -> dict[str, Any]:
    return {"who": "organisation"}


ROWS: list[Row] = [
    form("organiser-intakes", ORGANISER, kwargs=year, data=cells),
    Row("organiser-intake-template", ORGANISER, kwargs=template),
    form("organiser-intake", ORGANISER, kwargs=intake),
    form("organiser-intake-progress", ORGANISER, kwargs=going_in),
    form("organiser-intake-give-up", ORGANISER, kwargs=intake),
    form("organiser-intake-row", ORGANISER, kwargs=row, data=cells),
    act("organiser-intake-leave-out", ORGANISER, kwargs=row),
    act("organiser-intake-leave-out-faulty", ORGANISER, kwargs=intake),
]
