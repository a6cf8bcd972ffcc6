"""Who stands under a joint commitment beside its maker. It counts once, and is shown under each of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.membership import may_lead
from commitments.models import Commitment, Party
from coprod_portal.accounts.models import User


def others_of(keys: Iterable[int]) -> dict[int, list[str]]:
    """The names that stand beside the maker's, for each commitment that has some. One query for all."""
    found: dict[int, list[str]] = defaultdict(list)
    public = Party.objects.public().filter(commitment__in=list(keys)).select_related("organisation")
    for party in public.order_by("answered_at", "pk"):
        found[party.commitment_id].append(party.shown_name)
    return found


def together(maker: str, others: Sequence[str]) -> str:
    """`A, together with B and C`."""
    if not others:
        return maker
    *first, last = others
    names = _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last} if first else last
    return _("%(maker)s, together with %(others)s") % {"maker": maker, "others": names}


def makers(commitment: Commitment) -> str:
    """All who make it, in one line. One query."""
    return together(commitment.maker_name, others_of([commitment.pk]).get(commitment.pk, ()))


def made_by(organisation: int) -> Q:
    """The condition for what an organisation has made, alone or with others. One query for the latter."""
    joint = list(Party.objects.public().filter(organisation=organisation).values_list("commitment_id", flat=True))
    return Q(organisation=organisation) | Q(pk__in=joint) if joint else Q(organisation=organisation)


def can_read_party(user: User, party: Party) -> bool:
    """Whoever was asked, or stands under a joint commitment, for themselves or with their organisation."""
    if not user.is_active:
        return False
    if party.organisation_id is not None:
        return user.memberships.filter(organisation_id=party.organisation_id).exists()
    if party.answered_at is None:
        return party.email == User.objects.normalize(user.email)
    return party.keeper_id == user.pk


def can_answer_for(user: User, party: Party) -> bool:
    """For an organisation, its leads."""
    if party.organisation is not None:
        return may_lead(user, party.organisation)
    return can_read_party(user, party)
