"""What readers reported: what is open, and one case with all that was said of the thing and what can be done."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.desk import reported
from commitments.desk.safety import has_duty
from commitments.forms.reports import DangerForm, EndForm, HideReportedForm, RestoreReportedForm
from commitments.operations import reports
from commitments.views.desk.door import moderators_only
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.cases.models import Case
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused

LISTED = 100


@require_safe
@moderators_only
def open_cases(request: HttpRequest) -> HttpResponse:
    found = list(reported.open_reports()[: LISTED + 1])
    context = {"rows": reported.rows(found[:LISTED]), "is_more": len(found) > LISTED}
    return render(request, "commitments/reports/open.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def case(request: HttpRequest, reference: str) -> HttpResponse:
    found = find(reference)
    if request.method != "POST":
        return show(request, found)
    form = EndForm(request.POST, auto_id="end_%s", is_answered=is_answered(found))

    def act() -> str:
        values = form.cleaned_data
        reports.end_case(
            case=found,
            outcome=Case.Outcome(values["outcome"]),
            answer=values["answer"],
            correction=values["correction"],
            seen=values["seen"],
            by=person(request),
        )
        messages.success(request, _("It is ended. Everybody who left an address hears from us."))
        return reverse("moderation-reports")

    return act_on(request, found, form, act, name="end_form")


@require_POST
@moderators_only
def hide(request: HttpRequest, reference: str) -> HttpResponse:
    found = find(reference)
    form = HideReportedForm(request.POST, auto_id="hide_%s")

    def act() -> str:
        values = form.cleaned_data
        reports.hide_reported(
            case=found, revision=values["revision"], reason=values["reason"], note=values["note"], by=person(request)
        )
        messages.success(request, _("Hidden. Nobody sees it on any page now. You can decide later what becomes of it."))
        return address(found)

    return act_on(request, found, form, act, name="hide_form")


@require_POST
@moderators_only
def restore(request: HttpRequest, reference: str) -> HttpResponse:
    found = find(reference)
    form = RestoreReportedForm(request.POST)

    def act() -> str:
        reports.restore_reported(case=found, hiding=form.cleaned_data["hiding"], note="", by=person(request))
        messages.success(request, _("It is public again."))
        return address(found)

    return act_on(request, found, form, act, name="restore_form")


@require_POST
@moderators_only
def danger(request: HttpRequest, reference: str) -> HttpResponse:
    found = find(reference)
    form = DangerForm(request.POST, auto_id="danger_%s")

    def act() -> str:
        reports.raise_reported(case=found, why=form.cleaned_data["why"], by=person(request))
        messages.success(request, _("The safeguarding lead and deputy know it now. Nobody sees it on any page."))
        return address(found)

    return act_on(request, found, form, act, name="danger_form")


def act_on(request: HttpRequest, found: Case, form: PortalForm, act: Callable[[], str], *, name: str) -> HttpResponse:
    """Do it once, or show the page with what was typed and why it cannot be done."""
    by = person(request)
    if reported.is_own_thing(by, found.thing):
        return not_theirs(request, found)
    if name != "danger_form" and reported.is_with_lead(found) and not has_duty(by):
        return show(request, found, status=HTTPStatus.CONFLICT)
    if not form.is_valid():
        return show(request, found, {name: form})
    try:
        return post_once(request, form, act)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show(request, find(found.reference), {name: form}, status=HTTPStatus.CONFLICT)


def find(reference: str) -> Case:
    return get_object_or_404(
        Case.objects.filter(kind=Case.Kind.REPORT).select_related("closed_by"), reference=reference
    )


def address(found: Case) -> str:
    return reverse("moderation-report", args=[found.reference])


def is_answered(found: Case) -> bool:
    return found.reports.exclude(email="").exists()


def show(
    request: HttpRequest, found: Case, typed: dict[str, PortalForm] | None = None, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """All that helps to decide. `typed` is the form of the page that was sent and not taken, by its name."""
    forms = typed or {}
    by: User = person(request)
    if reported.is_own_thing(by, found.thing):
        return not_theirs(request, found)
    if reported.is_with_lead(found) and not has_duty(by):
        return render(request, "commitments/reports/kept_apart.html", {"case": found}, status=status)
    thing = reported.reported(found.thing)
    made = list(found.reports.all())
    to_hide = reported.to_hide(found.thing) if thing.is_public else None
    refused = [form for form in forms.values() if form.errors]
    context: dict[str, Any] = {
        "case": found,
        "thing": thing,
        "reports": made,
        "earlier": list(reported.earlier_cases(found)[: reported.EARLIER_SHOWN]),
        "corrections": found.corrections.all(),
        "restores": [
            (hiding, RestoreReportedForm(initial={"hiding": hiding.record.pk}, auto_id=f"restore{hiding.record.pk}_%s"))
            for hiding in thing.hidings
        ],
        "refused": refused[0] if refused else None,
        "is_with_lead": found.dangers.filter(looked_at=None).exists(),
        "danger_form": DangerForm(auto_id="danger_%s"),
        **forms,
    }
    if to_hide is not None:
        context.setdefault("hide_form", HideReportedForm(initial={"revision": to_hide.revision}, auto_id="hide_%s"))
    else:
        context.pop("hide_form", None)
    ending = forms.get("end_form")
    context["end_form"] = end_form(ending, made, is_answered(found))
    return render(request, "commitments/reports/case.html", context, status=status)


def end_form(typed: PortalForm | None, made: list[Any], answered: bool) -> PortalForm:
    """With what was typed; but what came in since has been shown now."""
    if typed is None:
        return EndForm(initial={"seen": len(made)}, auto_id="end_%s", is_answered=answered)
    typed.data = {**typed.data.dict(), "seen": len(made)}  # type: ignore[attr-defined]
    return typed


def not_theirs(request: HttpRequest, found: Case) -> HttpResponse:
    """What was said about somebody's own words is not for their eyes here: the answer is."""
    return render(request, "commitments/reports/own.html", {"case": found}, status=HTTPStatus.FORBIDDEN)
