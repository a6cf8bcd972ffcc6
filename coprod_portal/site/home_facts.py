"""What the home page says about the whole portal, read with few queries and kept until something public changes."""

from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language

from charters.models import Charter, Theme, Wording
from commitments.counts import AllCounts, all_counts
from commitments.models import Week
from commitments.weeks import week_shown_first

# For what the key does not see: charters that were loaded again.
KEPT_SECONDS = 60
SHORT_ENOUGH_TO_QUOTE = 120


@dataclass(frozen=True)
class CharterFacts:
    """A charter as its card on the home page shows it."""

    short_title: str
    address: str
    thread: str
    kind: str
    commitments: int
    quote: str
    """The first of its exact words that are short enough for a card, or nothing."""


@dataclass(frozen=True)
class ThemeFacts:
    slug: str
    name: str
    address: str


@dataclass(frozen=True)
class HomeFacts:
    counts: AllCounts
    charters: list[CharterFacts]
    themes: list[ThemeFacts]
    week: Week | None
    """The Co-production Week that is open, or the next one."""


def home_facts(version: str) -> HomeFacts:
    """For a `content_version`."""
    key = f"home:{get_language()}:{version}"
    found: HomeFacts | None = cache.get(key)
    if found is None:
        counts = all_counts(version)
        found = HomeFacts(counts=counts, charters=charter_facts(counts), themes=theme_facts(), week=week_shown_first())
        cache.set(key, found, KEPT_SECONDS)
    return found


def theme_facts() -> list[ThemeFacts]:
    named = Theme.objects.values_list("slug", "name")
    return [ThemeFacts(slug, name, reverse("theme", args=[slug])) for slug, name in named]


def charter_facts(counts: AllCounts) -> list[CharterFacts]:
    charters = list(Charter.objects.public())
    editions = [charter.current_edition_id for charter in charters]
    wordings: dict[int, list[Wording]] = {}
    for wording in Wording.objects.filter(edition__in=editions).select_related("section").order_by("position"):
        wordings.setdefault(wording.edition_id, []).append(wording)
    return [card(charter, wordings.get(charter.current_edition_id or 0, []), counts) for charter in charters]


def card(charter: Charter, wordings: list[Wording], counts: AllCounts) -> CharterFacts:
    quotes = (wording.short or wording.text for wording in wordings if is_quotable(wording))
    return CharterFacts(
        short_title=charter.short_title,
        address=charter.get_absolute_url(),
        thread=charter.thread,
        kind=charter.get_kind_display(),
        commitments=counts.of_charter(charter.pk).made,
        quote=next(quotes, ""),
    )


def is_quotable(wording: Wording) -> bool:
    """Exact, whole, short, and able to stand alone: a line of a group says something else without the others."""
    whole = wording.text_status == Wording.TextStatus.WHOLE and not wording.section.stands_together
    return wording.is_quotation and whole and len(wording.short or wording.text) <= SHORT_ENOUGH_TO_QUOTE
