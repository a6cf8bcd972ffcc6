"""What the charters' pages show of commitments: `charters` itself knows none."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import Charter, Principle, Section
from commitments.counts import all_counts, content_version
from commitments.latest import latest_cards
from commitments.lists.asked import Asked, address_of
from commitments.lists.opportunities import card, with_words
from commitments.lists.vocabulary import CharterName, PrincipleName
from commitments.makers_links import inert
from commitments.models import Opportunity

register = template.Library()
register.filter(inert)
SHOWN = 3


@register.inclusion_tag("commitments/lists/latest.html")
def commitments_to_charter(charter: Charter, sections: Iterable[Section] = ()) -> dict[str, Any]:
    """With its sections, also how many were made to each principle."""
    name = CharterName(charter.pk, charter.slug, charter.short_title, charter.thread)
    everything = all_counts(content_version())
    counts = everything.of_charter(charter.pk)
    by_principle = [
        (
            section,
            [(wording, everything.made_under("principle", wording.principle_id)) for wording in section.wordings.all()],
        )
        for section in sections
    ]
    return {
        "by_principle": by_principle if counts.made else [],
        "counts": counts if counts.made else None,
        "made": counts.made,
        "cards": latest_cards(SHOWN, asked=Asked(charter=name)) if counts.made else [],
        "address": address_of({"charter": charter.slug}),
        "of": charter.short_title,
    }


@register.inclusion_tag("commitments/lists/latest.html")
def commitments_to_principle(principle: Principle, charter: Charter) -> dict[str, Any]:
    slug = f"{charter.slug}.{principle.slug}"
    name = PrincipleName(principle.pk, slug, str(principle), charter.slug)
    made = all_counts(content_version()).made_under("principle", principle.pk)
    return {
        "made": made,
        "cards": latest_cards(SHOWN, asked=Asked(principle=name)) if made else [],
        "address": address_of({"principle": slug}),
        "of": _("these words"),
    }


@register.inclusion_tag("commitments/lists/opportunities_of_charter.html")
def opportunities_of_charter(charter: Charter) -> dict[str, Any]:
    """The open ones that close first, and the way to ask about the charter itself."""
    found = with_words(Opportunity.objects.public().open().filter(charter=charter))
    return {
        "charter": charter,
        "cards": [card(one) for one in found.order_by("closes_on", "pk")[:SHOWN]],
        "address": f"{reverse('opportunities')}?charter={charter.slug}",
        "ended_address": f"{reverse('opportunities-ended')}?charter={charter.slug}",
    }
