"""Who has which item of the queue, and until when. A hold whose time is over is no hold."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from commitments.models import Hold
from coprod_portal.accounts.models import User

MOST_OF_ONE_PERSON = 200


def holds() -> "QuerySet[Hold]":
    return Hold.objects.filter(until__gt=timezone.now()).select_related("by")


def held_among(things: Collection[str]) -> dict[str, Hold]:
    return {hold.thing: hold for hold in holds().filter(thing__in=things)}


def hold_of(thing: str) -> Hold | None:
    return holds().filter(thing=thing).first()


def held_by(user: User) -> list[Hold]:
    """What somebody has now, in the order in which they took it."""
    return list(holds().filter(by=user).order_by("taken_at", "pk")[:MOST_OF_ONE_PERSON])
