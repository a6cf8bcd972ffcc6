"""Who organises which Co-production Week, and a new week, for administrators."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.forms.weeks import AppointOrganiserForm, NewWeekForm
from commitments.models import Week, WeekOrganiser
from commitments.operations.organisers import appoint_organiser, dismiss_organiser
from commitments.operations.weeks import make_week
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.operations import not_oneself
from coprod_portal.accounts.permissions import fresh_second_factor, person, staff_page
from coprod_portal.accounts.staff_log import say
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once, second_click_follows
from coprod_portal.submissions.errors import Refused

administrators_only = staff_page(Role.Name.ADMINISTRATOR)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
@fresh_second_factor
def organisers(request: HttpRequest) -> HttpResponse:
    """All weeks with their organisers, and the form that gives a week to somebody."""
    initial = {"week": request.GET.get("week", "")}
    form = AppointOrganiserForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        week = form.cleaned_data["week"]
        not_oneself(email=form.cleaned_data["email"], by=person(request))
        made = appoint_organiser(email=form.cleaned_data["email"], week=week, by=person(request))
        say(request, thing=f"person:{made.user_id} week:{week.year}", choice="give-organiser")
        done = _("%(email)s organises %(week)s now. We wrote to them.")
        messages.success(request, done % {"email": made.user.email, "week": week})
        return reverse("organisers")

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error("email", refused.sentence)
    held = Prefetch("organisers", WeekOrganiser.objects.select_related("user"))
    context = {
        "form": form,
        "heading": _("Who organises Co-production Weeks"),
        "button": _("Give them this week"),
        "weeks": Week.objects.prefetch_related(held),
    }
    return render(request, "organiser/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
@fresh_second_factor
@second_click_follows(PortalForm)
def organiser_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    organiser = get_object_or_404(WeekOrganiser.objects.select_related("user", "week"), pk=pk)
    form = PortalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        say(request, thing=f"person:{organiser.user_id} week:{organiser.week.year}", choice="take-organiser")
        dismiss_organiser(organiser=organiser, by=person(request))
        messages.success(request, _("They do not organise this week any more."))
        return reverse("organisers")

    if request.method == "POST" and form.is_valid():
        return post_once(request, form, act)
    context = {
        "form": form,
        "heading": _("Take this week from them?"),
        "button": _("Yes, take it from them"),
        "organiser": organiser,
    }
    return render(request, "organiser/dismiss.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def week_new(request: HttpRequest) -> HttpResponse:
    form = NewWeekForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        week = make_week(**values, by=person(request))
        messages.success(request, _("The week is begun. Nobody sees it yet. Now give it to somebody."))
        return f"{reverse('organisers')}?week={week.year}"

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error("year", refused.sentence)
    context = {"form": form, "heading": _("A new Co-production Week"), "button": _("Begin the week")}
    return render(request, "organiser/week_new.html", context)
