"""One row for each URL name: how to build its address, whom it is for and what they get."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .people import Audience
from .world import World


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """`status` is what those may get whom the page is for; `data` is what a POST would carry to change something.

    A `shared` page is the same for all: it sets no cookie and does not say "private". Pages with a form that any
    reader may fill in, and pages of signed-in people, are not shared. `from_own_pages`: a post without a token counts,
    if the browser itself says that it comes from one of our pages.
    """

    name: str
    audience: Audience
    kwargs: Callable[[World], Mapping[str, Any]] = nothing
    methods: frozenset[str] = frozenset({"GET"})
    data: Callable[[World], Mapping[str, Any]] = nothing
    status: frozenset[int] = frozenset({200})
    shared: bool = False
    from_own_pages: bool = False

    def address(self, world: World) -> str:
        return reverse(self.name, kwargs=dict(self.kwargs(world)))


def form(name: str, audience: Audience, **fields: Any) -> Row:
    """A page with a form that posts to itself."""
    return Row(name, audience, methods=frozenset({"GET", "POST"}), **fields)


def act(name: str, audience: Audience, **fields: Any) -> Row:
    """An address that only takes POST."""
    return Row(name, audience, methods=frozenset({"POST"}), **fields)


def reader_page(name: str, audience: Audience, **fields: Any) -> Row:
    """A page that is the same for everybody, without a cookie."""
    return Row(name, audience, shared=True, **fields)
