"""Saying that something public is wrong, what comes of it, and what was put right."""

from typing import Any

from .people import MODERATOR, PUBLIC
from .rows import Row, act, form, reader_page
from .world import World


def public(world: World) -> dict[str, Any]:
    return {"thing": f"commitment:{world.public.reference}"}


def said(world: World) -> dict[str, Any]:
    part = f"words commitment:{world.public.reference}"
    return {"kind": "unkind", "part": part, "words": "It hurts."}


def case(world: World) -> dict[str, Any]:
    return {"reference": world.report.case.reference}


def hidden(world: World) -> dict[str, Any]:
    return {"reason": "unkind", "revision": 1}


def ended(world: World) -> dict[str, Any]:
    return {"outcome": "nothing-wrong", "seen": 1}


def corrected(world: World) -> dict[str, Any]:
    return {"address": world.public.get_absolute_url(), "words": "The date was wrong."}


ROWS: list[Row] = [
    reader_page("report-start", PUBLIC),
    form("report", PUBLIC, kwargs=public, data=said),
    form("report-easy-read", PUBLIC, kwargs=public, data=said),
    Row("report-sent", PUBLIC, kwargs=lambda world: {"reference": world.report.reference}),
    reader_page("corrections", PUBLIC),
    reader_page("corrections-feed", PUBLIC),
    form("correction-new", MODERATOR, data=corrected),
    Row("moderation-reports", MODERATOR),
    form("moderation-report", MODERATOR, kwargs=case, data=ended),
    act("moderation-report-hide", MODERATOR, kwargs=case, data=hidden),
    act("moderation-report-danger", MODERATOR, kwargs=case, data=lambda world: {"why": "He hits her."}),
    act("moderation-report-restore", MODERATOR, kwargs=case, data=lambda world: {"hiding": 1}),
]
