"""One page of the list, found by where the last one ended, so that a deep page costs no more than the first.

Each way to narrow and sort has an index that holds the answer in its order: see `Commitment.Meta` and `Filing.Meta`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone

from commitments.counts import AllCounts
from commitments.going import ENDED, Going
from commitments.joint import made_by
from commitments.lists.asked import ENDING, LATEST, NEWEST, YES, Asked
from commitments.models import Commitment, Filing
from commitments.operations.filing import GOING_NUMBERS, KIND, label
from commitments.tallies import ORGANISATION
from coprod_portal.search.index import AT_MOST, matching

ON_A_PAGE = 20
# More than this are not counted one by one.
COUNTED = 1000

FIELDS = {LATEST: "latest_at", NEWEST: "first_published_at", ENDING: "due_on"}
AFTER = re.compile(r"([0-9a-f]{1,16})-([0-9a-f]{1,15})")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Total:
    """How many there are in all. Past a bound we only say that there are more."""

    number: int
    is_more: bool = False


class UnknownPage(Exception):
    """What `after` says is not the end of a page."""


def narrowed(asked: Asked) -> tuple["QuerySet[Commitment]", Total | None]:
    """All that answers what was asked, and how many there are where search knows."""
    commitments = Commitment.objects.public()
    if asked.has_no_news:
        commitments = commitments.no_news()
    if asked.sort == ENDING:
        commitments = commitments.filter(due_on__gte=timezone.localdate()).exclude(going__in=ENDED)
    if asked.words:
        found = found_by_words(asked)
        total = Total(len(found), len(found) >= AT_MOST)
        is_exact = not asked.has_no_news and asked.sort != ENDING and not asked.organisation
        return of_organisation(commitments.filter(pk__in=found), asked), total if is_exact else None
    return under_filters(of_organisation(commitments, asked), asked), None


def of_organisation(commitments: "QuerySet[Commitment]", asked: Asked) -> "QuerySet[Commitment]":
    return commitments.filter(made_by(asked.organisation.pk)) if asked.organisation else commitments


def under_filters(commitments: "QuerySet[Commitment]", asked: Asked) -> "QuerySet[Commitment]":
    commitments = commitments.filter(
        **{name: value.pk for name in ("charter", "area", "week") if (value := getattr(asked, name))}
    )
    if asked.maker:
        commitments = commitments.filter(organisation__isnull=asked.maker != ORGANISATION)
    if asked.going and not asked.has_no_news:
        commitments = commitments.filter(going=asked.going)
    if asked.confirmed:
        commitments = commitments.filter(going=Going.DONE, is_confirmed=asked.confirmed == YES)
    if asked.principle and asked.theme:
        under_theme = Filing.objects.filter(commitment=OuterRef("pk"), theme=asked.theme.pk)
        commitments = commitments.filter(Exists(under_theme))
    if asked.principle:
        return filed(commitments, principle=asked.principle.pk)
    return filed(commitments, theme=asked.theme.pk) if asked.theme else commitments


def filed(commitments: "QuerySet[Commitment]", **under: int) -> "QuerySet[Commitment]":
    """Joined once, so that the order and the start of the page are read from the same index as the filter."""
    one = Q(**{f"filings__{name}": pk for name, pk in under.items()})
    return commitments.alias(filed=FilteredRelation("filings", condition=one)).filter(filed__isnull=False)


def found_by_words(asked: Asked) -> list[int]:
    """The newest that have the words and answer the filters; where the words are a place, also those of its area."""
    named = {name: getattr(asked, name) for name in ("charter", "principle", "theme", "area", "week")}
    labels = [label(name, value.pk) for name, value in named.items() if value]
    if asked.maker:
        labels.append(label("maker", int(asked.maker == ORGANISATION)))
    if asked.going in GOING_NUMBERS:
        labels.append(label("going", GOING_NUMBERS[asked.going]))
    if asked.confirmed:
        labels.append(label("confirmed", int(asked.confirmed == YES)))
        labels.append(label("going", GOING_NUMBERS[Going.DONE]))
    if not settings.SHOW_MADE_UP:
        labels.append(label("madeup", 0))
    or_label = label("area", asked.place[1].pk) if asked.place else ""
    return matching(kind=KIND, words=asked.words, labels=labels, or_label=or_label)


def sorted_from(commitments: "QuerySet[Commitment]", asked: Asked) -> "QuerySet[Commitment]":
    """In the order asked for, from where the last page ended."""
    is_filed = bool((asked.principle or asked.theme) and not asked.words)
    moment, number = FIELDS[asked.sort], "pk"
    if is_filed:
        moment, number = f"filed__{moment}", "filed__commitment"
    if asked.after:
        value, pk = end_of_page(asked)
        side = "gt" if asked.sort == ENDING else "lt"
        commitments = commitments.filter(
            Q(**{f"{moment}__{side}e": value}) & (Q(**{f"{moment}__{side}": value}) | Q(**{f"{number}__{side}": pk}))
        )
    sign = "" if asked.sort == ENDING else "-"
    return commitments.order_by(sign + moment, sign + number)


def end_of_page(asked: Asked) -> tuple[date | datetime, int]:
    parts = AFTER.fullmatch(asked.after)
    if not parts:
        raise UnknownPage
    number, pk = (int(part, 16) for part in parts.groups())
    try:
        if asked.sort == ENDING:
            return date.fromordinal(number), pk
        return BEGINNING + timedelta(microseconds=number), pk
    except (OverflowError, ValueError):
        raise UnknownPage from None


def after(asked: Asked, row: dict[str, Any]) -> str:
    """What the address of the next page says, when this is the last row of a page."""
    value = row[FIELDS[asked.sort]]
    number = value.toordinal() if asked.sort == ENDING else (value - BEGINNING) // timedelta(microseconds=1)
    return f"{number:x}-{row['pk']:x}"


def total_of(asked: Asked, commitments: "QuerySet[Commitment]", counts: AllCounts) -> Total:
    """From the kept counts where they have it."""
    kept = kept_total(asked, counts)
    if kept is not None:
        return Total(kept)
    counted = commitments.order_by().values("pk")[: COUNTED + 1].count()
    return Total(min(counted, COUNTED), counted > COUNTED)


def kept_total(asked: Asked, counts: AllCounts) -> int | None:
    filters = asked.filters
    if asked.words or asked.sort == ENDING or asked.organisation:
        return None
    if not filters:
        return counts.portal.made
    if set(filters) <= {"charter", "confirmed"} and asked.confirmed:
        of = counts.of_charter(asked.charter.pk) if asked.charter else counts.portal
        return of.confirmed if asked.confirmed == YES else of.said_done
    if set(filters) <= {"charter", "going"} and "going" in filters:
        of = counts.of_charter(asked.charter.pk) if asked.charter else counts.portal
        return of.no_news if asked.has_no_news else of.going[asked.going]
    if len(filters) > 1:
        return None
    ((name, _),) = filters.items()
    value = getattr(asked, name)
    return counts.made_under(name, value if isinstance(value, str) else value.pk)
