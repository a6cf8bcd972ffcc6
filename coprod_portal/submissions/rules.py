"""The rules of moderation, by edition, from `content/moderation_rules.toml`. Each decision notes its edition.

The words of an edition never change: `load_charters` refuses that.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from coprod_portal.languages.texts import Theirs

FILE = "moderation_rules.toml"


@dataclass(frozen=True)
class Rule:
    heading: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    number: int
    starts_on: date
    changes: str
    rules: tuple[Rule, ...]


@cache
def editions() -> tuple[Edition, ...]:
    """All of them, the newest first, also one that does not count yet. None where an adopter keeps no such file."""
    path = settings.CONTENT_FOLDER / FILE
    if not path.exists():
        return ()
    with path.open("rb") as file:
        found = [edition_of(values) for values in tomllib.load(file).get("editions", [])]
    return tuple(sorted(found, key=lambda edition: edition.number, reverse=True))


def edition_of(values: dict[str, Any]) -> Edition:
    return Edition(
        number=values["number"],
        starts_on=values["from"],
        changes=Theirs(values.get("changes", "")),
        rules=tuple(
            Rule(Theirs(rule["heading"]), tuple(Theirs(words) for words in rule["says"])) for rule in values["rules"]
        ),
    )


def editions_so_far() -> tuple[Edition, ...]:
    """Those that count or have counted, the newest first."""
    today = timezone.localdate()
    return tuple(edition for edition in editions() if edition.starts_on <= today)


def current_edition() -> Edition | None:
    return next(iter(editions_so_far()), None)


def current_number() -> int | None:
    """What the record of a decision notes."""
    current = current_edition()
    return current.number if current else None
