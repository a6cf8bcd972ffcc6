"""Counting everything afresh, and folding the steps of a count into one row."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max, QuerySet, Sum

from commitments.models import Commitment, Filing, Tally
from commitments.tallies import INDIVIDUAL, ORGANISATION, Dimension, Fact, Measure, keep

FOLDED_AT_ONCE = 5000


def fresh_count() -> "Counter[Fact]":
    """What the tallies must add up to, counted by the database from what is public now."""
    steps: Counter[Fact] = Counter()
    public = Commitment.objects.filter(published_version__isnull=False)
    for charter, week, going, confirmed, day, made_up, amount, with_news in grouped(
        public, "charter", "week", "going", "is_confirmed", "news_due_on", "made_up", also="latest_news"
    ):
        steps[Fact(Dimension.GOING, going, Measure.MADE, made_up=made_up)] += amount
        of_week = [(Dimension.WEEK, str(week))] if week else []
        for dimension, value in ((Dimension.ALL, ""), (Dimension.CHARTER, str(charter)), *of_week):
            steps[Fact(dimension, value, Measure.MADE, made_up=made_up)] += amount
            steps[Fact(dimension, value, Measure.GOING, state=going, made_up=made_up)] += amount
            steps[Fact(dimension, value, Measure.WITH_NEWS, made_up=made_up)] += with_news
            if confirmed:
                steps[Fact(dimension, value, Measure.CONFIRMED, made_up=made_up)] += amount
            if day:
                steps[Fact(dimension, value, Measure.NEWS_DUE, day=day, made_up=made_up)] += amount
    for area, made_up, amount, by_organisations in grouped(public, "area", "made_up", also="organisation"):
        steps[Fact(Dimension.MAKER, ORGANISATION, Measure.MADE, made_up=made_up)] += by_organisations
        steps[Fact(Dimension.MAKER, INDIVIDUAL, Measure.MADE, made_up=made_up)] += amount - by_organisations
        if area:
            steps[Fact(Dimension.AREA, str(area), Measure.MADE, made_up=made_up)] += amount
    filed = Filing.objects.all()
    for principle, theme, made_up, amount, _ in grouped(filed, "principle", "theme", "commitment__made_up"):
        dimension, value = (Dimension.PRINCIPLE, principle) if principle else (Dimension.THEME, theme)
        steps[Fact(dimension, str(value), Measure.MADE, made_up=made_up)] += amount
    return +steps


def grouped(rows: "QuerySet[Any]", *fields: str, also: str = "pk") -> "Iterable[tuple[Any, ...]]":
    """The values of the fields, how many rows have them, and in how many of these `also` is filled."""
    counted: Iterable[tuple[Any, ...]] = rows.order_by().values_list(*fields).annotate(Count("pk"), filled=Count(also))
    return counted


@transaction.atomic
def recount() -> None:
    """Throw the tallies away and count afresh, while nobody publishes."""
    if connection.vendor == "postgresql":
        # Whoever publishes now waits at its tallies, so what it changes is in neither the old nor the new count.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE commitments_tally IN EXCLUSIVE MODE")
    changes = changes_so_far(Tally.objects.all())
    Tally.objects.all().delete()
    keep(fresh_count(), changes=changes + 1)


@transaction.atomic
def fold_tallies() -> int:
    """Add up the steps that are there now, and keep one row for each sum. Returns how many rows went."""
    if Tally.objects.filter(dimension=Dimension.ALL, measure=Measure.CHANGES).count() <= 1:
        return 0
    newest = Tally.objects.aggregate(newest=Max("pk"))["newest"] or 0
    sums: Counter[Fact] = Counter()
    changes = folded = 0
    while rows := list(Tally.objects.select_for_update().filter(pk__lte=newest).order_by("pk")[:FOLDED_AT_ONCE]):
        for row in rows:
            if row.measure == Measure.CHANGES:
                changes += row.amount
            else:
                fact = Fact(row.dimension, row.value, row.measure, row.state, row.day, row.made_up)
                sums[fact] += row.amount
        Tally.objects.filter(pk__in=[row.pk for row in rows]).delete()
        folded += len(rows)
    if folded:
        keep(sums, changes=changes)
    return folded


def changes_so_far(tallies: "QuerySet[Tally]") -> int:
    found: int | None = tallies.filter(dimension=Dimension.ALL, measure=Measure.CHANGES).aggregate(n=Sum("amount"))["n"]
    return found or 0
