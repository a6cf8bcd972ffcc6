"""What people asked and said about a charter, for those who look after it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charters.cases import cases_of, working_days_late
from charters.forms.cases import AnswerForm, PlaceAnswerForm
from charters.models import CharterCase, Principle, Wording
from charters.operations.cases import answer_charter_case
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from coprod_portal.accounts.permissions import person
from coprod_portal.cases.models import Case
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused, Stale

ANSWERED_SHOWN = 50


@require_safe
@stewards_only
def cases(request: HttpRequest, charter: str) -> HttpResponse:
    """Those that wait, the earliest date first; then those that were answered, newest first."""
    found = my_charter(request, charter)
    today = timezone.localdate()
    waiting = list(cases_of(found).filter(case__closed_at__isnull=True).order_by("case__due_on", "pk"))
    answered = cases_of(found).filter(case__closed_at__isnull=False).order_by("-case__closed_at")
    context = {
        "charter": found,
        "waiting": [(each, working_days_late(each.case, today)) for each in waiting],
        "answered": answered[:ANSWERED_SHOWN],
        "breadcrumbs": steward_trail(found, (_("Questions and worries"), "")),
    }
    return render(request, "charters/steward/cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def case(request: HttpRequest, charter: str, reference: str) -> HttpResponse:
    found = my_charter(request, charter)
    asked = get_object_or_404(cases_of(found), case__reference=reference)
    back = reverse("steward-cases", args=[found.slug])
    trail = steward_trail(found, (_("Questions and worries"), back), (reference, ""))
    return answer_page(request, asked, back=back, context={"breadcrumbs": trail})


def answer_page(request: HttpRequest, asked: CharterCase, *, back: str, context: dict[str, Any]) -> HttpResponse:
    """Read a case and answer it. Whoever comes second sees what was answered, beside what they typed."""
    data = request.POST or None
    form = PlaceAnswerForm(data, case=asked) if asked.case.kind == Case.Kind.PLACE else AnswerForm(data)
    status = 200

    def act() -> str:
        move = form.move if isinstance(form, PlaceAnswerForm) else None
        answer_charter_case(case=asked, answer=form.cleaned_data["answer"], move=move, by=person(request))
        messages.success(request, _("Your answer is on its way."))
        return back

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Stale as stale:
            asked.case.refresh_from_db()
            context, status = {**context, "stale": stale.sentence}, 409
        except Refused as refused:
            form.add_error(None, refused.sentence)
    context = {
        **context,
        "form": form,
        "asked": asked,
        "about": words_of(asked.principle) if asked.principle else None,
        "charter": asked.charter,
        "heading": asked.case.get_kind_display(),
        "caption": asked.case.reference,
        "button": _("Send my answer"),
        "working_days_late": working_days_late(asked.case, timezone.localdate()),
    }
    return render(request, "charters/steward/case.html", context, status=status)


def words_of(principle: Principle) -> Wording | None:
    """As they stand now, or as they stood last."""
    return principle.wordings.exclude(edition__published_at=None).order_by("-edition__number").first()
