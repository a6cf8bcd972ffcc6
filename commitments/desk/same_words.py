"""The same words elsewhere, or nearly: sent twice by one maker, or copied from another. A hint, with a way there."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model
from django.db.models.functions import Left

from commitments.desk.safety import without_apart
from commitments.desk.waiting import OnTheDesk, submissions
from commitments.models.beginnings import START
from commitments.subjects import PATHS
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

Kind = Submission.Kind
# The words of each kind that say most, and the short name that somebody who sends them twice gives them again.
LONGEST: dict[Kind, tuple[str, str]] = {
    Kind.VERSION: ("what", "title"),
    Kind.NOTICE: ("what", "title"),
    Kind.NEWS: ("happened", ""),
    Kind.VIEW: ("words", ""),
    Kind.REPLY: ("words", ""),
    Kind.OUTCOME: ("heard", ""),
}
SHORTEST, LOOKED_AT, COMPARED, LONG, SHOWN = 30, 100, 20, 3000, 3
NEARLY = 0.9


@dataclass(frozen=True)
class Same:
    item: OnTheDesk
    is_exact: bool


def same_words(submission: Submission) -> list[Same]:
    """Others that say the same, the newest first. Newer words of the same thing are meant to: they are none."""
    kind = Kind(submission.kind)
    if kind not in LONGEST:
        return []
    field, name = LONGEST[kind]
    part: Any = getattr(submission, kind)
    text = getattr(part, field)
    if len(text) < SHORTEST:
        return []
    starts = {field: text, **({name: getattr(part, name)} if name else {})}
    rows = submissions().filter(pk__in=beginning_like(type(part), starts), kind=kind).exclude(pk=submission.pk)
    if name:
        thing = PATHS[kind]
        rows = rows.exclude(**{thing: getattr(part, thing.partition("__")[2])})
    rows = without_apart(rows.exclude(state__in=(State.DRAFT, State.APART))).order_by("-pk")
    found = [(one, getattr(getattr(one, kind), field)) for one in rows[:COMPARED]]
    same = [
        Same(OnTheDesk(submission=one, is_own=False), is_exact=other == text)
        for one, other in found
        if other == text or is_near(plain(text), plain(other))
    ]
    return same[:SHOWN]


def beginning_like(model: type[Model], starts: dict[str, str]) -> set[int]:
    """The keys of the newest whose words begin as these, each by an index on how they begin."""
    return {
        key
        for field, text in starts.items()
        for key in model._base_manager.alias(start=Left(field, START))
        .filter(start=text[:START])
        .order_by("-pk")
        .values_list("pk", flat=True)[:LOOKED_AT]
    }


def plain(text: str) -> str:
    return " ".join(text.casefold().split())[:LONG]


def is_near(one: str, other: str) -> bool:
    """First what is quick to tell."""
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEARLY and matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY
