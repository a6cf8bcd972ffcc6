"""The links of a mail that asks for news: each works without signing in, for one commitment and a month alone.

A link is for whoever looked after the commitment when it was sent. Once somebody else does, it has ended.
"""

from dataclasses import dataclass

from django.conf import settings

from commitments.models import Commitment
from commitments.permissions import can_look_after
from coprod_portal.accounts.models import User
from coprod_portal.links import sealed, unsealed

PURPOSE = "news"


@dataclass(frozen=True)
class Link:
    token: str
    commitment: Commitment
    keeper: User

    @property
    def title(self) -> str:
        version = self.commitment.published_version
        return version.title if version else self.commitment.reference


def link_token(commitment: Commitment) -> str:
    return sealed(PURPOSE, commitment.reference, str(commitment.keeper_id))


def was_sent(token: str) -> bool:
    return unsealed(PURPOSE, token) is not None


def opened(token: str) -> Link | None:
    """None where it has ended, or where we never sent it."""
    values = unsealed(PURPOSE, token, days=settings.NEWS_LINK_DAYS)
    if values is None:
        return None
    reference, keeper = values
    found = (
        Commitment.objects.public()
        .select_related("charter", "organisation", "keeper", "published_version", "latest_news")
        .filter(reference=reference, keeper=int(keeper))
        .first()
    )
    if found is None or found.keeper is None or not can_look_after(found.keeper, found):
        return None
    return Link(token, found, found.keeper)
