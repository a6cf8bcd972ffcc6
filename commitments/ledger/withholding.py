"""Which numbers are not shown, so that nobody can tell from them what became of one person's words.

A number below five is withheld. Where a sum and the other numbers in it would give a withheld one away, one more is
kept back with it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

SMALLEST_SHOWN = 5

Key = TypeVar("Key", bound=Hashable)
Sum = tuple[Key, Sequence[Key]]


def withheld(
    counts: Mapping[Key, int],
    sums: Iterable[Sum[Key]],
    *,
    hidden: Iterable[Key] = (),
    may_keep_back: Callable[[Key], bool] = lambda key: True,
) -> frozenset[Key]:
    """The keys of all numbers that are not shown. Each of `sums` is the key of a sum, and those that it is the sum of.

    `hidden` are withheld already, and what may not be kept back was shown before.
    """
    unknown = {*hidden, *(key for key, number in counts.items() if number < SMALLEST_SHOWN)}
    sums = list(sums)
    while extra := next((key for each in sums if (key := keep_back(counts, each, unknown, may_keep_back))), None):
        unknown.add(extra)
    return frozenset(unknown)


def keep_back(
    counts: Mapping[Key, int], each: Sum[Key], hidden: set[Key], may_keep_back: Callable[[Key], bool]
) -> Key | None:
    """One more number of this sum that must not be shown: its last part, or where one is kept back, the sum.

    Which part it is does not hang on the numbers: that the smallest is kept back would say how large it can be.
    """
    total, parts = each
    if not gives_away(counts, each, hidden):
        return None
    shown = [key for key in parts if key not in hidden and may_keep_back(key)]
    is_kept_back = any(key in hidden and counts[key] >= SMALLEST_SHOWN for key in parts)
    if shown and (total in hidden or not is_kept_back):
        return shown[-1]
    return total if total not in hidden else None


def gives_away(counts: Mapping[Key, int], each: Sum[Key], hidden: set[Key]) -> bool:
    """Whether the rest of a sum tells what a withheld number of it is. That it is none tells of nobody.

    Everybody can know this rule. So that it tells nothing either, a sum is kept back before it is certain.
    """
    total, parts = each
    unknown = [key for key in (total, *parts) if key in hidden]
    if len(unknown) == 1:
        return counts[unknown[0]] > 0
    if total in hidden or not unknown:
        return False
    small = [key for key in unknown if counts[key] < SMALLEST_SHOWN]
    most, together = len(small) * (SMALLEST_SHOWN - 1), sum(counts[key] for key in unknown)
    if len(small) == len(unknown):
        return together >= most - 1
    # Those that are not small are five or more: if little is left beside these, it says how small the others are.
    return bool(small) and together - SMALLEST_SHOWN * (len(unknown) - len(small)) < SMALLEST_SHOWN - 1
