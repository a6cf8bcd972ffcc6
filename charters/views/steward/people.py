"""Who looks after which charter, for administrators; and a charter from scratch, for stewards too."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from charters.forms.stewards import AppointForm, NewCharterForm
from charters.models import Charter, Stewardship
from charters.operations.new_charters import make_charter
from charters.operations.stewards import appoint_steward, dismiss_steward
from charters.permissions import can_steward
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.operations import not_oneself
from coprod_portal.accounts.permissions import fresh_second_factor, person, staff_page
from coprod_portal.accounts.staff_log import say
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.Name.ADMINISTRATOR)
@fresh_second_factor
def stewards(request: HttpRequest) -> HttpResponse:
    """All charters with their stewards, and the form that gives a charter to somebody."""
    form = AppointForm(request.POST if request.method == "POST" else None, initial={"charter": chosen(request)})

    def act() -> str:
        charter = form.cleaned_data["charter"]
        not_oneself(email=form.cleaned_data["email"], by=person(request))
        made = appoint_steward(email=form.cleaned_data["email"], charter=charter, by=person(request))
        say(request, thing=f"person:{made.user_id} charter:{charter.slug}", choice="give-steward")
        done = _("%(email)s looks after %(charter)s now. We wrote to them.")
        messages.success(request, done % {"email": made.user.email, "charter": charter})
        return reverse("stewards")

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error("email", refused.sentence)
    held = Prefetch("stewardships", Stewardship.objects.select_related("user"))
    context = {
        "form": form,
        "heading": _("Who looks after charters"),
        "button": _("Give them this charter"),
        "charters": Charter.objects.prefetch_related(held),
    }
    return render(request, "charters/steward/people.html", context)


def chosen(request: HttpRequest) -> Charter | None:
    return Charter.objects.filter(slug=request.GET.get("charter", "")).first()


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.Name.ADMINISTRATOR)
@fresh_second_factor
def steward_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    stewardship = Stewardship.objects.select_related("user", "charter").filter(pk=pk).first()
    form = PortalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        held = get_object_or_404(Stewardship.objects.select_related("user", "charter"), pk=pk)
        say(request, thing=f"person:{held.user_id} charter:{held.charter.slug}", choice="take-steward")
        dismiss_steward(stewardship=held, by=person(request))
        messages.success(request, _("They do not look after this charter any more."))
        return reverse("stewards")

    if request.method == "POST" and form.is_valid():
        return post_once(request, form, act)
    context = {
        "form": form,
        "heading": _("Take this charter from them?"),
        "button": _("Yes, take it from them"),
        "stewardship": get_object_or_404(Stewardship, pk=pk) if stewardship is None else stewardship,
    }
    return render(request, "charters/steward/dismiss.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.Name.STEWARD, Role.Name.ADMINISTRATOR)
def charter_new(request: HttpRequest) -> HttpResponse:
    form = NewCharterForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        charter = make_charter(**values, by=person(request))
        if can_steward(person(request), charter):
            messages.success(request, _("Your charter is begun. Nothing of it is public yet."))
            return reverse("steward-draft", args=[charter.slug])
        messages.success(request, _("The charter is begun. Now give it to somebody."))
        return f"{reverse('stewards')}?charter={charter.slug}"

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error("slug", refused.sentence)
    context = {"form": form, "heading": _("A new charter"), "button": _("Begin the charter")}
    return render(request, "charters/steward/charter_new.html", context)
