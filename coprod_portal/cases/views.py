from dataclasses import dataclass

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused

from .forms import AccessibilityProblemForm, CaseForm, DataComplaintForm
from .models import LIMITS, Case
from .operations import close_case, open_case

# Each message sends a mail to an address that anybody may have typed.
TOO_MANY = "We have had many messages from your network. Please wait an hour and send it again, or write to us."


@dataclass(frozen=True)
class Opening:
    """What a page that opens a case of one kind says."""

    kind: Case.Kind
    form: type[CaseForm]
    heading: str
    template: str


DATA_COMPLAINT = Opening(
    Case.Kind.DATA_COMPLAINT,
    DataComplaintForm,
    "Complain about how we use facts about you",
    "cases/help_data_complaint.html",
)
ACCESSIBILITY = Opening(
    Case.Kind.ACCESSIBILITY,
    AccessibilityProblemForm,
    "Tell us what is hard to use",
    "cases/help_accessibility_problem.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
def data_complaint(request: HttpRequest) -> HttpResponse:
    return open_by_form(request, DATA_COMPLAINT)


@require_http_methods(["GET", "HEAD", "POST"])
def accessibility_problem(request: HttpRequest) -> HttpResponse:
    return open_by_form(request, ACCESSIBILITY)


def open_by_form(request: HttpRequest, opening: Opening) -> HttpResponse:
    form = opening.form(request.POST or None)

    def act() -> str:
        words, email = form.cleaned_data["words"], form.cleaned_data["email"]
        case = open_case(kind=opening.kind, email=email, words=words)
        return reverse("help-sent", args=[case.reference])

    if request.method == "POST" and form.is_valid():
        try:
            if not ratelimit.consume(request, action="open_case"):
                raise Refused(TOO_MANY)
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error("email", refused.sentence)
    context = {
        "form": form,
        "heading": opening.heading,
        "button": "Send it",
        "days_to_answer": LIMITS[opening.kind].days,
    }
    return render(request, opening.template, context)


@never_cache
@require_safe
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever has the reference sees when we answer, and nothing else of it."""
    return render(request, "cases/help_sent.html", {"case": get_object_or_404(Case, reference=reference)})


@staff_page(Role.Name.ADMINISTRATOR)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """All that wait for an answer, those that are due first."""
    waiting = Case.objects.filter(closed_at__isnull=True).order_by("due_on", "pk")
    return render(request, "cases/cases.html", {"cases": waiting, "today": timezone.localdate()})


@staff_page(Role.Name.ADMINISTRATOR)
@require_POST
def case_close(request: HttpRequest, reference: str) -> HttpResponse:
    close_case(case=get_object_or_404(Case, reference=reference), by=person(request))
    return redirect("cases")
