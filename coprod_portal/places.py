"""The place in a list from where an address asks to go on: whatever somebody may have typed there."""

import re
from datetime import date

KEY = re.compile(r"\d{1,18}", re.ASCII)
DAY_AND_KEY = re.compile(r"([0-9a-f]{1,8})-([0-9a-f]{1,15})")


def key_in(place: str) -> int | None:
    """The key of a row, small enough for every database; None where it says nothing that we know."""
    return int(place) if KEY.fullmatch(place) else None


def day_and_key_in(place: str) -> tuple[date, int] | None:
    """Of a list in the order of days, and of keys within a day: what `place_of` has written."""
    found = DAY_AND_KEY.fullmatch(place)
    try:
        return (date.fromordinal(int(found[1], 16)), int(found[2], 16)) if found else None
    except (ValueError, OverflowError):
        return None


def place_of(day: date, key: int) -> str:
    return f"{day.toordinal():x}-{key:x}"
