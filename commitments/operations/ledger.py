"""Keeping the counts of the ledger, a row for each month, so that its page costs the same at any size."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from commitments.ledger.counting import acts, begins, counts_of, month_after, month_of, waits_of
from commitments.models import LedgerMonth

# How old the counts of the month that goes on may become.
COUNTED_EVERY = timedelta(hours=1)


def count_ledger() -> int:
    """Count each month that is not closed yet. Run by `run_due`. Returns how many were counted."""
    kinds = (False, True) if settings.SHOW_MADE_UP else (False,)
    return sum(count_month(month, made_up=made_up) for made_up in kinds for month in open_months(made_up=made_up))


def open_months(*, made_up: bool) -> list[date]:
    """From the first that is not counted to its end, up to this one; none where this one was counted just now."""
    last = LedgerMonth.objects.filter(made_up=made_up).order_by("-starts_on").first()
    if last is None:
        first_act = acts(made_up=made_up).aggregate(at=Min("at"))["at"]
        month = month_of(timezone.localdate(first_act)) if first_act else month_of(timezone.localdate())
    elif last.counted_at >= begins(month_after(last.starts_on)):
        month = month_after(last.starts_on)
    elif timezone.now() - last.counted_at < COUNTED_EVERY and last.starts_on == month_of(timezone.localdate()):
        return []
    else:
        month = last.starts_on
    months = []
    while month <= timezone.localdate():
        months.append(month)
        month = month_after(month)
    return months


@transaction.atomic
def count_month(month: date, *, made_up: bool) -> bool:
    values = {
        "counts": dict(counts_of(month, made_up=made_up)),
        "waits": {str(days): number for days, number in sorted(waits_of(month, made_up=made_up).items())},
        "counted_at": timezone.now(),
    }
    LedgerMonth.objects.update_or_create(starts_on=month, made_up=made_up, defaults=values)
    return True


@transaction.atomic
def count_made_up() -> int:
    """The made-up decisions of a trial have dates of long ago: all their months are counted afresh."""
    LedgerMonth.objects.filter(made_up=True).delete()
    return count_ledger()
