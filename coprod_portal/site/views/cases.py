"""The cases desk: what people raised, who has it, and by when it is answered."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commitments.desk.reported import earlier_cases
from commitments.permissions import can_moderate
from commitments.statements import statement_of, title_of
from commitments.subjects import subject_of
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.cases.models import Case
from coprod_portal.cases.notices import missing
from coprod_portal.cases.permissions import answered_before, kinds_of
from coprod_portal.cases.seeing_to import take_case
from coprod_portal.cases.staff_forms import SeenForm
from coprod_portal.site.case_list import asked, case_list, cases_for, days_late, is_about_own_words
from coprod_portal.site.notice_steps import next_steps
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

OTHERS_SHOWN = 10

case_staff = staff_page(Role.Name.ADMINISTRATOR, Role.Name.MODERATOR)


@require_safe
@case_staff
def cases(request: HttpRequest) -> HttpResponse:
    user = person(request)
    chosen, place = asked(request.GET, user), request.GET.get("after", "")
    context = {
        "list": case_list(asked=chosen, place=place, by=user),
        "asked": chosen,
        "kinds": kinds_of(user),
        "place": place,
    }
    return render(request, "cases/cases.html", context)


@require_safe
@case_staff
def case(request: HttpRequest, reference: str) -> HttpResponse:
    found = find(request, reference)
    context = {**facts(found), "breadcrumbs": trail(found), "is_moderator": can_moderate(person(request))}
    context["gave_first_answer"] = found.closed_at is None and answered_before(person(request), found)
    return render(request, "cases/case.html", context)


@require_POST
@case_staff
def case_take(request: HttpRequest, reference: str) -> HttpResponse:
    """The form of one button: it holds who had the case on the page."""
    found, form = find(request, reference), SeenForm(request.POST)
    take_case(case=found, seen=form.seen_key if form.is_valid() else None, by=person(request))
    messages.success(request, _("You see to this case now."))
    return redirect("case", found.reference)


def find(request: HttpRequest, reference: str) -> Case:
    """404 for what is not theirs to see; 403 for a notice about their own words, or their organisation's."""
    user = person(request)
    found = get_object_or_404(cases_for(user), reference=reference)
    if is_about_own_words(user, found):
        raise PermissionDenied
    return found


def trail(case: Case, page: str = "") -> list[tuple[str, str]]:
    here = reverse("case", args=[case.reference])
    way = [(_("Cases"), reverse("cases")), (case.reference, here if page else "")]
    return [*way, (page, "")] if page else way


def facts(case: Case) -> dict[str, Any]:
    """All that the page of a case shows, and what a form about it stands beside."""
    notice = getattr(case, "notice", None)
    statement = statement_of(case.thing)
    steps = list(notice.steps.select_related("by")) if notice else []
    return {
        "case": case,
        "late": days_late(case),
        "title": title_of(case.thing),
        "statement": statement,
        "words_address": subject_of(statement).public_address
        if statement and statement.state == State.PUBLISHED
        else "",
        "others": earlier_cases(case)[:OTHERS_SHOWN] if case.thing else [],
        "notes": case.notes.select_related("by"),
        "answers": case.answers.select_related("by"),
        "notice": notice,
        "missing": missing(notice) if notice else [],
        "asked": getattr(notice, "asked", None),
        "steps": steps,
        "next": next_steps(steps[-1]) if steps and case.closed_at is None else None,
    }


def address_of(statement: Submission | None) -> str:
    """Where anybody sees the words, if they do."""
    return subject_of(statement).public_address if statement and statement.state == State.PUBLISHED else ""
