"""Cards that a maker prints for people involved, so that those without e-mail count."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.confirming import NEEDED
from commitments.models import Card, Commitment
from commitments.permissions import can_look_after
from coprod_portal.accounts.models import User
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused

from .giving_views import hold_public

AT_ONCE = 60
AT_MOST = 200
CODE_LENGTH = 8


@transaction.atomic
def print_cards(*, commitment: Commitment, how_many: int, by: User) -> list[Card]:
    """A sheet of new cards, each good for one person."""
    held = hold_public(commitment)
    if not can_look_after(by, held):
        raise Refused(_("Only those who look after a commitment can print cards for it."))
    left = AT_MOST - held.cards.count()
    if not 0 < how_many <= min(AT_ONCE, left):
        said = _("You can print %(left)s more cards for this commitment, and %(most)s at a time.")
        raise Refused(said % {"left": left, "most": AT_ONCE})
    now, codes = timezone.now(), {new_reference(CODE_LENGTH) for _each in range(how_many)}
    return Card.objects.bulk_create(
        Card(commitment=held, code=code, printed_at=now, printed_by=by) for code in sorted(codes)
    )


@dataclass(frozen=True)
class Sheet:
    """Cards that were made at one time. It is found by the first of them."""

    printed_at: datetime
    number: int
    first: int


def sheets_of(commitment: Commitment) -> list[Sheet]:
    """The newest first."""
    times = commitment.cards.order_by("-printed_at").values_list("printed_at")
    return [Sheet(*row) for row in times.annotate(Count("pk"), Min("pk"))]


def used(commitment: Commitment) -> int | None:
    """How many were used; None while they are so few that somebody could be picked out."""
    number = commitment.cards.filter(is_used=True).count()
    return number if number >= NEEDED else None
