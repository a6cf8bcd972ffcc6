"""What readers reported who left an address: told to them, and forgotten, when they ask."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from commitments.models import Correction, Report
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case


def about_reports(*, email: str, user: User | None) -> dict[str, Any]:
    """Of staff also which corrections they wrote."""
    fields = ("reference", "kind", "words", "at", "case__thing", "case__answer", "case__closed_at")
    facts: dict[str, Any] = {"reports": list(Report.objects.filter(email__iexact=email).order_by("pk").values(*fields))}
    if user is not None:
        facts["corrections"] = list(Correction.objects.filter(by=user).order_by("pk").values("thing", "words", "at"))
    return facts


@transaction.atomic
def forget_reports(*, email: str, **_others: Any) -> None:
    """With their words. A case in which nobody else reported anything ends."""
    theirs = Report.objects.filter(email__iexact=email)
    cases = set(theirs.values_list("case_id", flat=True))
    theirs.delete()
    left = Case.objects.filter(pk__in=cases, closed_at=None, reports=None)
    left.update(closed_at=timezone.now(), outcome=Case.Outcome.WITHDRAWN)
