"""That somebody would like to take part: kept for those whom they asked, answered by a date, deleted on a date.

No mail about it but the one to the person holds a fact of theirs: these stay in one place, and go from there on time.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charters.models import Charter
from commitments.models import Interest, Opportunity
from commitments.opportunity_owners import can_answer, owners_of_interest
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.operations import post
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.working_days import add_working_days

# Long enough that nobody finds another person's by trying.
REFERENCE_LENGTH = 10
# So that nobody can fill somebody else's inbox with our mail.


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What somebody tells us. An e-mail address or a telephone number: one is enough."""

    name: str
    email: str
    phone: str
    support: str


@transaction.atomic
def ask(*, charter: Charter, opportunity: Opportunity | None, asking: Asking) -> Interest:
    """Keep it, tell the person by when they hear, and tell those whom they asked that there is something to read.

    Raises `Refused` when it has closed.
    """
    if opportunity is not None and not Opportunity.objects.public().open().filter(pk=opportunity.pk).exists():
        raise Refused(_("This has closed, so you cannot ask to take part any more. Please look for another one."))
    now = timezone.now()
    hear_by = add_working_days(timezone.localdate(now), int(settings.WORKING_DAYS_TO_HEAR))
    interest = Interest.objects.create(
        charter=charter,
        opportunity=opportunity,
        reference=new_reference(REFERENCE_LENGTH),
        came_at=now,
        hear_by=hear_by,
        delete_on=deleted_on(hear_by, opportunity),
        **vars(asking),
    )
    tell_person(interest)
    tell_owners(interest)
    return interest


def deleted_on(hear_by: date, opportunity: Opportunity | None) -> date:
    """Some time after the answer, and after the last day of what it is about."""
    days = [hear_by]
    notice = opportunity.published_notice if opportunity else None
    if notice:
        moment = notice.ends_at or notice.starts_at
        days += [notice.closes_on, *([timezone.localdate(moment)] if moment else [])]
    return max(days) + timedelta(days=settings.INTEREST_DAYS)


def tell_person(interest: Interest) -> None:
    if interest.email:
        post(
            to=interest.email,
            kind="commitments/interest_receipt",
            language=get_language(),
            thing=f"interest:{interest.reference}",
            period="1",
            context={"interest": interest, "about": about(interest)},
        )


def tell_owners(interest: Interest) -> None:
    """In the letter of each; where nobody is there, to those who run the portal."""
    owners = [owner.email for owner in owners_of_interest(interest)]
    context = {"about": about(interest), "hear_by": interest.hear_by, "address": page_of(interest, bool(owners))}
    told: dict[str, Any] = {
        "kind": "commitments/interest_came",
        "thing": f"interest:{interest.reference}",
        "period": "1",
        "context": context,
    }
    for email in owners:
        letters.add(to=email, subject=letters.Subject.TAKING_PART, **told)
    if not owners:
        post(to=settings.CONTACT_EMAIL, **told)


def about(interest: Interest) -> str:
    """What somebody would like to take part in."""
    notice = interest.opportunity.published_notice if interest.opportunity else None
    return notice.title if notice else interest.charter.short_title


def page_of(interest: Interest, has_owners: bool) -> str:
    """Where those whom they asked read it."""
    if not has_owners:
        return reverse("interests-without-owner")
    if interest.opportunity:
        return reverse("my-opportunity-interests", args=[interest.opportunity.reference])
    return reverse("steward-interests", args=[interest.charter.slug])


@transaction.atomic
def mark_answered(*, interest: Interest, by: User) -> Interest:
    """Say that they were written to or rung; the answer itself is between people."""
    held = Interest.objects.select_for_update().get(pk=interest.pk)
    if not can_answer(by, held):
        raise Refused(_("Only those whom they asked can answer this."))
    if held.answered_at:
        raise Stale(_("Somebody has answered this already."))
    held.answered_at, held.answered_by = timezone.now(), by
    held.save(update_fields=["answered_at", "answered_by"])
    return held


def prune_interests() -> int:
    """Delete each on the day that we told the person. Returns how many."""
    return Interest.objects.filter(delete_on__lte=timezone.localdate()).delete()[0]


def about_interests(*, email: str, user: User | None) -> dict[str, Any]:
    asked = ("charter__slug", "opportunity__reference", "name", "email", "phone", "support", "came_at", "hear_by")
    facts: dict[str, Any] = {
        "interests": list(
            Interest.objects.filter(email__iexact=email).order_by("pk").values(*asked, "answered_at", "delete_on")
        )
    }
    if user is not None:
        facts["opportunities"] = list(user.opportunities.order_by("pk").values("reference", "created_at"))
    return facts


def forget_interests(*, email: str, user: User | None) -> None:
    """What an organisation or a charter's stewards have listed stays theirs; only who did it is forgotten."""
    Interest.objects.filter(email__iexact=email).delete()
