"""Who may say how a commitment looks from the side of people involved, and how an address is known again.

Anybody may, but those who made it. We do not keep an address with a view: only a seal of it, which differs from one
commitment to the next, so that each counts once and nobody can be followed.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

from commitments.models import Commitment, View
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import OPEN, State

PURPOSE = "commitments.view"
STANDS_UNDER_IT = (*OPEN, State.PUBLISHED)


def addresses_of_makers(commitment: Commitment) -> set[str]:
    """Of whoever looks after it, belongs to the organisation that made it, or stands under it beside its maker."""
    parties = list(commitment.parties.filter(submission__state__in=STANDS_UNDER_IT))
    organisations = {key for key in (commitment.organisation_id, *(party.organisation_id for party in parties)) if key}
    keepers = {key for key in (commitment.keeper_id, *(party.keeper_id for party in parties)) if key}
    members = User.objects.filter(memberships__organisation__in=organisations) | User.objects.filter(pk__in=keepers)
    return {*members.distinct().values_list("email", flat=True), *(party.email for party in parties if party.email)}


def is_makers(commitment: Commitment, email: str) -> bool:
    return plain(email) in {plain(address) for address in addresses_of_makers(commitment)}


def is_seal_of_makers(commitment: Commitment, seal: str) -> bool:
    """Asked once the address is confirmed, and of its seal: we have nothing else of it."""
    return any(seal in seals(commitment, address) for address in addresses_of_makers(commitment))


def seals(commitment: Commitment, email: str) -> list[str]:
    """The seal of an address for one commitment, and those that earlier keys made of it."""
    return [
        salted_hmac(f"{PURPOSE}.{commitment.pk}", plain(email), secret=secret, algorithm="sha256").hexdigest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def seal(commitment: Commitment, email: str) -> str:
    """Somebody who has answered before the key changed is known by the seal of the earlier key."""
    newest, *earlier = seals(commitment, email)
    answered = View.objects.filter(commitment=commitment, address_seal__in=earlier).first() if earlier else None
    return answered.address_seal if answered else newest


def plain(email: str) -> str:
    return email.strip().casefold()
