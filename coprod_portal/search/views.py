"""One box over everything that is public."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from . import index, spelling
from .snippets import Piece, has_all, pieces
from .surfaces import Result, Surface, surfaces
from .words import ASKED_CHARACTERS, asked_words

SHOWN, SHOWN_OF_ONE_KIND = 5, 50
# With so few, a word that we do not know may be a slip.
FEW = 3


@dataclass(frozen=True)
class Found:
    result: Result
    title: list[Piece]
    text: list[Piece]


@dataclass(frozen=True)
class Group:
    kind: str
    heading: str | Promise
    total: int
    is_more: bool
    found: list[Found]
    more_address: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:ASKED_CHARACTERS]
    only = request.GET.get("kind", "")
    asked_of = [surface for surface in surfaces() if surface.kind == only] or list(surfaces())
    words = asked_words(query)
    groups = find(query, words, asked_of)
    total = sum(group.total for group in groups)
    meant, instead = "", False
    if words and total <= FEW:
        near = spelling.mended(words)
        if near != words and (others := find(" ".join(near), near, asked_of)):
            meant, instead = " ".join(near), not total
            groups = groups or others
    context = {
        "query": query,
        "words": words,
        "groups": groups,
        "is_one_kind": len(asked_of) == 1,
        "meant": meant,
        "meant_address": f"?{urlencode({'q': meant})}" if meant else "",
        "shows_meant": instead,
        "all_address": f"?{urlencode({'q': query})}",
        "single_words": [(word, f"?{urlencode({'q': word})}") for word in words] if len(words) > 1 else [],
        "total": sum(group.total for group in groups),
    }
    return render(request, "search/search.html", context)


def find(query: str, words: Sequence[str], asked_of: Sequence[Surface]) -> list[Group]:
    """What has all the words, by kind. One query for all, and those of each kind that has something."""
    if not words:
        return []
    things = index.found(asked=[surface.asked() for surface in asked_of], words=words)
    shown = SHOWN if len(asked_of) > 1 else SHOWN_OF_ONE_KIND
    groups = [group_of(surface, things[surface.kind], query, words, shown) for surface in asked_of]
    return [group for group in groups if group.found]


def group_of(surface: Surface, things: list[int], query: str, words: Sequence[str], shown: int) -> Group:
    results = list(surface.results(things[:shown] if surface.is_in_step else things)) if things else []
    total = len(things) if surface.is_in_step else len(results)
    if not surface.is_in_step:
        # What bears the words as its name comes first.
        results.sort(key=lambda result: not has_all(result.title, words))
    more = ""
    if total > shown:
        address = surface.all_address
        more = address(query) if address else f"?{urlencode({'q': query, 'kind': surface.kind})}"
    return Group(
        kind=surface.kind,
        heading=surface.heading,
        total=total,
        is_more=len(things) >= index.AT_MOST,
        found=[marked(result, words) for result in results[:shown]],
        more_address=more,
    )


def marked(result: Result, words: Sequence[str]) -> Found:
    return Found(
        result,
        title=pieces(result.title, words, cut=False),
        text=pieces(result.text, words, cut=not result.is_whole),
    )
