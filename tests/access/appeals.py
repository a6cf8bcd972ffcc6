from typing import Any

from .people import MAKER, MODERATOR, SIGNED_IN, Answer, Person, only
from .rows import Row, form
from .world import World


def record(world: World) -> dict[str, Any]:
    return {"record": world.appeal.record_id}


def appeal(world: World) -> dict[str, Any]:
    return {"pk": world.appeal.pk}


def writer(world: World) -> dict[str, Any]:
    return {"pk": world.users[Person.MAKER].pk}


def words(world: World) -> dict[str, Any]:
    return {"words": "It is not unkind."}


def answer(world: World) -> dict[str, Any]:
    return {"outcome": "no", "answer": "It names a person."}


def block(world: World) -> dict[str, Any]:
    return {"reason": "unkind", "why": "He sends the same each hour.", "hides": "everything"}


BLOCKERS = only(Person.MODERATOR, Person.ADMINISTRATOR, without_second_factor=Answer.SECOND_FACTOR)
ROWS: list[Row] = [
    Row("my-appeals", SIGNED_IN),
    form("appeal", MAKER, kwargs=record, data=words),
    Row("moderation-appeals", MODERATOR),
    form("moderation-appeal", MODERATOR, kwargs=appeal, data=answer),
    Row("moderation-blocked", BLOCKERS),
    form(
        "moderation-block",
        BLOCKERS,
        kwargs=writer,
        data=block,
    ),
]
