from typing import Any

from .people import ADMINISTRATOR, MAKER, MODERATOR, PUBLIC, SIGNED_IN, STEWARD
from .rows import Row, act, form, reader_page
from .world import World

ASKING = {"name": "Sam", "email": "sam@example.org", "support": "A ramp"}


def listed(world: World) -> dict[str, Any]:
    return {"reference": world.opportunity.reference}


def asked(world: World) -> dict[str, Any]:
    return {"reference": world.interest.reference}


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


def organisation(world: World) -> dict[str, Any]:
    return {"slug": world.organisation.slug}


ROWS: list[Row] = [
    reader_page("opportunities", PUBLIC),
    reader_page("opportunities-ended", PUBLIC),
    reader_page("opportunity", PUBLIC, kwargs=listed),
    reader_page("opportunity-calendar", PUBLIC, kwargs=listed),
    reader_page("opportunities-calendar", PUBLIC),
    form("opportunity-interest", PUBLIC, kwargs=listed, data=lambda world: ASKING),
    form("charter-interest", PUBLIC, kwargs=charter, data=lambda world: ASKING),
    Row("interest-sent", PUBLIC, kwargs=asked),
    Row("my-opportunities", SIGNED_IN),
    form("my-opportunity-new", SIGNED_IN),
    Row("my-opportunity", MAKER, kwargs=listed),
    form("my-opportunity-change", MAKER, kwargs=listed),
    form("my-opportunity-withdraw", MAKER, kwargs=listed),
    # It is not over yet: those whose it is are told so.
    form("my-opportunity-outcome", MAKER, kwargs=listed, status=frozenset({409})),
    Row("my-opportunity-interests", MAKER, kwargs=listed),
    act("interest-answered", MAKER, kwargs=asked),
    Row("steward-opportunities", STEWARD, kwargs=charter),
    Row("steward-interests", STEWARD, kwargs=charter),
    Row("interests-without-owner", ADMINISTRATOR),
    Row("moderation-organisations", MODERATOR),
    form("moderation-organisation", MODERATOR, kwargs=organisation, data=lambda world: {"how": "phone"}),
    act("moderation-organisation-take-back", MODERATOR, kwargs=organisation),
]
