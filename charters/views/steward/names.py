"""How a charter is named and shown: its short name, kind, area and colour."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from charters.forms.stewards import CharterForm
from charters.operations.new_charters import change_charter
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused

from .door import my_charter, steward_trail, stewards_only
from .editing import beside

NAMES = ("short_title", "kind", "area", "thread", "revision")


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def charter_change(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    answers = {name: getattr(found, name) for name in NAMES}
    form = CharterForm(request.POST if request.method == "POST" else None, initial=answers)
    status = HTTPStatus.OK
    late: dict[str, Any] = {}

    def act() -> str:
        revision = form.cleaned_data["revision"]
        change_charter(charter=found, **form.values(), revision=revision, by=person(request))
        messages.success(request, _("Saved."))
        return reverse("steward-charter", args=[found.slug])

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            late = {"happened": refused.sentence, "beside": beside(form, answers), "button": _("Save mine")}
            data = request.POST.copy()
            data["revision"] = str(found.revision)
            form, status = CharterForm(data, initial=answers), HTTPStatus.CONFLICT
    context = {
        "charter": found,
        "form": form,
        "heading": _("Its name and colour"),
        "button": _("Save"),
        "breadcrumbs": steward_trail(found, (_("Its name and colour"), "")),
        **late,
    }
    return render(request, "charters/steward/charter_change.html", context, status=status)
