"""The 48 hours of the law, which stand still at weekends and on bank holidays."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coprod_portal.working_hours import add_working_hours, end_of_day

LONDON = ZoneInfo("Europe/London")


def at(words: str) -> datetime:
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        pytest.param("2026-11-23 10:00", "2026-11-25 10:00", id="Monday"),
        pytest.param("2026-11-26 17:30", "2026-11-30 17:30", id="Thursday evening: the weekend does not count"),
        pytest.param("2026-11-27 19:00", "2026-12-01 19:00", id="Friday evening"),
        pytest.param("2026-11-28 12:00", "2026-12-02 00:00", id="Saturday: begins on Monday"),
        pytest.param("2026-11-29 23:59", "2026-12-02 00:00", id="Sunday night"),
        pytest.param("2026-12-23 15:00", "2026-12-29 15:00", id="Christmas: Friday, weekend and Monday are holidays"),
        pytest.param("2026-12-31 09:00", "2027-01-05 09:00", id="New Year"),
        pytest.param("2027-03-25 09:00", "2027-03-31 09:00", id="Easter: Good Friday to Easter Monday"),
        pytest.param("2026-10-23 18:00", "2026-10-27 18:00", id="clocks go back on the Sunday"),
        pytest.param("2026-03-27 18:00", "2026-03-31 18:00", id="clocks go forward on the Sunday"),
        pytest.param("2026-11-26 00:00", "2026-11-28 00:00", id="to the end of Friday"),
    ],
)
def test_forty_eight_hours_of_working_days(begins: str, ends: str) -> None:
    assert add_working_hours(at(begins)) == at(ends)


def test_it_is_london_that_counts() -> None:
    """Half past eleven at night on Thursday in UTC is Friday there in summer."""
    assert add_working_hours(datetime(2026, 6, 4, 23, 30, tzinfo=ZoneInfo("UTC")), hours=24) == at("2026-06-08 00:30")


def test_the_writer_has_until_midnight_of_the_fifth_day_and_every_day_counts() -> None:
    ends = end_of_day(at("2026-11-24 09:15"), 5)
    assert ends == at("2026-11-30 00:00")
    assert (ends - timedelta(seconds=1)).date().isoformat() == "2026-11-29"
