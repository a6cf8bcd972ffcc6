from typing import Any

from commitments.news_links import link_token

from .commitments import public
from .people import MAKER, PUBLIC
from .rows import Row, form
from .world import World


def linked(world: World) -> dict[str, Any]:
    return {"token": link_token(world.public)}


def thanked(world: World) -> dict[str, Any]:
    return {**linked(world), "what": "on-track"}


ROWS: list[Row] = [
    # Whoever has the mail may: the seal in the address is the whole right.
    Row("news-link", PUBLIC, kwargs=linked),
    form("news-link-on-track", PUBLIC, kwargs=linked),
    form("news-link-tell", PUBLIC, kwargs=linked),
    form("news-link-someone-else", PUBLIC, kwargs=linked),
    Row("news-link-thanks", PUBLIC, kwargs=thanked),
    form("my-commitment-on-track", MAKER, kwargs=public),
    form("my-commitment-how-often", MAKER, kwargs=public),
]
