from typing import Any

from .people import MAKER, PUBLIC, SIGNED_IN
from .rows import Row, act, form, reader_page
from .world import World


def public(world: World) -> dict[str, Any]:
    return {"reference": world.public.reference}


def first_step(world: World) -> dict[str, Any]:
    return {"step": "who"}


def no_draft(world: World) -> dict[str, Any]:
    """A key that nobody holds: whoever is signed in is told that there is nothing."""
    return {"key": "00000000-0000-4000-8000-000000000000"}


ROWS: list[Row] = [
    reader_page("commitment-new", PUBLIC),
    reader_page("commitment-new-grown-up", PUBLIC),
    form("commitment-new-step", PUBLIC, kwargs=first_step),
    # Without a draft these lead to where one begins.
    form("commitment-new-check", PUBLIC, status=frozenset({302})),
    form("commitment-new-later", PUBLIC, status=frozenset({302})),
    Row("commitment-new-sent", PUBLIC, status=frozenset({302})),
    Row("my", SIGNED_IN),
    Row("my-commitment", MAKER, kwargs=public),
    form("my-commitment-change", MAKER, kwargs=public),
    form("my-commitment-news", MAKER, kwargs=public),
    # Where nobody was asked, this leads back.
    form("my-commitment-standing", MAKER, kwargs=public, status=frozenset({302})),
    form("my-commitment-withdraw", MAKER, kwargs=public),
    act("my-draft-resume", SIGNED_IN, kwargs=no_draft),
    act("my-draft-delete", SIGNED_IN, kwargs=no_draft),
]
