"""When two names of organisations are likely to be one: told by what is left without case, signs and legal words."""

from difflib import SequenceMatcher

from charters.places import simplified

LONGEST = 150
START = 3
# Words that are left out of a name, or added to it, without making another of it.
PHRASES = (("community", "interest", "company"), ("charitable", "incorporated", "organisation"), ("made", "up"))
SMALL_WORDS = frozenset(
    {"a", "and", "the", "of", "for", "in", "at"}
    | {"ltd", "limited", "cic", "cio", "scio", "plc", "llp", "lbg", "inc", "company", "charity", "registered"}
)
CLOSE = 0.88
FEWEST_SHARED = 2


def likeness(name: str) -> str:
    """The words of a name that count, in the order of the alphabet. Names that differ in nothing else have the same."""
    words = simplified(name).split()
    for phrase in PHRASES:
        words = without(words, phrase)
    kept = [word for word in words if word not in SMALL_WORDS] or words
    return " ".join(sorted(kept))[:LONGEST]


def without(words: list[str], phrase: tuple[str, ...]) -> list[str]:
    for place in range(len(words) - len(phrase) + 1):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return words[:place] + words[place + len(phrase) :]
    return words


def is_close(one: str, other: str) -> bool:
    """Of two such texts: the same, a slip of the pen apart, or one with a word more, like the name of a town."""
    if one == other:
        return True
    words, others = set(one.split()), set(other.split())
    fewer, more = sorted((words, others), key=len)
    if len(fewer) >= FEWEST_SHARED and fewer <= more and len(more) - len(fewer) == 1:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= CLOSE
