from typing import Any

from commitments.following_links import CONFIRM, MINE, STOP
from coprod_portal.links import sealed

from .people import PUBLIC, SIGNED_IN
from .rows import Row, form, reader_page
from .world import World

EMAIL = {"email": "follower@example.org"}


def public(world: World) -> dict[str, Any]:
    return {"reference": world.public.reference}


def sealed_for(purpose: str) -> Any:
    """Behind a mailed link is whatever the mail says; whoever holds the link may press."""
    return lambda world: {"token": sealed(purpose, str(world.follow.pk))}


ROWS: list[Row] = [
    form(
        "follow",
        PUBLIC,
        kwargs=lambda world: {"kind": "commitment", "key": world.public.reference},
        data=lambda world: EMAIL,
    ),
    reader_page("follow-sent", PUBLIC),
    form("follow-mine-ask", PUBLIC, data=lambda world: EMAIL),
    form(
        "follow-mine",
        PUBLIC,
        kwargs=lambda world: {"token": sealed(MINE, world.follow.email)},
        data=lambda world: {"stop": "all"},
    ),
    form("follow-confirm", PUBLIC, kwargs=sealed_for(CONFIRM)),
    form("follow-stop", PUBLIC, kwargs=sealed_for(STOP)),
    reader_page("commitment-feed", PUBLIC, kwargs=public),
    reader_page("commitment-calendar", PUBLIC, kwargs=public),
    reader_page("commitments-calendar", PUBLIC),
    Row("my-calendar", SIGNED_IN),
]
