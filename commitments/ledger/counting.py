"""What moderation did in one month, counted from the records of its decisions."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from commitments.ledger.reasons import OTHER, groups
from commitments.models import Appeal
from commitments.subjects import PATHS
from coprod_portal.submissions.models import MoveRecord, Removal
from coprod_portal.submissions.states import Action
from coprod_portal.working_days import working_days_since

# What each move is counted as. An appeal that is upheld is counted as that, and not as the move that it causes.
COUNTED_AS = {
    Action.PUBLISH: "published",
    Action.RETURN: "returned",
    Action.DECLINE: "declined",
    Action.HIDE: "hidden",
    Action.RESTORE: "restored",
    Action.SET_APART: "apart",
}
WITH_REASON = (Action.RETURN, Action.DECLINE, Action.HIDE)
FIRST_DECISIONS = (Action.PUBLISH, Action.RETURN, Action.DECLINE, Action.SET_APART)
SENT = (Action.SUBMIT, Action.REVISE)


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_after(month: date) -> date:
    return month + timedelta(days=monthrange(month.year, month.month)[1])


def begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def is_made_up(before: str) -> Q:
    """`before` leads to the submission."""
    return reduce(or_, (Q(**{f"{before}submission__{path}__made_up": True}) for path in PATHS.values()))


def of_kind(rows: "QuerySet[Any]", *, made_up: bool, before: str = "") -> "QuerySet[Any]":
    found = is_made_up(before)
    return rows.filter(found if made_up else ~found)


def acts(*, made_up: bool) -> "QuerySet[MoveRecord]":
    """What moderators did. One act that moved several submissions is one."""
    return of_kind(MoveRecord.objects.filter(action__in=COUNTED_AS, part_of=None).order_by(), made_up=made_up)


def counts_of(month: date, *, made_up: bool) -> "Counter[str]":
    start, end = begins(month), begins(month_after(month))
    counts: Counter[str] = Counter()
    group_of = groups()
    moves = acts(made_up=made_up).filter(at__gte=start, at__lt=end)
    for action, reason, number in moves.values_list("action", "reason").annotate(Count("pk")):
        name = COUNTED_AS[action]
        counts[name] += number
        if action in WITH_REASON:
            counts[f"{name}:{group_of.get(reason, OTHER)}"] += number
    appeals = of_kind(Appeal.objects.order_by(), made_up=made_up)
    counts["appealed"] = appeals.filter(made_at__gte=start, made_at__lt=end).count()
    decided = appeals.filter(decided_at__gte=start, decided_at__lt=end)
    counts["upheld"] = decided.filter(upheld=True).count()
    counts["not-upheld"] = decided.filter(upheld=False).count()
    removed = of_kind(Removal.objects.order_by(), made_up=made_up)
    counts["removed"] = removed.filter(record__at__gte=start, record__at__lt=end).count()
    return counts


def waits_of(month: date, *, made_up: bool) -> "Counter[int]":
    """How many were first decided on after so many working days.

    From the day when the words that were decided on were sent, which is that of the last change while they waited, as
    our promise has it. What came back after a question was decided on before, and is not counted again.
    """
    earlier = MoveRecord.objects.filter(submission=OuterRef("submission"), pk__lt=OuterRef("pk"))
    sent = earlier.filter(action__in=SENT).order_by("-pk").values("at")[:1]
    first = (
        acts(made_up=made_up)
        .filter(action__in=FIRST_DECISIONS, at__gte=begins(month), at__lt=begins(month_after(month)))
        .filter(~Exists(earlier.filter(action__in=FIRST_DECISIONS)))
        .annotate(sent=Subquery(sent))
        .filter(sent__isnull=False)
    )
    spans = Counter(spans_of(first.values_list(F("sent"), F("at")).iterator()))
    waits: Counter[int] = Counter()
    for (sent_on, decided_on), number in spans.items():
        waits[working_days_since(sent_on, decided_on)] += number
    return waits


def spans_of(rows: "Iterator[tuple[datetime, datetime]]") -> Iterator[tuple[date, date]]:
    for sent, decided in rows:
        yield timezone.localdate(sent), timezone.localdate(decided)
