"""What somebody asks the queue to show. An address may say anything: what we do not know asks for nothing."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

LATE, TOMORROW = "late", "tomorrow"
SLUG = re.compile(r"[-\w]{1,50}", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
PLACE = re.compile(r"(\d{1,17})-([a-d]?)(\d{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_SOURCE = "a"


@dataclass(frozen=True)
class Asked:
    kind: str = ""
    charter: str = ""
    week: int | None = None
    waiting: str = ""
    mine: bool = False

    @classmethod
    def of(cls, typed: QueryDict) -> "Asked":
        kind, charter, week, waiting, mine = (
            str(typed.get(name, "")) for name in ("kind", "charter", "week", "waiting", "mine")
        )
        return cls(
            kind=kind if SLUG.fullmatch(kind) else "",
            charter=charter if SLUG.fullmatch(charter) else "",
            week=int(week) if YEAR.fullmatch(week) else None,
            waiting=waiting if waiting in (LATE, TOMORROW) else "",
            mine=mine == "yes",
        )

    @property
    def query(self) -> str:
        """The same question in an address."""
        said = {
            "kind": self.kind,
            "charter": self.charter,
            "week": self.week,
            "waiting": self.waiting,
            "mine": "yes" if self.mine else "",
        }
        return urlencode({name: value for name, value in said.items() if value})

    def in_address(self, address: str) -> str:
        return f"{address}?{self.query}" if self.query else address


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in the queue: since when it waits, from which source it is, and its key there."""

    at: datetime
    source: str
    key: int

    @classmethod
    def of(cls, typed: str) -> "Place | None":
        found = PLACE.fullmatch(typed)
        if found is None:
            return None
        return cls(EPOCH + timedelta(microseconds=int(found[1])), found[2] or FIRST_SOURCE, int(found[3]))

    def __str__(self) -> str:
        source = "" if self.source == FIRST_SOURCE else self.source
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{source}{self.key}"
