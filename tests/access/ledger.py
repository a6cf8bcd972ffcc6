"""What moderation does in the open: its rules and its ledger, reviewers who advise, and the set to train with."""

from typing import Any

from .people import ADMINISTRATOR, PUBLIC, REVIEWER, Answer, Person, only
from .rows import Row, act, form, reader_page
from .world import World


def first_edition(world: World) -> dict[str, int]:
    return {"number": 1}


def item(world: World) -> dict[str, Any]:
    return {"pk": world.waiting.versions.get().submission_id}


def advice(world: World) -> dict[str, Any]:
    return {"revision": "1", "leaning": "publish", "words": "It is fair.", "minutes": "10"}


def paid(world: World) -> dict[str, Any]:
    """The reviewer of the world has advised for ten minutes this month."""
    return {"reviewer": str(world.advice.by_id), "month": f"{world.advice.at:%Y-%m-01}", "minutes": "10"}


def training_item(world: World) -> dict[str, Any]:
    return {"slug": world.training_item.slug}


def training_answer(world: World) -> dict[str, Any]:
    return {"decision": "publish"}


TRAINS = only(Person.MODERATOR, Person.REVIEWER, without_second_factor=Answer.SECOND_FACTOR)

ROWS: list[Row] = [
    reader_page("help-moderation-edition", PUBLIC, kwargs=first_edition),
    reader_page("ledger", PUBLIC),
    reader_page("ledger-csv", PUBLIC),
    Row("moderation-review", REVIEWER),
    form("moderation-review-item", REVIEWER, kwargs=item, data=advice),
    Row("moderation-reviewers", ADMINISTRATOR),
    act("moderation-reviewers-paid", ADMINISTRATOR, data=paid),
    form("moderation-reviewers-csv", ADMINISTRATOR, data=lambda world: {"reason": "To pay them."}),
    Row("moderation-training", TRAINS),
    form("moderation-training-item", TRAINS, kwargs=training_item, data=training_answer),
    Row("moderation-training-team", ADMINISTRATOR),
]
