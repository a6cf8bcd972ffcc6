"""What waits for an answer from administrators: about the portal itself, and about charters that nobody looks after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters.cases import cases_for_administrators, working_days_late
from charters.views.steward.cases import answer_page
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.cases.operations import close_case


@staff_page(Role.Name.ADMINISTRATOR)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """All that wait for an answer, those that are due first."""
    today = timezone.localdate()
    waiting = cases_for_administrators().filter(closed_at__isnull=True).order_by("due_on", "pk")
    context = {"cases": [(case, working_days_late(case, today)) for case in waiting]}
    return render(request, "cases/cases.html", context)


@staff_page(Role.Name.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def case_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer somebody who wrote about a charter that has no steward."""
    asked = get_object_or_404(cases_for_administrators().filter(charter_case__isnull=False), reference=reference)
    back = reverse("cases")
    trail = [(_("Waiting for an answer"), back), (reference, "")]
    return answer_page(request, asked.charter_case, back=back, context={"breadcrumbs": trail})


@staff_page(Role.Name.ADMINISTRATOR)
@require_POST
def case_close(request: HttpRequest, reference: str) -> HttpResponse:
    close_case(case=get_object_or_404(cases_for_administrators(), reference=reference), by=person(request))
    messages.success(request, _("It is closed."))
    return redirect("cases")
