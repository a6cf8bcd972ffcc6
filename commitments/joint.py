"""Who stands under a joint commitment beside its maker. It counts once, and is shown under each of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.models import Party


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


def made_by(organisation: int) -> Q:
    """The condition for what an organisation has made, alone or with others. One query for the latter."""
    joint = list(Party.objects.public().filter(organisation=organisation).values_list("commitment_id", flat=True))
    return Q(organisation=organisation) | Q(pk__in=joint) if joint else Q(organisation=organisation)
