"""How many minutes we ask of makers: said on the form, added up for a year, and shown to everybody."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.utils import timezone

from commitments.models import Asking, Commitment

# What it takes somebody who has news. To say "on track, nothing new" takes less than one.
NEWS_MINUTES = 5
YEAR = timedelta(days=365)
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Asked:
    """What we asked of all makers in the last year."""

    times: int
    commitments: int

    @property
    def minutes(self) -> int:
        return self.times * NEWS_MINUTES

    @property
    def minutes_each(self) -> int:
        """For one commitment, rounded up."""
        return -(-self.minutes // self.commitments) if self.commitments else 0


def minutes_asked_of(commitment: Commitment) -> int:
    return in_a_year().filter(commitment=commitment).count() * NEWS_MINUTES


def asked_of_all() -> Asked:
    """From the cache for an hour: the rows of a year are many."""
    key = f"asked-of-all:{timezone.localdate()}:{settings.SHOW_MADE_UP}"
    found: Asked | None = cache.get(key)
    if found is None:
        rows = in_a_year() if settings.SHOW_MADE_UP else in_a_year().filter(commitment__made_up=False)
        found = Asked(**rows.aggregate(times=Count("pk"), commitments=Count("commitment", distinct=True)))
        cache.set(key, found, KEPT_SECONDS)
    return found


def in_a_year() -> "QuerySet[Asking]":
    return Asking.objects.filter(asked_on__gt=timezone.localdate() - YEAR)
