"""The part of a text that shows why it was found, with the words that were found told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .words import words_of

CHARACTERS = 220
BEFORE = 60
# As `words_of` takes words apart, but in the text as it stands.
WORD = re.compile(r"\bco[-\u2010-\u2014 ]?produc\w*|[^\W_]+(?:['\u2019][^\W_]+)*", re.IGNORECASE)
# Enough to know a word in its other forms. Databases know more of them: then it is found, and not marked.
ENDINGS = (
    "ations",
    "ation",
    "ances",
    "ance",
    "ences",
    "ence",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ives",
    "ive",
    "ers",
    "er",
    "ies",
    "es",
)
SHORT_ENDINGS = ("ed", "ly", "s", "y", "e")
STEM = 3

# A word as search knows it, and what is left of it without its ending.
Form = tuple[str, str]


@dataclass(frozen=True)
class Piece:
    text: str
    is_found: bool = False


def pieces(text: str, words: Sequence[str], *, cut: bool = True) -> list[Piece]:
    """The text, or with `cut` the part around the first word that was found."""
    text = " ".join(text.split())
    places = [match.span() for match in WORD.finditer(text) if is_one_of(match.group(), words)]
    start, end = (0, len(text)) if not cut else around(text, places[0][0] if places else 0)
    found: list[Piece] = [Piece("…")] if start else []
    done = start
    for begins, ends in places:
        if begins >= start and ends <= end:
            found += [Piece(text[done:begins]), Piece(text[begins:ends], is_found=True)]
            done = ends
    found.append(Piece(text[done:end]))
    if end < len(text):
        found.append(Piece("…"))
    return [piece for piece in found if piece.text]


def around(text: str, place: int) -> tuple[int, int]:
    """Where to cut, between words."""
    if len(text) <= CHARACTERS:
        return 0, len(text)
    start = max(0, place - BEFORE) if place > CHARACTERS - BEFORE else 0
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + CHARACTERS)
    if end < len(text):
        end = max(text.rfind(" ", start, end), place) if " " in text[start:end] else end
    return start, end


def has_all(text: str, words: Sequence[str]) -> bool:
    there = [match.group() for match in WORD.finditer(text)]
    return all(any(is_one_of(one, [word]) for one in there) for word in words)


def is_one_of(written: str, words: Sequence[str]) -> bool:
    """Any of the words may be only begun, or stand in another form."""
    return any(is_form_of(form, word) for form in forms_of(written) for word in words)


def is_form_of(form: Form, word: str) -> bool:
    plain, its_stem = form
    return plain == word or its_stem == stem(word) or (len(word) > 1 and plain.startswith(word))


@lru_cache(maxsize=10_000)
def forms_of(written: str) -> tuple[Form, ...]:
    """Most words of most texts are the same few."""
    return tuple((plain, stem(plain)) for plain in words_of(written))


@lru_cache(maxsize=1000)
def stem(word: str) -> str:
    for endings in (("s",), ENDINGS, SHORT_ENDINGS):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= STEM:
                word = word.removesuffix(ending)
                break
    return word
