"""What the ledger shows of a year, month by month: numbers, or that they are withheld."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from math import ceil

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.ledger.counting import begins, month_after
from commitments.ledger.reasons import LABELS
from commitments.ledger.withholding import SMALLEST_SHOWN, Sum, withheld
from commitments.models import LedgerMonth
from coprod_portal.languages.texts import Text

READ = ("published", "returned", "declined")
WITH_REASON = ("returned", "declined", "hidden")
NAMES: dict[str, Text] = {
    "read": gettext_lazy("Decided"),
    "published": gettext_lazy("Published"),
    "returned": gettext_lazy("Sent back with a question"),
    "declined": gettext_lazy("Not published"),
    "hidden": gettext_lazy("Hidden"),
    "restored": gettext_lazy("Public again"),
    "removed": gettext_lazy("Parts removed"),
    "apart": gettext_lazy("Kept apart, because somebody may be in danger"),
    "appealed": gettext_lazy("Appeals that came"),
    "upheld": gettext_lazy("Appeals after which we decided otherwise"),
    "not-upheld": gettext_lazy("Appeals after which our decision stayed"),
}
# Each table of the page has some of them.
DECIDED = ("read", "published", "returned", "declined")
AFTERWARDS = ("hidden", "restored", "removed", "apart", "appealed", "upheld", "not-upheld")
SUMS = (
    ("read", READ),
    *((name, tuple(f"{name}:{group}" for group in LABELS)) for name in WITH_REASON),
)
EVERY = (*NAMES, *(key for _, keys in SUMS[1:] for key in keys))
HALF, NINE_OF_TEN = 0.5, 0.9


# A month, or none for the whole year, and what is counted.
Place = tuple[date | None, str]


@dataclass(frozen=True)
class Number:
    number: int
    is_withheld: bool = False

    @property
    def shown(self) -> str:
        if not self.is_withheld:
            return str(intcomma(self.number))
        return _("fewer than 5") if self.number < SMALLEST_SHOWN else _("kept back")

    @property
    def in_file(self) -> object:
        return self.shown if self.is_withheld else self.number


@dataclass(frozen=True)
class Bar:
    """One line of a chart."""

    words: Text
    value: Number
    most: int

    @property
    def shown(self) -> str:
        return self.value.shown

    @property
    def percent(self) -> int:
        return 0 if self.value.is_withheld or not self.most else round(100 * self.value.number / self.most)


@dataclass(frozen=True)
class Period:
    """A month, or a whole year."""

    starts_on: date
    counts: Mapping[str, int]
    waits: Mapping[int, int]
    hidden: frozenset[str]
    counted_at: datetime
    is_year: bool = False

    @property
    def named(self) -> str:
        return f"{self.starts_on:%Y}" if self.is_year else date_format(self.starts_on, "F Y")

    @property
    def is_open(self) -> bool:
        return not self.is_year and self.counted_at < begins(month_after(self.starts_on))

    @property
    def address(self) -> str:
        return f"?month={self.starts_on:%Y-%m}"

    def number(self, name: str) -> Number:
        return Number(self.counts.get(name, 0), name in self.hidden)

    @property
    def decided(self) -> list[Number]:
        return [self.number(name) for name in DECIDED]

    @property
    def afterwards(self) -> list[Number]:
        return [self.number(name) for name in AFTERWARDS]

    @property
    def reasons(self) -> list[tuple[Text, list[Number]]]:
        return [(label, [self.number(f"{name}:{group}") for name in WITH_REASON]) for group, label in LABELS.items()]

    @property
    def half(self) -> int | None:
        return within(self.waits, HALF)

    @property
    def nine_of_ten(self) -> int | None:
        return within(self.waits, NINE_OF_TEN)


def within(waits: Mapping[int, int], share: float) -> int | None:
    """The fewest working days within which at least this share was decided on. None of so few says nothing."""
    all_of_them, so_far = sum(waits.values()), 0
    if all_of_them < SMALLEST_SHOWN:
        return None
    needed = ceil(round(share * all_of_them, 6))
    for days in sorted(waits):
        so_far += waits[days]
        if so_far >= needed:
            return days
    return None


@dataclass(frozen=True)
class Year:
    number: int
    months: list[Period]
    total: Period | None = None
    """Once the year is over. Until then a sum that grows would tell what each day brought."""

    @cached_property
    def bars(self) -> list[Bar]:
        read = [month.number("read") for month in self.months]
        most = max((number.number for number in read if not number.is_withheld), default=0)
        return [Bar(month.named, number, most) for month, number in zip(self.months, read, strict=True)]


def kept() -> "QuerySet[LedgerMonth]":
    """Made-up decisions count in a trial, and never on a live site."""
    rows = LedgerMonth.objects.order_by("starts_on", "made_up")
    return rows if settings.SHOW_MADE_UP else rows.filter(made_up=False)


def years() -> list[int]:
    """Those that have months, the newest first."""
    return [day.year for day in kept().order_by().dates("starts_on", "year", order="DESC")]


def year_of(number: int) -> Year:
    rows = kept().filter(starts_on__year=number)
    months = [month_from(day, list(of_day)) for day, of_day in groupby(rows, key=lambda row: row.starts_on)]
    is_over = bool(months) and not months[-1].is_open and months[-1].starts_on.month == 12
    return Year(number, months, total_of(months) if is_over else None)


def month_from(day: date, rows: list[LedgerMonth]) -> Period:
    counts: Counter[str] = Counter()
    waits: Counter[int] = Counter()
    for row in rows:
        counts.update(row.counts)
        waits.update({int(days): number for days, number in row.waits.items()})
    counts["read"] = sum(counts[name] for name in READ)
    every = {name: counts[name] for name in EVERY}
    return Period(day, every, waits, withheld(every, SUMS), min(row.counted_at for row in rows))


def total_of(months: list[Period]) -> Period:
    """The sums of a year that is over. What its months show was shown before: so only a sum can be kept back."""
    of_year = {name: sum(month.counts[name] for month in months) for name in EVERY}
    counts: dict[Place, int] = {(month.starts_on, name): month.counts[name] for month in months for name in EVERY}
    counts |= {(None, name): number for name, number in of_year.items()}
    sums: list[Sum[Place]] = [((None, name), [(month.starts_on, name) for month in months]) for name in EVERY]
    sums += [((None, total), [(None, part) for part in parts]) for total, parts in SUMS]
    left = withheld(
        counts,
        sums,
        hidden=[(month.starts_on, name) for month in months for name in month.hidden],
        may_keep_back=lambda place: place[0] is None,
    )
    waits: Counter[int] = Counter()
    for month in months:
        waits.update(month.waits)
    hidden = frozenset(name for starts_on, name in left if starts_on is None)
    return Period(months[0].starts_on, of_year, waits, hidden, months[-1].counted_at, is_year=True)


HEADER = (
    gettext_lazy("Month"),
    gettext_lazy("What"),
    gettext_lazy("Reason"),
    gettext_lazy("How many"),
    gettext_lazy("Is the month over?"),
    gettext_lazy("Counted on"),
)


def lines() -> Iterator[tuple[object, ...]]:
    """What the file holds: a line for each number of each month, the oldest month first."""
    for number in reversed(years()):
        for month in year_of(number).months:
            yield from lines_of(month)


def lines_of(month: Period) -> Iterator[tuple[object, ...]]:
    day = timezone.localdate(month.counted_at)
    end = (_("not yet") if month.is_open else _("yes"), day)
    named = f"{month.starts_on:%Y-%m}"
    for name, label in NAMES.items():
        yield named, label, "", month.number(name).in_file, *end
        if name in WITH_REASON:
            for group, reason in LABELS.items():
                yield named, label, reason, month.number(f"{name}:{group}").in_file, *end
    for label, days in (
        (_("Half were decided on for the first time within so many working days"), month.half),
        (_("Nine of ten were decided on for the first time within so many working days"), month.nine_of_ten),
    ):
        yield named, label, "", _("too few to say") if days is None else days, *end
