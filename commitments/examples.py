"""Other commitments to learn from while one is made: kept ones to the same words, earlier ones of the same maker."""

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from charters.models import Charter, Wording
from commitments.going import Going
from commitments.models import Commitment, Version
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import State

MOST_EXAMPLES = 3
EARLIER_COMPARED = 30
# Of all words of both, so many are in both. Tried on the made-up commitments: none looks like another.
ALIKE = 0.5
WORD = re.compile(r"\w{3,40}")


def kept(charter: Charter, wordings: Iterable[Wording]) -> list[Commitment]:
    """Public ones that are done, or confirmed by people involved: to the same words first, then to the charter."""
    done = (
        Commitment.objects.public()
        .filter(Q(going=Going.DONE) | Q(is_confirmed=True), charter=charter)
        .select_related("published_version", "organisation")
        .order_by("-latest_at", "-pk")
    )
    principles = [wording.principle_id for wording in wordings]
    closest = list(done.filter(published_version__wordings__principle__in=principles).distinct()[:MOST_EXAMPLES])
    others = done.exclude(pk__in=[one.pk for one in closest])[: MOST_EXAMPLES - len(closest)]
    return [*closest, *others]


def earlier_alike(*, title: str, what: str, user: User | None, organisation: str) -> Version | None:
    """The words of an earlier commitment that look like these.

    Of somebody who has signed in, any that they look after; of a typed name, only what is public, since anybody can
    type any name.
    """
    words = words_in(f"{title} {what}")
    for version in earlier(user, organisation).order_by("-pk")[:EARLIER_COMPARED]:
        other = words_in(f"{version.title} {version.what}")
        if len(words & other) >= ALIKE * len(words | other):
            return version
    return None


def earlier(user: User | None, organisation: str) -> QuerySet[Version]:
    own = Q(pk__in=())
    if user is not None:
        looked_after = Q(commitment__keeper=user, commitment__organisation=None) | Q(
            commitment__organisation__members__user=user
        )
        own |= looked_after & ~Q(submission__state__in=[State.WITHDRAWN, State.DECLINED])
    if organisation:
        public = Commitment.objects.public().filter(organisation__name__iexact=organisation)
        own |= Q(public_commitment__in=public)
    return Version.objects.filter(own).select_related("commitment").distinct()


def words_in(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.casefold()))
