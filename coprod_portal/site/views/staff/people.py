"""All facts about one person, for when they ask: as a file, or erased."""

import json

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import fresh_second_factor, person, staff_page
from coprod_portal.accounts.personal_facts import erase, export, find
from coprod_portal.accounts.staff_log import say
from coprod_portal.forms.once import post_or_show
from coprod_portal.site.staff_forms import EXPORT, PersonForm
from coprod_portal.submissions.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.Name.ADMINISTRATOR)
@fresh_second_factor
def people(request: HttpRequest) -> HttpResponse:
    """Nobody is listed: only whoever has the address finds the person."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        email, user = find(form.cleaned_data["email"])
        say(
            request,
            thing=f"person:{user.pk}" if user else "",
            choice=form.cleaned_data["act"],
            reason=form.cleaned_data["reason"],
        )
        if form.cleaned_data["act"] == EXPORT:
            return as_file(email)

    def act() -> str:
        erase_somebody(form.cleaned_data["email"], by_email=person(request).email)
        messages.success(request, _("All that we knew about this person is erased. Older backups still hold it."))
        return reverse("people")

    done = post_or_show(request, form, act, beside="email")
    if done is not None:
        return done
    context = {"form": form, "heading": _("What we know about one person"), "button": _("Do this now")}
    return render(request, "site/staff/people.html", context, status=form.status)


def as_file(email: str) -> HttpResponse:
    words = json.dumps(export(email=email), cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    return HttpResponse(
        words,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="person.json"'},
    )


def erase_somebody(email: str, *, by_email: str) -> None:
    """Whoever holds a role loses it first, on its own page: so administrators are told, and one stays."""
    email, user = find(email)
    if email == by_email:
        raise Refused(_("This is your own address. Ask another administrator."))
    if user is not None and user.roles.exists():
        raise Refused(_("This person is staff. Take their roles away first, on the page about staff."))
    erase(email=email)
