"""Working days in England: Monday to Friday without the bank holidays of `content/bank_holidays.toml`."""

import tomllib
from datetime import date, timedelta
from functools import cache

from django.conf import settings

SATURDAY = 5


@cache
def bank_holidays() -> frozenset[date]:
    with (settings.CONTENT_FOLDER / "bank_holidays.toml").open("rb") as file:
        return frozenset(entry["date"] for entry in tomllib.load(file)["bank_holidays"])


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays()


def add_working_days(day: date, count: int) -> date:
    """The `count`th working day after `day`, which itself never counts."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_since(day: date, until: date) -> int:
    """How many working days have begun after `day`, `until` included: the inverse of adding them."""
    return sum(is_working_day(day + timedelta(days=step)) for step in range(1, (until - day).days + 1))


def promised_days() -> int:
    """How many working days we promise to take to read what somebody sends us."""
    return int(settings.WORKING_DAYS_TO_READ)
