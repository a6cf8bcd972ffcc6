"""Which area people mean by the name of a place."""

from collections.abc import Iterable
from unicodedata import combining, normalize

QUOTES_AND_STOPS = "'\N{RIGHT SINGLE QUOTATION MARK}."

Place = tuple[str, str]
"""A proper name, and the slug of its area."""


def places_by_name(rows: Iterable[tuple[str, str, str | None]]) -> dict[str, Place]:
    """Areas and towns by what people may type. `rows` hold the slug and the name of an area, and a town in it if any.

    An area wins over a town of the same name.
    """
    rows = list(rows)
    towns = {simplified(town): (town, slug) for slug, _, town in rows if town}
    return towns | {simplified(name): (name, slug) for slug, name, _ in rows}


def simplified(words: str) -> str:
    """Without accents, hyphens, full stops, case, and more than one space in a row."""
    letters = (letter for letter in normalize("NFKD", words.casefold()) if not combining(letter))
    spaced = "".join(letter if letter.isalnum() else "" if letter in QUOTES_AND_STOPS else " " for letter in letters)
    return " ".join(spaced.split())
