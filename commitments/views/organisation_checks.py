"""Where moderators make sure that an organisation is who it says."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.forms.opportunities import CheckForm
from commitments.models import Organisation
from commitments.operations import checking
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms.once import post_or_show

from .my import thank

ON_A_PAGE = 50
ASKED_CHARACTERS = 100

moderators_only = staff_page(Role.Name.MODERATOR)


@moderators_only
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """By name, a page at a time; with `q`, those whose name holds these words."""
    asked = request.GET.get("q", "")[:ASKED_CHARACTERS].strip()
    found = Organisation.objects.select_related("area").order_by("name", "pk")
    if asked:
        found = found.filter(name__icontains=asked)
    after = found.filter(slug=request.GET.get("after", "")).first() if request.GET.get("after") else None
    if after:
        found = found.filter(Q(name__gt=after.name) | Q(name=after.name, pk__gt=after.pk))
    rows = list(found[: ON_A_PAGE + 1])
    context = {
        "heading": _("Organisations"),
        "asked": asked,
        "organisations": rows[:ON_A_PAGE],
        "next": rows[ON_A_PAGE - 1].slug if len(rows) > ON_A_PAGE else "",
    }
    return render(request, "commitments/moderation_organisations.html", context)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.select_related("area", "checked_by"), slug=slug)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if (done := post_or_show(request, form, lambda: do_check(request, found, form), beside="how")) is not None:
        return done
    context = {
        "heading": found.name,
        "organisation": found,
        "members": found.members.count(),
        "is_own": not checking.can_check(person(request), found),
        "form": form,
        "button": _("Mark it as checked"),
    }
    return render(request, "commitments/moderation_organisation.html", context, status=form.status)


def do_check(request: HttpRequest, organisation: Organisation, form: CheckForm) -> str:
    checking.check(organisation=organisation, how=form.cleaned_data["how"], by=person(request))
    thank(request, _("It is marked as checked. It can list opportunities now."))
    return reverse("moderation-organisation", args=[organisation.slug])


@moderators_only
@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, slug=slug)
    checking.take_back(organisation=organisation, by=person(request))
    thank(request, _("It is not marked as checked any more."))
    return redirect("moderation-organisation", slug=slug)
