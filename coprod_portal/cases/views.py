from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Text
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused

from .forms import AccessibilityProblemForm, CaseForm, ComplaintForm, DataComplaintForm
from .models import LIMITS, Case
from .operations import open_case


@dataclass(frozen=True)
class Opening:
    """What a page that opens a case of one kind says."""

    kind: Case.Kind
    form: type[CaseForm]
    heading: Text
    template: str


DATA_COMPLAINT = Opening(
    Case.Kind.DATA_COMPLAINT,
    DataComplaintForm,
    _("Complain about how we use facts about you"),
    "cases/help_data_complaint.html",
)
ACCESSIBILITY = Opening(
    Case.Kind.ACCESSIBILITY,
    AccessibilityProblemForm,
    _("Tell us what is hard to use"),
    "cases/help_accessibility_problem.html",
)
COMPLAINT = Opening(Case.Kind.COMPLAINT, ComplaintForm, _("Complain about us"), "cases/help_complaint.html")


@require_http_methods(["GET", "HEAD", "POST"])
def data_complaint(request: HttpRequest) -> HttpResponse:
    return open_by_form(request, DATA_COMPLAINT)


@require_http_methods(["GET", "HEAD", "POST"])
def accessibility_problem(request: HttpRequest) -> HttpResponse:
    return open_by_form(request, ACCESSIBILITY)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest) -> HttpResponse:
    return open_by_form(request, COMPLAINT)


def open_by_form(request: HttpRequest, opening: Opening) -> HttpResponse:
    form = opening.form(request.POST or None)

    def act() -> Case:
        words, email = form.cleaned_data["words"], form.cleaned_data["email"]
        return open_case(kind=opening.kind, email=email, words=words)

    limit = LIMITS[opening.kind]
    context = {
        "heading": opening.heading,
        "days_to_answer": limit.days,
        "answer_by": limit.due_on(timezone.localdate()),
    }
    return case_form(request, form, act, template=opening.template, context=context)


def case_form(
    request: HttpRequest, form: CaseForm, act: Callable[[], Case], *, template: str, context: dict[str, Any]
) -> HttpResponse:
    """A form whose `act` opens a case: afterwards its reference and the date of our answer. Too many are refused."""

    def counted() -> str:
        take(request, act="case", person=form.cleaned_data["email"], words=form.cleaned_data.values())
        return reverse("help-sent", args=[act().reference])

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, counted)
        except Refused as refused:
            form.add_error("email", refused.sentence)
    return render(request, template, {"button": gettext("Send it"), **context, "form": form})


@never_cache
@require_safe
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever has the reference sees when we answer, and nothing else of it."""
    return render(request, "cases/help_sent.html", {"case": get_object_or_404(Case, reference=reference)})
