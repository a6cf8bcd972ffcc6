"""The cases about charters: what waits for an answer, and from whom."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from charters.models import Charter, CharterCase, Stewardship
from coprod_portal.accounts.models import Role
from coprod_portal.cases.models import Case
from coprod_portal.working_days import working_days_since


def waiting(*, charters: Collection[Charter]) -> dict[int, int]:
    """How many cases are open about each, by the charter's key."""
    open_cases = CharterCase.objects.filter(charter__in=charters, case__closed_at__isnull=True)
    return dict(open_cases.values("charter").annotate(open=Count("pk")).values_list("charter", "open"))


def cases_of(charter: Charter) -> QuerySet[CharterCase]:
    return CharterCase.objects.filter(charter=charter).select_related(
        "case__closed_by", "charter", "principle", "mapping__theme", "mapping__wording__principle"
    )


def cases_for_administrators() -> QuerySet[Case]:
    """Those about the portal itself, and those about a charter that nobody looks after."""
    stewarded = Stewardship.objects.filter(
        charter=OuterRef("charter_case__charter"), user__is_active=True, user__roles__name=Role.Name.STEWARD
    )
    return Case.objects.filter(Q(charter_case__isnull=True) | ~Exists(stewarded)).select_related(
        "charter_case__charter", "charter_case__principle", "charter_case__mapping__theme"
    )


def working_days_late(case: Case, today: date) -> int:
    """How many working days ago the day of the answer passed; 0 while there is time."""
    return max(1, working_days_since(case.due_on, today)) if case.due_on < today else 0
