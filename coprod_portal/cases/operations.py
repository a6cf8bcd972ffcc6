from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused, Stale

from .models import LIMITS, Case

# Long enough that nobody finds another person's by trying.
REFERENCE_LENGTH = 10
# So that nobody can fill somebody else's inbox with our receipts.
FROM_ONE_ADDRESS_IN_A_DAY = 5


@transaction.atomic
def open_case(*, kind: Case.Kind, email: str, words: str) -> Case:
    """Keep what somebody raised, tell them that we have it and by when we answer, and tell ourselves.

    The mail to ourselves holds no words of theirs: they stay in one place, and go from there on time. Raises `Refused`
    when as many came from this address in a day as anybody could mean.
    """
    now = timezone.now()
    today = Case.objects.filter(email__iexact=email, opened_at__gt=now - timedelta(days=1)).count()
    if today >= FROM_ONE_ADDRESS_IN_A_DAY:
        raise Refused("We have had many messages with this address today. Please wait until tomorrow, or write to us.")
    case = Case.objects.create(
        reference=new_reference(REFERENCE_LENGTH),
        kind=kind,
        email=email,
        words=words,
        opened_at=now,
        due_on=LIMITS[kind].due_on(timezone.localdate(now)),
    )
    thing, context = f"case:{case.reference}", {"case": case}
    post(to=case.email, kind="cases/receipt", thing=thing, period="1", context=context)
    post(to=settings.CONTACT_EMAIL, kind="cases/for_staff", thing=thing, period="1", context=context)
    return case


@transaction.atomic
def close_case(*, case: Case, by: User) -> Case:
    """Say that it was answered; the answer itself is a mail between people. Raises `Stale` if it was closed before."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.closed_at:
        raise Stale("Somebody has closed this already.")
    held.closed_at, held.closed_by = timezone.now(), by
    held.save(update_fields=["closed_at", "closed_by"])
    return held


def prune_cases() -> int:
    """Delete what was closed long ago. Returns how many."""
    before = timezone.now() - timedelta(days=settings.CASE_DAYS)
    return Case.objects.filter(closed_at__lt=before).delete()[0]
