"""Counts of what is public, read from the kept tallies: a few rows, however many commitments there are."""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from commitments.going import Going
from commitments.models import Tally
from commitments.models.commitments import no_news_before

Dimension, Measure = Tally.Dimension, Tally.Measure

# What is kept in the cache goes stale by its key. This is only for what the key does not see, such as a new charter.
KEPT_SECONDS = 60


@dataclass
class Counts:
    """Of some commitments: how many were made, and what came of them."""

    made: int = 0
    with_news: int = 0
    no_news: int = 0
    confirmed: int = 0
    """Of those that are done, how many people involved confirm."""
    going: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        return self.going[Going.DONE]

    @property
    def said_done(self) -> int:
        """Done by their makers' word alone."""
        return self.done - self.confirmed

    @property
    def stopped(self) -> int:
        return self.going[Going.STOPPED]


@dataclass
class AllCounts:
    portal: Counts
    charters: dict[int, Counts]
    weeks: dict[int, Counts]
    made: dict[tuple[str, str], int]
    """How many were made, by (dimension, value)."""

    def of_charter(self, pk: int) -> Counts:
        return self.charters.get(pk, Counts())

    def of_week(self, pk: int) -> Counts:
        return self.weeks.get(pk, Counts())

    def made_under(self, dimension: str, value: object) -> int:
        return self.made.get((dimension, str(value)), 0)


def content_version() -> str:
    """Changes whenever anything public does, and at midnight, when news may become due. Never the same again."""
    changes = Tally.objects.filter(dimension=Dimension.ALL, measure=Measure.CHANGES).aggregate(n=Sum("amount"))["n"]
    return f"{changes or 0}.{timezone.localdate().toordinal()}.{int(settings.SHOW_MADE_UP)}"


def all_counts(version: str) -> AllCounts:
    """The counts for a `content_version`, from the cache where they are there."""
    found: AllCounts | None = cache.get(f"counts:{version}")
    if found is None:
        found = read_counts()
        cache.set(f"counts:{version}", found, KEPT_SECONDS)
    return found


def read_counts() -> AllCounts:
    silent_before = no_news_before()
    rows = (
        visible()
        .filter(Q(measure=Measure.MADE) | Q(dimension__in=[Dimension.ALL, Dimension.CHARTER, Dimension.WEEK]))
        .exclude(measure=Measure.CHANGES)
        .exclude(measure=Measure.NEWS_DUE, day__gte=silent_before)
        .order_by()
        .values_list("dimension", "value", "measure", "state")
        .annotate(Sum("amount"))
    )
    counts = AllCounts(portal=Counts(), charters={}, weeks={}, made={})
    for dimension, value, measure, state, amount in rows:
        if measure == Measure.MADE:
            counts.made[dimension, value] = amount
        if dimension == Dimension.ALL:
            add(counts.portal, measure, state, amount)
        elif dimension == Dimension.CHARTER:
            add(counts.charters.setdefault(int(value), Counts()), measure, state, amount)
        elif dimension == Dimension.WEEK:
            add(counts.weeks.setdefault(int(value), Counts()), measure, state, amount)
    return counts


def add(counts: Counts, measure: str, state: str, amount: int) -> None:
    if measure == Measure.GOING:
        counts.going[state] += amount
    elif measure == Measure.MADE:
        counts.made += amount
    elif measure == Measure.WITH_NEWS:
        counts.with_news += amount
    elif measure == Measure.CONFIRMED:
        counts.confirmed += amount
    else:
        counts.no_news += amount


def visible() -> "QuerySet[Tally]":
    return Tally.objects.all() if settings.SHOW_MADE_UP else Tally.objects.filter(made_up=False)
