"""What became of each principle between two editions: kept, reworded, joined, split, dropped or new.

Pure: it is told what the words of each edition are and where they came from, and works on names alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    KEPT = "kept", _("The words are the same")
    REWORDED = "reworded", _("The words changed")
    JOINED = "joined", _("Joined with other words")
    SPLIT = "split", _("Split into more than one")
    DROPPED = "dropped", _("No longer in the charter")
    NEW = "new", _("New in the charter")


@dataclass(frozen=True)
class Words:
    """One principle as one edition has it. `came_from` names other principles whose words are in these too."""

    principle: int
    own: tuple[str, ...]
    came_from: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Change:
    """`before` are the principles of the earlier edition that `after`, of the later one, goes back to."""

    kind: Kind
    before: tuple[int, ...]
    after: int | None


@dataclass(frozen=True)
class Fate:
    """What became of one principle of the earlier edition. `after` are those of the later one that carry its words."""

    kind: Kind
    after: tuple[int, ...]


def lineage(*editions: Sequence[Words]) -> list[Change]:
    """The changes from the first of these editions to the last, in the order of the last; what was dropped follows.

    Those between are needed where words went through them: what was split in the second edition may be joined in the
    third.
    """
    first, last = editions[0], editions[-1]
    origins = trace(editions)
    carriers = carried_by(last, origins)
    old = {words.principle: words for words in first}
    changes = [change_of(words, origins[words.principle], old, carriers) for words in last]
    return changes + [
        Change(Kind.DROPPED, (words.principle,), None) for words in first if not carriers[words.principle]
    ]


def fates(*editions: Sequence[Words]) -> dict[int, Fate]:
    """What became of each principle of the first edition by the last."""
    first, last = editions[0], editions[-1]
    origins = trace(editions)
    carriers = carried_by(last, origins)
    new = {words.principle: words for words in last}
    return {words.principle: fate_of(words, carriers[words.principle], new, origins) for words in first}


def trace(editions: Sequence[Sequence[Words]]) -> dict[int, tuple[int, ...]]:
    """For each principle, those of the first edition that its newest words go back to.

    A principle that was gone for an edition and is back goes back to itself.
    """
    origins: dict[int, tuple[int, ...]] = {words.principle: (words.principle,) for words in editions[0]}
    for edition in editions[1:]:
        earlier = dict(origins)
        for words in edition:
            sources = [words.principle, *sorted(words.came_from - {words.principle})]
            origins[words.principle] = tuple(
                dict.fromkeys(origin for source in sources for origin in earlier.get(source, ()))
            )
    return origins


def carried_by(last: Sequence[Words], origins: dict[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """The other way round: who of the last edition carries the words of each principle of the first."""
    carriers: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for words in last:
        for origin in origins[words.principle]:
            carriers[origin] += (words.principle,)
    return carriers


def change_of(
    words: Words, before: tuple[int, ...], old: dict[int, Words], carriers: dict[int, tuple[int, ...]]
) -> Change:
    if not before:
        return Change(Kind.NEW, (), words.principle)
    if len(before) > 1:
        return Change(Kind.JOINED, before, words.principle)
    [origin] = before
    if origin == words.principle and old[origin].own == words.own:
        return Change(Kind.KEPT, before, words.principle)
    return Change(Kind.SPLIT if len(carriers[origin]) > 1 else Kind.REWORDED, before, words.principle)


def fate_of(words: Words, after: tuple[int, ...], new: dict[int, Words], origins: dict[int, tuple[int, ...]]) -> Fate:
    """Words that stand as they stood are kept, whatever else was made of them."""
    if not after:
        return Fate(Kind.DROPPED, ())
    if words.principle in after and new[words.principle].own == words.own:
        return Fate(Kind.KEPT, after)
    if len(after) > 1:
        return Fate(Kind.SPLIT, after)
    return Fate(Kind.JOINED if len(origins[after[0]]) > 1 else Kind.REWORDED, after)
