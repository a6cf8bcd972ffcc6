"""What is known of how somebody saw commitments, as far as the seals of their address lead to it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from commitments.models import Commitment, View
from commitments.people_involved import seals
from coprod_portal.submissions.states import told_states

from .giving_views import delete_view

AT_ONCE = 500


def views_of(email: str) -> "QuerySet[View]":
    """Those that an address confirmed. What it did not confirm cannot be found, and goes by itself."""
    sealed = View.objects.exclude(address_seal="")
    commitments = Commitment.objects.filter(pk__in=sealed.values("commitment")).only("pk").order_by("pk")
    theirs: list[int] = []
    for some in batched(commitments.iterator(), AT_ONCE):
        known = [seal for commitment in some for seal in seals(commitment, email)]
        theirs += sealed.filter(address_seal__in=known).values_list("pk", flat=True)
    return View.objects.filter(pk__in=theirs).order_by("pk")


def batched(things: Iterable[Commitment], size: int) -> Iterator[list[Commitment]]:
    iterator = iter(things)
    while some := list(islice(iterator, size)):
        yield some


def about_views(*, email: str, **_others: Any) -> dict[str, Any]:
    fields = ("commitment__reference", "told_on", "answer", "words", "got_back", "submission__state")
    return {"views": told_states(views_of(email).values(*fields))}


@transaction.atomic
def forget_views(*, email: str, **_others: Any) -> None:
    for view in views_of(email).select_related("commitment"):
        delete_view(view=view)
