"""Where moderators rename an organisation, or make one a part of another."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.forms.organisations import RenameForm
from commitments.lookalikes import like
from commitments.membership import role_in
from commitments.models import Organisation
from commitments.operations.merging import merge as merge_organisations
from commitments.operations.profiles import rename as rename_organisation
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once, post_or_show, second_click_follows
from coprod_portal.languages.texts import Theirs

from .my import thank
from .organisation_checks import ASKED_CHARACTERS, moderators_only

MOST_FOUND = 20


def page_of(organisation: Organisation) -> str:
    return reverse("moderation-organisation", args=[organisation.slug])


@moderators_only
@second_click_follows(RenameForm)
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organisation, slug=slug)
    form = RenameForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    done = post_or_show(request, form, lambda: do_rename(request, found, form.cleaned_data["name"]), beside="name")
    if done is not None:
        return done
    context = {
        "heading": _("Rename an organisation"),
        "caption": Theirs(found.name),
        "intro": _("The new name is public at once. The old address leads to the new one, and its leads are told."),
        "button": _("Rename it"),
        "form": form,
        "back": page_of(found),
    }
    return render(request, "commitments/my_organisation_form.html", context, status=form.status)


def do_rename(request: HttpRequest, organisation: Organisation, name: str) -> str:
    renamed = rename_organisation(organisation=organisation, name=name, by=person(request))
    thank(request, _("It has its new name. The old address leads to the new one."))
    return page_of(renamed)


@moderators_only
@second_click_follows(PortalForm)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """First choose the one that stays; then see both side by side, and press the button."""
    old = get_object_or_404(Organisation, slug=slug)
    into = Organisation.objects.filter(slug=request.GET.get("into", "")).exclude(pk=old.pk).first()
    if into is None:
        return choose(request, old)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_merge(request, old, into))
    user = person(request)
    context: dict[str, Any] = {
        "heading": _("Are these two the same?"),
        "button": _("Yes, make them one"),
        "form": form,
        "both": [with_numbers(old), with_numbers(into)],
        "organisation": old,
        "into": into,
        "is_own": bool(role_in(user, old) or role_in(user, into)),
    }
    return render(request, "commitments/moderation_merge.html", context)


def choose(request: HttpRequest, old: Organisation) -> HttpResponse:
    if request.method == "POST":
        return redirect("moderation-organisation-merge", old.slug)
    asked = request.GET.get("q", "")[:ASKED_CHARACTERS].strip()
    others = Organisation.objects.exclude(pk=old.pk).select_related("area").order_by("name", "pk")
    context = {
        "heading": _("Which one does it become a part of?"),
        "organisation": old,
        "asked": asked,
        "found": others.filter(name__icontains=asked)[:MOST_FOUND] if asked else like(old),
    }
    return render(request, "commitments/moderation_merge_choose.html", context)


def with_numbers(organisation: Organisation) -> Organisation:
    """With how much it has, each number by itself: joins would multiply them."""
    found = Organisation.objects.select_related("area").get(pk=organisation.pk)
    numbers = {
        name: Organisation.objects.filter(pk=organisation.pk).aggregate(number=Count(name))["number"]
        for name in ("commitments", "opportunities", "members", "follows")
    }
    vars(found).update({f"number_of_{name}": number for name, number in numbers.items()})
    return found


def do_merge(request: HttpRequest, old: Organisation, into: Organisation) -> str:
    kept = merge_organisations(organisation=old, into=into, by=person(request))
    thank(request, _("They are one now. The old address leads to the one that stays."))
    return page_of(kept)
