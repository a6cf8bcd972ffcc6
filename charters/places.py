"""Which area people mean by the name of a place."""

from unicodedata import combining, normalize

from charters.models import Area

QUOTES_AND_STOPS = "'\N{RIGHT SINGLE QUOTATION MARK}."


def area_for(words: str) -> Area | None:
    """The area of this name, or with a town of this name: "tipton" finds Sandwell."""
    wanted = simplified(words)
    if not wanted:
        return None
    names = list(Area.objects.order_by("pk").values_list("pk", "name", "towns__name"))
    by_name = {simplified(name): pk for pk, name, _ in names}
    by_town = {simplified(town): pk for pk, _, town in names if town}
    found = by_name.get(wanted) or by_town.get(wanted)
    return Area.objects.get(pk=found) if found else None


def simplified(words: str) -> str:
    """Without accents, hyphens, full stops, case, and more than one space in a row."""
    letters = (letter for letter in normalize("NFKD", words.casefold()) if not combining(letter))
    spaced = "".join(letter if letter.isalnum() else "" if letter in QUOTES_AND_STOPS else " " for letter in letters)
    return " ".join(spaced.split())
