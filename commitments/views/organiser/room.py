"""The room of those who organise a Co-production Week: what it says, when it is public, and what came."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charters.views.steward.editing import beside
from commitments.forms.weeks import RevisionForm, WeekForm, answers_of
from commitments.operations.weeks import change_week, publish_week
from commitments.permissions import weeks_of
from commitments.weeks import came_in, counts_by_state, looks
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused

from .door import my_week, organiser_trail, organisers_only


@require_safe
@organisers_only
def organiser(request: HttpRequest) -> HttpResponse:
    weeks = [(week, looks(week)) for week in weeks_of(person(request))]
    return render(request, "organiser/organiser.html", {"weeks": weeks})


@require_safe
@organisers_only
def organiser_week(request: HttpRequest, year: int) -> HttpResponse:
    week = my_week(request, year)
    context = {
        "week": week,
        "looks": looks(week),
        "states": counts_by_state(week),
        "breadcrumbs": organiser_trail(week),
    }
    return render(request, "organiser/week.html", context)


@require_safe
@organisers_only
def organiser_came(request: HttpRequest, year: int) -> HttpResponse:
    """All that came for the week, public or not, the newest first."""
    week = my_week(request, year)
    rows, following = came_in(week, before=request.GET.get("before", ""))
    context = {
        "week": week,
        "rows": rows,
        "states": counts_by_state(week),
        "next": f"?before={following}" if following else "",
        "first": "." if "before" in request.GET else "",
        "breadcrumbs": organiser_trail(week, _("What came in")),
    }
    return render(request, "organiser/came.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def organiser_edit(request: HttpRequest, year: int) -> HttpResponse:
    week = my_week(request, year)
    answers = answers_of(week)
    form = WeekForm(request.POST if request.method == "POST" else None, week=week, initial=answers)
    status = HTTPStatus.OK
    late: dict[str, Any] = {}

    def act() -> str:
        change_week(week=week, words=form.words(), revision=form.cleaned_data["revision"], by=person(request))
        messages.success(request, _("Saved."))
        return reverse("organiser-week", args=[week.year])

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            late = {"happened": refused.sentence, "beside": beside(form, answers), "button": _("Save mine")}
            data = request.POST.copy()
            data["revision"] = str(week.revision)
            form, status = WeekForm(data, week=week, initial=answers), HTTPStatus.CONFLICT
    context = {
        "week": week,
        "form": form,
        "heading": _("What people read about the week"),
        "button": _("Save"),
        "breadcrumbs": organiser_trail(week, _("What people read about the week")),
        **late,
    }
    return render(request, "organiser/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def organiser_publish(request: HttpRequest, year: int) -> HttpResponse:
    week = my_week(request, year)
    form = RevisionForm(request.POST if request.method == "POST" else None, initial={"revision": week.revision})
    happened, status = "", HTTPStatus.OK

    def act() -> str:
        publish_week(week=week, revision=form.cleaned_data["revision"], by=person(request))
        messages.success(request, _("The page of the week is public now."))
        return reverse("organiser-week", args=[week.year])

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            happened, status = refused.sentence, HTTPStatus.CONFLICT
            form = RevisionForm(initial={"revision": week.revision})
    context = {
        "week": week,
        "looks": looks(week),
        "happened": happened,
        "form": form,
        "heading": _("Make the page of the week public?"),
        "button": _("Yes, make it public"),
        "breadcrumbs": organiser_trail(week, _("Make it public")),
    }
    return render(request, "organiser/publish.html", context, status=status)
