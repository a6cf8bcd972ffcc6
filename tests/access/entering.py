"""Entering for others is for teams; the link of a mail is for whoever has it."""

from typing import Any

from commitments.operations.entering import LINK
from coprod_portal.links import sealed

from .people import PUBLIC, Answer, Audience, Person
from .rows import Row, form
from .world import World

TEAMS: Audience = {
    **dict.fromkeys(Person, Answer.NOT_THEIRS),
    Person.READER: Answer.SIGN_IN,
    Person.STEWARD: Answer.OPEN,
    Person.ORGANISER: Answer.OPEN,
}
STEWARD_OF_IT: Audience = {**TEAMS, Person.ORGANISER: Answer.NOT_THEIRS}


def stewards_page(world: World) -> dict[str, Any]:
    return {"team": f"charter-{world.charter.slug}", "charter": world.charter.slug}


def token(world: World) -> dict[str, Any]:
    return {"token": sealed(LINK, str(world.entry.pk), world.entry.email)}


def mine(world: World) -> dict[str, Any]:
    return {"answer": "mine"}


def words(world: World) -> dict[str, Any]:
    return {
        "who": "organisation",
        "name": "Tipton Carers",
        "principles": ["pay"],
        "title": "Pay people the same day",
        "what": "We will pay people on the day.",
        "how": "From a cash tin.",
        "with_whom": "People who cook here",
        "starts_on_day": "1",
        "starts_on_month": "12",
        "starts_on_year": "2026",
        "due_on_day": "28",
        "due_on_month": "2",
        "due_on_year": "2027",
        "how_people_will_know": "Nobody waits more than a day.",
        "said_how": "paper",
        "said_on_day": "20",
        "said_on_month": "11",
        "said_on_year": "2026",
        "email": "carers@example.org",
    }


ROWS: list[Row] = [
    Row("my-entries", TEAMS),
    Row("my-entry-new", TEAMS),
    form("my-entry-enter", STEWARD_OF_IT, kwargs=stewards_page, data=words),
    form("entered", PUBLIC, kwargs=token, data=mine),
]
