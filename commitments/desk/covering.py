"""Words with each private fact covered, for whoever reads them to advise and not to decide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from commitments.desk.hints import Hint, birthdays, emails, links, names, nhs_numbers, phones, postcodes

# Two words or more with a capital letter look like a name. So do many that are none: better too much than too little.
LIKE_A_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’-]{1,40}(?: [A-ZÀ-ÖØ-Þ][\w'’-]{1,40}){1,4}")  # noqa: RUF001

# Of a name, so that no initial is looked for.
SHORTEST_PART = 3

# Where two overlap, all of both is covered, and called what begins first; of two that begin together, this order wins.
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
    """From the first to the last letter of any, each of which is covered once."""
    kept: list[Hint] = []
    found = (hint for find in PRIVATE for hint in find(text, today))
    every = (*mentions(text, makers_name), *found, *like_names(text, public))
    for hint in sorted(every, key=lambda hint: hint.start):
        if kept and hint.start < kept[-1].end:
            kept[-1] = replace(kept[-1], end=max(kept[-1].end, hint.end))
        else:
            kept.append(hint)
    return kept


def mentions(text: str, name: str) -> Iterator[Hint]:
    """Where somebody wrote their own name, or a part of it with a capital letter."""
    parts = [part for part in name.split() if len(part) >= SHORTEST_PART and part[0].isupper()]
    for found, flags in ((name.strip(), re.IGNORECASE), *((part, 0) for part in parts)):
        if found:
            for match in re.finditer(rf"(?<!\w){re.escape(found)}(?!\w)", text, flags):
                yield Hint(*match.span(), _("Name"), "")


def like_names(text: str, public: tuple[str, ...]) -> Iterator[Hint]:
    for match in LIKE_A_NAME.finditer(text):
        if not any(match.group() in name for name in public):
            yield Hint(*match.span(), _("Name"), "")
