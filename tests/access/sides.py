"""How a commitment looks from each side: anybody may say it; its maker prints cards and answers."""

from typing import Any

from commitments.models import Card
from coprod_portal.links import sealed

from .people import MAKER, PUBLIC, Answer, Person, only
from .rows import Row, form, reader_page
from .world import World


def public(world: World) -> dict[str, Any]:
    return {"reference": world.public.reference}


def mailed(world: World) -> dict[str, Any]:
    view = world.view_to_confirm
    return {"reference": world.public.reference, "token": sealed("commitments.view", str(view.pk), "s" * 64)}


def sheet(world: World) -> dict[str, Any]:
    first = Card.objects.filter(commitment=world.public).order_by("pk")[0]
    return {"reference": world.public.reference, "first": first.pk}


def learned(world: World) -> dict[str, Any]:
    return {"pk": world.learned.pk}


CHOOSE = only(Person.MODERATOR, Person.STEWARD, without_second_factor=Answer.SECOND_FACTOR)

ROWS: list[Row] = [
    reader_page("learning", PUBLIC),
    Row("moderation-learning", CHOOSE),
    form("moderation-highlight", CHOOSE, kwargs=learned, data=lambda world: {"words": "Cash is quicker."}),
    form("card", PUBLIC),
    form("commitment-view", PUBLIC, kwargs=public),
    form("commitment-view-easy-read", PUBLIC, kwargs=public),
    form("commitment-view-card", PUBLIC, kwargs=public),
    form("commitment-view-card-easy-read", PUBLIC, kwargs=public),
    reader_page("commitment-view-card-used", PUBLIC, kwargs=public),
    reader_page("commitment-view-sent", PUBLIC, kwargs=public),
    reader_page("commitment-view-deleted", PUBLIC, kwargs=public),
    form("commitment-view-confirm", PUBLIC, kwargs=mailed),
    form("my-commitment-cards", MAKER, kwargs=public, data=lambda world: {"how_many": "3"}),
    Row("my-commitment-cards-print", MAKER, kwargs=sheet),
    form("my-commitment-reply", MAKER, kwargs=public, data=lambda world: {"words": "Thank you."}),
]
