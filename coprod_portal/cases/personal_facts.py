"""What the cases know about one person, and how they forget it."""

from typing import Any

from django.db import transaction

from coprod_portal.accounts.models import User

from .models import Case, CaseAnswer, CaseNote, DefamationNotice, NoticeStep, WriterAsked

RAISED = ("reference", "kind", "words", "words_again", "thing", "opened_at", "due_on", "answer", "closed_at")
NOTICE = ("case__reference", "name", "where", "why", "meaning", "inaccurate", "may_give")
ASKED = ("notice__case__reference", "asked_at", "answer", "answered_at", "full_name", "postal_address", "may_give")


def about_cases(*, email: str, user: User | None) -> dict[str, Any]:
    """What somebody raised and what we wrote back, what they answered to a notice, and what they did as staff.

    What staff wrote down about a case is not told here: it may be about others. Who asks for it is answered by a
    person.
    """
    raised = Case.objects.filter(email__iexact=email).order_by("pk")
    notices = DefamationNotice.objects.filter(case__in=raised).order_by("pk")
    asked = WriterAsked.objects.filter(email__iexact=email).order_by("pk")
    sent = CaseNote.objects.filter(case__in=raised, is_sent=True)
    return {
        "raised": list(raised.values(*RAISED)),
        "answers_to_raised": list(CaseAnswer.objects.filter(case__in=raised).values("case__reference", "at", "words")),
        "told_about_raised": list(sent.values("case__reference", "at", "words")),
        "notices": list(notices.values(*NOTICE)),
        "asked_about_notices": list(asked.values(*ASKED)),
        **(done_by(user) if user else {"answered": []}),
    }


def done_by(user: User) -> dict[str, Any]:
    return {
        "answered": list(user.closed_cases.order_by("pk").values("reference", "kind", "closed_at")),
        "looks_after_cases": list(user.owned_cases.order_by("pk").values("reference", "kind")),
        "case_notes": list(CaseNote.objects.filter(by=user).values("case__reference", "at", "words")),
        "case_answers": list(CaseAnswer.objects.filter(by=user).values("case__reference", "at", "words")),
        "notice_steps": list(NoticeStep.objects.filter(by=user).values("notice__case__reference", "step", "at")),
    }


@transaction.atomic
def forget_cases(*, email: str, **_others: Any) -> None:
    """Those that wait as well: whoever asks to be forgotten does not wait for an answer.

    Of a writer who was asked about a notice, the name and the addresses go. That somebody answered stays.
    """
    Case.objects.filter(email__iexact=email).delete()
    WriterAsked.objects.filter(email__iexact=email).update(email="", full_name="", postal_address="")
