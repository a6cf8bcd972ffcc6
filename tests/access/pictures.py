from typing import Any

from commitments.forms.pictures import token_of

from .people import MAKER, MODERATOR, PUBLIC
from .rows import Row, form, reader_page
from .world import World


def picture(world: World) -> dict[str, Any]:
    assert world.public.published_version is not None
    assert world.public.published_version.picture is not None
    return {"key": world.public.published_version.picture.key}


def kept(world: World) -> dict[str, Any]:
    assert world.public.published_version is not None
    assert world.public.published_version.picture is not None
    return {"token": token_of(world.public.published_version.picture)}


ROWS: list[Row] = [
    reader_page("picture", PUBLIC, kwargs=picture),
    # Whoever has the seal has the form that it stands in.
    Row("picture-kept", PUBLIC, kwargs=kept),
    # Without a draft this leads to where one begins.
    form("commitment-new-picture", PUBLIC, status=frozenset({302})),
    Row("my-picture", MAKER, kwargs=picture),
    Row("moderation-picture", MODERATOR, kwargs=picture),
]
