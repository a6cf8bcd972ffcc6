"""The latest few commitments, for pages that are about something else: the home page, a charter, a principle."""

from commitments.counts import content_version
from commitments.lists.asked import Asked
from commitments.lists.cards import Card, cards, rows
from commitments.lists.pages import sorted_from, under_filters
from commitments.lists.vocabulary import vocabulary
from commitments.models import Commitment


def latest_cards(limit: int, *, asked: Asked | None = None, with_news: bool = False) -> list[Card]:
    """As the list shows them, latest first. Two queries, when the names of the charters are kept."""
    asked = asked or Asked()
    found = sorted_from(under_filters(Commitment.objects.public(), asked), asked)
    if with_news:
        found = found.filter(latest_news__isnull=False)
    return cards(rows(found[:limit]), vocabulary(content_version()))
