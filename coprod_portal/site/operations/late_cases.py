"""A case whose day has passed alerts two people, once a day at most, until somebody ends it."""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from charters.permissions import stewards_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import holders_of
from coprod_portal.cases.models import Case
from coprod_portal.cases.operations import page_of_staff
from coprod_portal.outbox.operations import post
from coprod_portal.site.case_list import is_late

AT_ONCE = 200
ALERTED = 2


@transaction.atomic
def alert_late() -> int:
    """Write one mail to each of them about all that is theirs. Returns how many cases. Run by `run_due`."""
    now = timezone.now()
    today = timezone.localdate(now)
    not_today = Q(alerted_on__isnull=True) | Q(alerted_on__lt=today)
    late = Case.objects.filter(is_late(now), not_today, closed_at__isnull=True).order_by("due_on", "pk")
    found = list(late.select_for_update(skip_locked=True, of=("self",)).select_related("owner")[:AT_ONCE])
    if not found:
        return 0
    administrators = list(holders_of(Role.Name.ADMINISTRATOR))
    told: dict[str, list[tuple[Case, str]]] = defaultdict(list)
    for case in found:
        for email, page in to_tell(case, administrators):
            told[email].append((case, page))
    for email, theirs in told.items():
        post(to=email, kind="cases/late", thing="cases", period=f"{now:%Y-%m-%dT%H:%M:%S}", context={"cases": theirs})
    Case.objects.filter(pk__in=[case.pk for case in found]).update(alerted_on=today)
    return len(found)


def to_tell(case: Case, administrators: list[User]) -> list[tuple[str, str]]:
    """Two people, each with the page that they can open: whoever has the case, those who look after its charter, and
    else administrators. Where there is nobody, whoever reads our mail.
    """
    charter = getattr(case, "charter_case", None)
    stewards = list(stewards_of(charter.charter)) if charter else []
    first = [case.owner] if case.owner and case.owner.is_active else stewards
    people = list(dict.fromkeys([*first, *administrators]))[:ALERTED]
    return [(user.email, page_for(user, case, stewards)) for user in people] or [
        (settings.CONTACT_EMAIL, page_of_staff(case.reference))
    ]


def page_for(user: User, case: Case, stewards: list[User]) -> str:
    """An administrator does not read what somebody told the steward of a charter, but sees who that is."""
    if user in stewards:
        return reverse("steward-case", args=[case.charter_case.charter.slug, case.reference])
    return reverse("stewards") if stewards else page_of_staff(case.reference)
