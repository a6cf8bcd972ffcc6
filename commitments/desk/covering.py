"""Words with each private fact covered, for whoever reads them to advise and not to decide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commitments.desk.hints import Hint, birthdays, emails, links, names, nhs_numbers, phones, postcodes

# Two words or more with a capital letter look like a name. So do many that are none: better too much than too little.
LIKE_A_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’-]{1,40}(?: [A-ZÀ-ÖØ-Þ][\w'’-]{1,40}){1,4}")  # noqa: RUF001

# In the order in which one wins where two overlap.
PRIVATE = (emails, links, nhs_numbers, phones, birthdays, postcodes, names)


@dataclass(frozen=True)
class Stretch:
    """A stretch of text; or, with `covers`, what kind of fact stood there."""

    text: str
    covers: str = ""


def covered(text: str, *, makers_name: str = "", public: tuple[str, ...] = (), today: date) -> list[Stretch]:
    """The text cut at its private facts, which are not in it any more.

    `makers_name` is that of one person; `public` are names that everybody may know, like that of an organisation.
    """
    pieces, at = [], 0
    for hint in private_facts(text, makers_name, public, today):
        pieces += [Stretch(text[at : hint.start]), Stretch("", covers=hint.kind)]
        at = hint.end
    pieces.append(Stretch(text[at:]))
    return [piece for piece in pieces if piece.text or piece.covers]


def covered_line(text: str, *, makers_name: str = "", public: tuple[str, ...] = (), today: date) -> str:
    """The same for a heading."""
    pieces = covered(text, makers_name=makers_name, public=public, today=today)
    return "".join(f"[{piece.covers}]" if piece.covers else piece.text for piece in pieces)


def private_facts(text: str, makers_name: str, public: tuple[str, ...], today: date) -> list[Hint]:
    kept: list[Hint] = []
    found = (hint for find in PRIVATE for hint in find(text, today))
    for hint in (*mentions(text, makers_name), *found, *like_names(text, public)):
        if all(hint.end <= other.start or hint.start >= other.end for other in kept):
            kept.append(hint)
    return sorted(kept, key=lambda hint: hint.start)


def mentions(text: str, name: str) -> Iterator[Hint]:
    """Where somebody wrote their own name."""
    if name.strip():
        for match in re.finditer(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text, re.IGNORECASE):
            yield Hint(*match.span(), _("Name"), "")


def like_names(text: str, public: tuple[str, ...]) -> Iterator[Hint]:
    for match in LIKE_A_NAME.finditer(text):
        if not any(match.group() in name for name in public):
            yield Hint(*match.span(), _("Name"), "")
