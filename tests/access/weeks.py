from typing import Any

from commitments.models import WeekOrganiser

from .people import ADMINISTRATOR, MAKER, ORGANISER, PUBLIC
from .rows import Row, form, reader_page
from .world import World


def year(world: World) -> dict[str, Any]:
    return {"year": world.week.year}


def old_year(world: World) -> dict[str, Any]:
    return {"year": 2025}


def of_old_week(world: World) -> dict[str, Any]:
    return {"reference": world.of_old_week.reference}


def appointed(world: World) -> dict[str, Any]:
    return {"email": "new@example.org", "week": world.week.year}


def organiser(world: World) -> dict[str, Any]:
    return {"pk": WeekOrganiser.objects.get(week=world.week).pk}


def revision(world: World) -> dict[str, Any]:
    return {"revision": 1}


def days(first: str, last: str) -> dict[str, Any]:
    names = ("day", "month", "year")
    starts = {f"starts_on_{name}": part for name, part in zip(names, first.split(), strict=True)}
    return starts | {f"ends_on_{name}": part for name, part in zip(names, last.split(), strict=True)}


def new_week(world: World) -> dict[str, Any]:
    return {"year": 2031, "nation": "wales", **days("7 7 2031", "11 7 2031")}


def changed_week(world: World) -> dict[str, Any]:
    return {**revision(world), "nation": "wales", **days("7 12 2026", "11 12 2026")}


ROWS: list[Row] = [
    reader_page("weeks", PUBLIC),
    reader_page("week", PUBLIC, kwargs=year),
    reader_page("week-wall", PUBLIC, kwargs=year),
    reader_page("week-screen", PUBLIC, kwargs=year),
    reader_page("week-one-year-on", PUBLIC, kwargs=old_year),
    reader_page("week-one-year-on-csv", PUBLIC, kwargs=old_year),
    reader_page("week-qr-svg", PUBLIC, kwargs=year),
    form("my-commitment-renew", MAKER, kwargs=of_old_week),
    Row("organiser", ORGANISER),
    Row("organiser-week", ORGANISER, kwargs=year),
    Row("organiser-came", ORGANISER, kwargs=year),
    form("organiser-edit", ORGANISER, kwargs=year, data=changed_week),
    form("organiser-publish", ORGANISER, kwargs=year, data=revision),
    form("organisers", ADMINISTRATOR, data=appointed),
    form("organiser-dismiss", ADMINISTRATOR, kwargs=organiser),
    form("week-new", ADMINISTRATOR, data=new_week),
]
