"""Whether somebody has read at the desk for long without a pause: worked out from what they took and decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from commitments.models import Hold
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import MoveRecord

LONG = timedelta(hours=2)
PAUSE = timedelta(minutes=15)
MOST_LOOKED_AT = 500


def needs_pause(user: User) -> bool:
    now = timezone.now()
    since = now - LONG - PAUSE
    # The newest ones are found by their keys, however many somebody has decided over the years.
    decided = MoveRecord.objects.filter(by=user).order_by("-pk").values_list("at", flat=True)[:MOST_LOOKED_AT]
    taken = Hold.objects.filter(by=user, taken_at__gte=since).values_list("taken_at", flat=True)
    return without_pause((at for at in (*decided, *taken) if at >= since), now=now) >= LONG


def without_pause(moments: Iterable[datetime], *, now: datetime) -> timedelta:
    """How long the row of moments is that ends now and has no gap as long as a pause."""
    first = now
    for moment in sorted(moments, reverse=True):
        if first - moment >= PAUSE:
            break
        first = moment
    return now - first
