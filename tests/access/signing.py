from typing import Any

from .people import NOBODY, PUBLIC, Answer, Person
from .rows import Row, act, form, reader_page
from .world import World

SIGNER = {**NOBODY, Person.MAKER: Answer.OPEN}


def charter(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug}


def signature(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "pk": world.signature.pk}


ROWS: list[Row] = [
    form("charter-sign", PUBLIC, kwargs=charter),
    form("charter-signature", SIGNER, kwargs=signature, data=lambda world: {"name": "Somebody else", "revision": 1}),
    act("charter-signature-take-back", SIGNER, kwargs=signature),
    reader_page("charter-signatures", PUBLIC, kwargs=charter),
]
