"""The lists of opportunities: what can be asked of them, a page of them, and what a card shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from charters.models import Area, Charter
from commitments.lists.cards import MADE_UP
from commitments.models import Opportunity, Outcome
from commitments.models.opportunities import OpportunityQuerySet
from commitments.opportunity_kinds import Kind, kind_of, kinds
from commitments.opportunity_words import listed_by, when
from coprod_portal.places import day_and_key_in, place_of
from coprod_portal.submissions.states import State

ON_A_PAGE = 20
FILTERS = ("charter", "area", "kind")


@dataclass(frozen=True)
class Asked:
    """All that stands in the address and exists. What we do not know becomes a sentence."""

    charter: Charter | None = None
    area: Area | None = None
    kind: Kind | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def filters(self) -> dict[str, str]:
        named = {name: getattr(self, name) for name in FILTERS}
        return {name: value.slug for name, value in named.items() if value}

    def narrow(self, found: OpportunityQuerySet) -> OpportunityQuerySet:
        if self.charter:
            found = found.filter(charter=self.charter)
        if self.area:
            found = found.filter(published_notice__area=self.area)
        return found.filter(published_notice__kind=self.kind.slug) if self.kind else found

    def address(self, **more: str) -> str:
        query = urlencode({**self.filters, **more})
        return f"?{query}" if query else "."


@dataclass(frozen=True)
class Choices:
    """What the list can be narrowed by."""

    charter: dict[str, Charter]
    area: dict[str, Area]
    kind: dict[str, Kind]


def choices() -> Choices:
    return Choices(
        charter={charter.slug: charter for charter in Charter.objects.public()},
        area={area.slug: area for area in Area.objects.all()},
        kind=kinds(),
    )


def read(parameters: Mapping[str, str], known: Choices) -> Asked:
    """`parameters` as they came, whoever made them up."""
    problems: list[str] = []
    chosen: dict[str, Any] = {}
    for name in FILTERS:
        value = " ".join(parameters.get(name, "").replace("\0", "").split())
        chosen[name] = getattr(known, name).get(value)
        if value and chosen[name] is None:
            problems.append(_("We do not know “%(value)s”, so we left it out.") % {"value": value[:40]})
    return Asked(**chosen, problems=problems)


def one_page(found: OpportunityQuerySet, after: str, *, is_rising: bool) -> tuple[list[Opportunity], str]:
    """A page from where the last one ended, and where the next begins. What is no place begins at the first."""
    sign, side = ("", "gt") if is_rising else ("-", "lt")
    if place := day_and_key_in(after):
        day, key = place
        found = found.filter(Q(**{f"closes_on__{side}": day}) | Q(closes_on=day, **{f"pk__{side}": key}))
    rows = list(found.order_by(f"{sign}closes_on", f"{sign}pk")[: ON_A_PAGE + 1])
    if len(rows) <= ON_A_PAGE:
        return rows, ""
    last = rows[ON_A_PAGE - 1]
    return rows[:ON_A_PAGE], place_of(last.closes_on, last.pk) if last.closes_on else ""


def with_words(found: OpportunityQuerySet) -> OpportunityQuerySet:
    told = Outcome.objects.filter(submission__state=State.PUBLISHED).order_by("-told_on", "-pk")
    return found.select_related(
        "charter", "organisation", "published_notice__area", "published_notice__submission"
    ).prefetch_related(Prefetch("outcomes", told))


def card(opportunity: Opportunity) -> dict[str, Any]:
    """What a card of a list shows."""
    notice, lister = opportunity.published_notice, listed_by(opportunity)
    return {
        "opportunity": opportunity,
        "notice": notice,
        "kind": kind_of(notice.kind).name if notice else "",
        "when": when(notice) if notice else "",
        "listed_by": lister,
        # The names of made-up organisations often say it themselves.
        "says_made_up": opportunity.made_up and MADE_UP not in lister,
        "outcome": next(iter(opportunity.outcomes.all()), None),
    }
