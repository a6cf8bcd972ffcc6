"""When we ask a maker for news."""

from calendar import monthrange
from datetime import date

from django.conf import settings


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day: 30 November and three months is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def next_news_due(*, told_on: date, due_on: date) -> date:
    """Some months after the last word, but not past the end date, on which we always ask."""
    regular = add_months(told_on, settings.NEWS_EVERY_MONTHS)
    return min(regular, due_on) if due_on > told_on else regular
