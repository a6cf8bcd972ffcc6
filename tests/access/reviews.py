from typing import Any

from charters.review_seals import token_of

from .people import PUBLIC, STEWARD
from .rows import Row, form, reader_page
from .steward import charter
from .world import World


def closed(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "review": world.closed_review.pk}


def open_now(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "review": world.review.pk}


def answered(world: World) -> dict[str, Any]:
    return {"charter": world.charter.slug, "token": token_of(world.review_answer)}


def dates(world: World) -> dict[str, Any]:
    return {
        "opens_on_day": "22",
        "opens_on_month": "11",
        "opens_on_year": "2026",
        "closes_on_day": "1",
        "closes_on_month": "12",
        "closes_on_year": "2026",
        "why": "Because.",
        "revision": "1",
    }


def outcome(world: World) -> dict[str, Any]:
    return {"heard": "This.", "changed": "That.", "not_changed": "The rest.", "revision": "1"}


ROWS: list[Row] = [
    form("charter-review", PUBLIC, kwargs=charter),
    form("charter-review-easy-read", PUBLIC, kwargs=charter),
    reader_page("charter-review-sent", PUBLIC, kwargs=charter),
    reader_page("charter-review-taken-back", PUBLIC, kwargs=charter),
    form("charter-review-sheet", PUBLIC, kwargs=charter),
    reader_page("charter-review-sheet-entered", PUBLIC, kwargs=charter),
    form("charter-review-confirm", PUBLIC, kwargs=answered),
    form("charter-review-take-back", PUBLIC, kwargs=answered),
    reader_page("charter-review-results", PUBLIC, kwargs=closed),
    Row("steward-reviews", STEWARD, kwargs=charter),
    form("steward-review-open", STEWARD, kwargs=charter, data=dates),
    Row("steward-review", STEWARD, kwargs=open_now),
    form("steward-review-change", STEWARD, kwargs=open_now, data=dates),
    form("steward-review-outcome", STEWARD, kwargs=closed, data=outcome),
    form("steward-review-tell", STEWARD, kwargs=closed, data=lambda world: {"revision": "1"}),
    Row("steward-review-missing", STEWARD, kwargs=closed),
    form("steward-review-missing-csv", STEWARD, kwargs=closed, data=lambda world: {"reason": "For the board."}),
    form("steward-review-sheets", STEWARD, kwargs=open_now, data=lambda world: {"how_many": "3"}),
    Row("steward-review-sheets-print", STEWARD, kwargs=open_now),
]
