"""The place in a list from where an address asks to go on: whatever somebody may have typed there."""

import re

KEY = re.compile(r"\d{1,18}", re.ASCII)


def key_in(place: str) -> int | None:
    """The key of a row, small enough for every database; None where it says nothing that we know."""
    return int(place) if KEY.fullmatch(place) else None
