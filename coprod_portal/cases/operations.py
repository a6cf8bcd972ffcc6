"""Opening, answering and forgetting what people raised."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused, Stale

from .models import LIMITS, Case

# Long enough that nobody finds another person's by trying.
REFERENCE_LENGTH = 10
# So that nobody can fill somebody else's inbox with our receipts.
FROM_ONE_ADDRESS_IN_A_DAY = 5


def page_of_administrators(reference: str) -> str:
    return reverse("cases")


@transaction.atomic
def open_case(
    *,
    kind: Case.Kind,
    email: str,
    words: str,
    about: str = "",
    staff: Sequence[str] = (),
    page: Callable[[str], str] = page_of_administrators,
) -> Case:
    """Keep what somebody raised, tell them that we have it and by when we answer, and tell those who answer.

    The mail to those who answer (`staff`, or else the contact address) holds no words of theirs: they stay in one
    place, at the address that `page` gives for a reference, and go from there on time. `about` names the thing that it
    is about. Raises `Refused` when as many came from this address in a day as anybody could mean.
    """
    now = timezone.now()
    one_at_a_time(email)
    today = Case.objects.filter(email__iexact=email, opened_at__gt=now - timedelta(days=1)).count()
    if today >= FROM_ONE_ADDRESS_IN_A_DAY:
        raise Refused(
            _("We have had many messages with this address today. Please wait until tomorrow, or write to us.")
        )
    case = Case.objects.create(
        reference=new_reference(REFERENCE_LENGTH),
        kind=kind,
        email=email,
        words=words,
        opened_at=now,
        due_on=LIMITS[kind].due_on(timezone.localdate(now)),
    )
    thing, context = f"case:{case.reference}", {"case": case, "about": about, "page": page(case.reference)}
    post(to=case.email, kind="cases/receipt", thing=thing, period="1", context=context, language=get_language())
    for address in staff or [settings.CONTACT_EMAIL]:
        post(to=address, kind="cases/for_staff", thing=thing, period="1", context=context)
    return case


def one_at_a_time(email: str) -> None:
    """Let others with the same address wait until this transaction ends. On SQLite everybody who writes waits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"case:{email.lower()}"])


@transaction.atomic
def answer_case(*, case: Case, answer: str, about: str = "", by: User) -> Case:
    """Send the answer to the person, keep it beside their words, and close the case. Raises `Stale` if it is closed."""
    held = closed(case=case, by=by)
    held.answer = answer
    held.save(update_fields=["answer", "closed_at", "closed_by"])
    context = {"case": held, "about": about, "contact_email": settings.CONTACT_EMAIL}
    post(to=held.email, kind="cases/answer", thing=f"case:{held.reference}", period="1", context=context)
    return held


@transaction.atomic
def close_case(*, case: Case, by: User) -> Case:
    """Say that it was answered; the answer itself is a mail between people. Raises `Stale` if it was closed before."""
    held = closed(case=case, by=by)
    held.save(update_fields=["closed_at", "closed_by"])
    return held


def closed(*, case: Case, by: User) -> Case:
    """The row, locked and closed but not saved yet."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.closed_at:
        raise Stale(_("Somebody has closed this already."))
    held.closed_at, held.closed_by = timezone.now(), by
    return held


def prune_cases() -> int:
    """Delete what was closed long ago. Returns how many."""
    before = timezone.now() - timedelta(days=settings.CASE_DAYS)
    _total, by_model = Case.objects.filter(closed_at__lt=before).delete()
    return by_model.get(Case._meta.label, 0)


def about_cases(*, email: str, user: User | None) -> dict[str, Any]:
    """What somebody raised and what we wrote back; and, for staff, which they answered."""
    fields = ("reference", "kind", "words", "opened_at", "due_on", "answer", "closed_at")
    raised = Case.objects.filter(email__iexact=email).order_by("pk").values(*fields)
    answered = Case.objects.filter(closed_by=user).order_by("pk").values("reference", "kind", "closed_at")
    return {"raised": list(raised), "answered": list(answered) if user else []}


def forget_cases(*, email: str, **_others: Any) -> None:
    """Those that wait as well: whoever asks to be forgotten does not wait for an answer."""
    Case.objects.filter(email__iexact=email).delete()
