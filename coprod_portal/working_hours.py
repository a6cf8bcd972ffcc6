"""The 48 hours in which the law wants a website to act, which stand still at weekends and on bank holidays.

Regulation 1(3) of the Defamation (Operators of Websites) Regulations 2013 (SI 2013/3028): of a time of 48 hours, what
falls on a Saturday, a Sunday, Good Friday, Christmas Day or a bank holiday in England and Wales does not count.
"""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from coprod_portal.working_days import is_working_day

LAWFUL_HOURS = 48


def add_working_hours(at: datetime, hours: int = LAWFUL_HOURS) -> datetime:
    """The moment by which to act, in London's time. A day lasts from midnight to midnight there.

    Counted in hours that pass, so that a day on which the clocks change has as many as it has.
    """
    at, left = timezone.localtime(at), timedelta(hours=hours)
    while True:
        midnight = start_of_day_after(at)
        if is_working_day(at.date()):
            room = midnight.astimezone(UTC) - at.astimezone(UTC)
            if left <= room:
                return timezone.localtime(at.astimezone(UTC) + left)
            left -= room
        at = midnight


def end_of_day(at: datetime, days: int) -> datetime:
    """Midnight at the end of the `days`th day after the day of `at`. Every day counts."""
    return start_of_day_after(timezone.localtime(at) + timedelta(days=days))


def start_of_day_after(at: datetime) -> datetime:
    day = timezone.localtime(at).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))
