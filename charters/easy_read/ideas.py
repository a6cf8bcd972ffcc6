"""What an Easy Read page shows: ideas, each with one picture, in parts with headings. And how a reader wants it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise

from charters.models import EasyRead

Words = str | Promise

# How it is shown, by the name that stands in the address. The first is what nobody has to ask for.
WISHES = {"pictures": ("on", "off"), "words": ("big", "bigger")}
# In an address: choose Easy Read, turn it off, or show one page in full without turning it off.
MARK = "easy-read"
ON, OFF, NOT_NOW = "on", "off", "not-now"


@dataclass(frozen=True)
class Idea:
    """Our words, and below them a name or somebody's own words as they are, or a link."""

    picture: str
    words: Words
    heading: Words = ""
    heading_is_own: bool = False
    own: str = ""
    own_is_quotation: bool = False
    own_is_ours: bool = False
    """A date, or a sum: in the language of the page."""
    link: str = ""
    link_words: Words = ""
    link_is_data: bool = False
    link_about: str = ""
    """What the link is about, where its words alone do not say so."""
    is_data: bool = False
    """The words come from a file or a steward, in English."""
    shape: bool = False
    """The picture is one of the shapes that say how a commitment is going."""


@dataclass
class Part:
    heading: Words
    ideas: list[Idea] = field(default_factory=list)
    is_data: bool = False
    is_own: bool = False


def in_full(address: str) -> str:
    """A page as everybody else sees it, also for somebody who chose Easy Read."""
    return with_query(address, {MARK: NOT_NOW})


def with_query(address: str, parameters: dict[str, str]) -> str:
    """Added to an address that may have a query and a fragment already."""
    if not parameters:
        return address
    address, hash_sign, fragment = address.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(parameters)}{hash_sign}{fragment}"


def of_content(easy_read: EasyRead) -> list[Idea]:
    """The ideas that were written for an edition or a theme."""
    return [Idea(idea.picture, idea.words, heading=idea.heading, is_data=True) for idea in easy_read.ideas.all()]


def wishes_of(request: HttpRequest) -> dict[str, str]:
    """What this reader asked for, where it is not what everybody gets: in the address, or when they chose Easy Read."""
    chosen: dict[str, str] = getattr(request, "easy_read_wishes", {})
    found = {}
    for name, (usual, other) in WISHES.items():
        value = request.GET.get(name) or chosen.get(name, usual)
        if value == other:
            found[name] = other
    return found


def parts_of(ideas: Iterable[Idea], carried: dict[str, str]) -> list[Part]:
    """The ideas under their headings. Links to other Easy Read pages carry on what the reader asked for."""
    parts: list[Part] = []
    for idea in ideas:
        if idea.heading or not parts:
            parts.append(Part(idea.heading, is_data=idea.is_data, is_own=idea.heading_is_own))
        is_twin = "/easy-read/" in idea.link
        parts[-1].ideas.append(replace(idea, link=with_query(idea.link, carried)) if is_twin else idea)
    return parts


def easy_read_page(
    request: HttpRequest,
    ideas: Iterable[Idea],
    *,
    heading: Words,
    full: str,
    checked: EasyRead | None = None,
    is_data: bool = False,
) -> dict[str, Any]:
    """What `easy_read/frame.html` shows. `full` is the page that everybody else sees.

    `is_data` says that the heading is a name from the content, in English.
    """
    wishes = wishes_of(request)
    asked = {name: str(value) for name, value in request.GET.dict().items() if name not in (*WISHES, MARK)}
    # Who chose Easy Read has their wishes kept, so what is usual must be said too.
    is_chosen = hasattr(request, "easy_read_wishes")

    def here(name: str) -> str:
        """This page with the other of the two."""
        usual, other = WISHES[name]
        changed = {**wishes, name: usual if name in wishes else other}
        if not is_chosen:
            changed = {key: value for key, value in changed.items() if value != WISHES[key][0]}
        return with_query(request.path, {**asked, **changed})

    return {
        "heading": heading,
        "heading_is_data": is_data,
        "checked": checked,
        "parts": parts_of(ideas, wishes),
        "carried": wishes,
        "has_pictures": "pictures" not in wishes,
        "is_bigger": "words" in wishes,
        "other_pictures": here("pictures"),
        "other_words": here("words"),
        "is_chosen": is_chosen,
        "keep_on": with_query(here_as_it_is(request), {MARK: ON}),
        "turn_off": with_query(full, {MARK: OFF}),
    }


def here_as_it_is(request: HttpRequest) -> str:
    asked = {name: str(value) for name, value in request.GET.dict().items() if name != MARK}
    return with_query(request.path, asked)
