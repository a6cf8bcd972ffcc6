"""One count, kept by the database: it goes up only while it is below its limit, however many ask at once."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from .models import Count
from .names import closed_for
from .table import Rate

Window = tuple[datetime, datetime]
# The database looks at the count again once it holds the row: so of many at once, no more than the limit pass.
COUNT_UP = """
    INSERT INTO limits_count (act, who, begins_at, ends_at, count) VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (act, who, begins_at) DO UPDATE SET count = limits_count.count + 1 WHERE limits_count.count < %s
    RETURNING count
"""


def window(within: timedelta) -> Window:
    """The one that we are in. They begin at the full hour, or at midnight in UTC."""
    seconds = int(within.total_seconds())
    begins = int(timezone.now().timestamp()) // seconds * seconds
    return datetime.fromtimestamp(begins, UTC), datetime.fromtimestamp(begins + seconds, UTC)


def count_up(act: str, rate: Rate, *who: str) -> int | None:
    """Which one this was in its window. None where the limit was reached before, and then nothing is counted."""
    now = window(rate.within)
    begins, ends = (connection.ops.adapt_datetimefield_value(moment) for moment in now)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, [act, closed_for(now, act, *who), begins, ends, rate.most])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def is_reached(act: str, rate: Rate, *who: str) -> bool:
    now = window(rate.within)
    return Count.objects.filter(
        act=act, who=closed_for(now, act, *who), begins_at=now[0], count__gte=rate.most
    ).exists()
