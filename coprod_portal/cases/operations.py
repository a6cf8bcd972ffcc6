"""Opening, answering and deleting what people raised."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused, Stale

from .models import LIMITS, Case, CaseAnswer
from .permissions import is_own

# Long enough that nobody finds another person's by trying.
REFERENCE_LENGTH = 10


def page_of_staff(reference: str) -> str:
    return reverse("case", args=[reference])


@transaction.atomic
def open_case(
    *,
    kind: Case.Kind,
    email: str,
    words: str,
    about: str = "",
    thing: str = "",
    staff: Sequence[str] = (),
    page: Callable[[str], str] = page_of_staff,
    receipt: str = "cases/receipt",
    in_receipt: dict[str, Any] | None = None,
) -> Case:
    """Keep what somebody raised, tell them that we have it and by when we answer, and tell those who answer.

    The mail to those who answer (`staff`, or else the contact address) holds no words of theirs: they stay in one
    place, at the address that `page` gives for a reference, and go from there on time. `about` says in words what it
    is about, and `thing` names it as everywhere. `receipt` is the mail that acknowledges it, which also gets
    `in_receipt`.
    """
    now = timezone.now()
    case = Case.objects.create(
        reference=new_reference(REFERENCE_LENGTH),
        kind=kind,
        email=email,
        words=words,
        thing=thing,
        opened_at=now,
        acknowledged_at=now,
        due_on=LIMITS[kind].due_on(timezone.localdate(now)),
    )
    named, context = f"case:{case.reference}", {"case": case, "about": about, "page": page(case.reference)}
    told = {**context, **(in_receipt or {})}
    post(to=case.email, kind=receipt, thing=named, period="1", context=told, language=get_language())
    for address in staff or [settings.CONTACT_EMAIL]:
        post(to=address, kind="cases/for_staff", thing=named, period="1", context=context)
    return case


@transaction.atomic
def answer_case(
    *,
    case: Case,
    answer: str,
    about: str = "",
    outcome: Case.Outcome = Case.Outcome.ANSWERED,
    more: dict[str, Any] | None = None,
    by: User,
) -> Case:
    """Send the answer to the person, keep it beside their words, and close the case.

    The mail also gets `more`. Raises `Stale` if it is closed, `Refused` for somebody's own case.
    """
    held = closed(case=case, outcome=outcome, by=by)
    held.answer = answer
    held.save(update_fields=["answer", "outcome", "closed_at", "closed_by"])
    CaseAnswer.objects.create(case=held, stage=held.stage, by=by, at=timezone.now(), words=answer)
    context = {"case": held, "about": about, "contact_email": settings.CONTACT_EMAIL, **(more or {})}
    named = f"case:{held.reference}"
    post(to=held.email, kind="cases/answer", thing=named, period=str(held.stage), context=context)
    return held


@transaction.atomic
def close_case(*, case: Case, outcome: Case.Outcome = Case.Outcome.ANSWERED, by: User) -> Case:
    """End it without a mail from here: it was answered otherwise, or taken back. Raises `Stale` if it is closed."""
    held = closed(case=case, outcome=outcome, by=by)
    held.save(update_fields=["outcome", "closed_at", "closed_by"])
    return held


def closed(*, case: Case, outcome: Case.Outcome = Case.Outcome.ANSWERED, by: User) -> Case:
    """The row, locked and closed but not saved yet."""
    held = hold(case=case)
    if held.stage != case.stage:
        raise Stale(_("The person has asked for a second answer in the meantime."))
    if is_own(by, held):
        raise Refused(_("This case is yours. Somebody else sees to it."))
    held.closed_at, held.closed_by, held.outcome = timezone.now(), by, outcome
    return held


def hold(*, case: Case) -> Case:
    """The row, locked until the transaction ends. Raises `Stale` if the case is closed."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.closed_at:
        raise Stale(_("Somebody has closed this already."))
    return held


def prune_cases() -> int:
    """Delete what was closed long ago. Returns how many."""
    before = timezone.now() - timedelta(days=settings.CASE_DAYS)
    _total, by_model = Case.objects.filter(closed_at__lt=before).delete()
    return by_model.get(Case._meta.label, 0)
