"""The queue of the desk: all that waits, from every source, the oldest first."""

from dataclasses import dataclass, replace

from commitments.desk.asked import LATE, TOMORROW, Asked, Place
from commitments.desk.holds import held_among, held_by
from commitments.desk.sources import BY_LETTER, SOURCES
from commitments.desk.waiting import Item
from coprod_portal.accounts.models import User

PAGE = 25
COUNTED = 1000


@dataclass(frozen=True)
class Queue:
    items: list[Item]
    next_place: str


@dataclass(frozen=True)
class Number:
    """How many, as far as we count."""

    counted: int

    @property
    def is_more(self) -> bool:
        return self.counted > COUNTED

    @property
    def shown(self) -> int:
        return min(self.counted, COUNTED)


def queue(*, asked: Asked | None = None, place: str = "", by: User, most: int = 0) -> Queue:
    """The items after `place`; from the oldest on when that says nothing we know."""
    asked, most = asked or Asked(), most or PAGE
    held = [hold.thing for hold in held_by(by)] if asked.mine else []
    after = Place.of(place)
    found = sorted(
        place
        for source in SOURCES
        for place in source.places(source.asked_for(asked, by=by, held=held), after=after, most=most + 1)
    )
    shown = found[:most]
    return Queue(items=items_at(shown, by=by), next_place=str(shown[-1]) if len(found) > most else "")


def items_at(places: list[Place], *, by: User) -> list[Item]:
    """In the order of their places, each with who has it."""
    found: dict[tuple[str, int], Item] = {}
    for letter in {place.source for place in places}:
        keys = [place.key for place in places if place.source == letter]
        found |= {(letter, key): item for key, item in BY_LETTER[letter].items(keys, by).items()}
    items = [found[key] for place in places if (key := (place.source, place.key)) in found]
    held = held_among([item.thing for item in items])
    return [replace(item, hold=held.get(item.thing)) for item in items]


def counts(*, by: User) -> dict[str, Number]:
    """How many wait, how many of them longer than we promised, and how many will on the next working day."""
    return {when or "waiting": count(Asked(waiting=when), by=by) for when in ("", LATE, TOMORROW)}


def count(asked: Asked, *, by: User) -> Number:
    counted = 0
    for source in SOURCES:
        counted += source.asked_for(asked, by=by, held=[]).order_by()[: COUNTED + 1].count()
    return Number(counted)
