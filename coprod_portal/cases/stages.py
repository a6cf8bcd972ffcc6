"""A complaint about us has two stages of ten working days each. The second is answered by another person."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_portal.accounts.models import User
from coprod_portal.links import sealed, unsealed
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.working_days import add_working_days

from .models import LIMITS, Case
from .operations import answer_case, page_of_staff
from .permissions import answered_before

AGAIN = "complaint again"
WORKING_DAYS_TO_ASK_AGAIN = 20
LAST_STAGE = 2


def again_address(case: Case) -> str:
    """The page on which whoever complained asks for the second stage."""
    return reverse("help-complaint-again", args=[sealed(AGAIN, case.reference)])


def complaint_in(token: str) -> Case | None:
    values = unsealed(AGAIN, token)
    return Case.objects.filter(kind=Case.Kind.COMPLAINT, reference=values[0]).first() if values else None


def last_day_to_ask_again(case: Case) -> date:
    """After the first answer. Before it, as if we answered today."""
    first = case.answers.filter(stage=1).first()
    answered_on = timezone.localdate(first.at) if first else timezone.localdate()
    return add_working_days(answered_on, WORKING_DAYS_TO_ASK_AGAIN)


@transaction.atomic
def answer_complaint(*, case: Case, answer: str, outcome: Case.Outcome, elsewhere: list[Any], by: User) -> Case:
    """The first answer says how to ask again; the second, where else to go: `elsewhere` has names and addresses."""
    if answered_before(by, case):
        raise Refused(_("You gave the first answer. Another person gives the second."))
    today = timezone.localdate()
    more = (
        {"elsewhere": elsewhere, "is_last": True}
        if case.stage == LAST_STAGE
        else {"again": again_address(case), "again_until": add_working_days(today, WORKING_DAYS_TO_ASK_AGAIN)}
    )
    return answer_case(case=case, answer=answer, outcome=outcome, more=more, by=by)


@transaction.atomic
def ask_again(*, case: Case, words: str) -> Case:
    """Open the second stage. Raises `Stale` when that was done before, `Refused` when it is too early or too late."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.stage == LAST_STAGE:
        raise Stale(_("You have asked for a second answer already."))
    if not held.answers.exists():
        raise Refused(_("We have not answered yet. Please wait for our first answer."))
    today = timezone.localdate()
    if today > last_day_to_ask_again(held):
        raise Refused(_("The time to ask for a second answer is over."))
    held.stage, held.words_again = LAST_STAGE, words
    held.closed_at = held.closed_by = held.owner = held.alerted_on = None
    held.outcome = ""
    held.due_on, held.acknowledged_at = LIMITS[Case.Kind.COMPLAINT].due_on(today), timezone.now()
    held.save()
    named, context = f"case:{held.reference}", {"case": held, "page": page_of_staff(held.reference)}
    post(to=held.email, kind="cases/receipt", thing=named, period="2", context=context)
    post(to=settings.CONTACT_EMAIL, kind="cases/for_staff", thing=named, period="2", context=context)
    return held
