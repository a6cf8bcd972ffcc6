from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters.forms.formats import FormatForm
from charters.models import Charter, Format
from charters.operations.formats import add_format, change_format, mark_of, remove_format
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.errors import Refused, Stale

PAGE = "charters/steward/format.html"


@require_safe
@stewards_only
def formats(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    context = {
        "charter": found,
        "formats": Format.objects.filter(edition__charter=found).select_related("edition"),
        "breadcrumbs": steward_trail(found, (_("Other formats"), "")),
    }
    return render(request, "charters/steward/formats.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def add(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    form = FormatForm(request.POST or None, charter=found)

    def act() -> str:
        add_format(facts=form.facts, by=person(request))
        return done(request, found, _("It is on the page of formats now."))

    context = {
        "charter": found,
        "form": form,
        "heading": _("Add a format"),
        "caption": Theirs(found.short_title),
        "button": _("Add it"),
        "breadcrumbs": trail(found, _("Add a format")),
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, PAGE, context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def change(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    """Where somebody was faster, what was typed stays in the form, with what is there now above it."""
    found = my_charter(request, charter)
    held = get_object_or_404(Format.objects.select_related("edition"), pk=pk, edition__charter=found)
    form = FormatForm(request.POST or None, charter=found, form=held)

    def act() -> str:
        change_format(form=held, facts=form.facts, seen=form.cleaned_data["seen"], by=person(request))
        return done(request, found, _("Your changes are saved."))

    context = {
        "charter": found,
        "held": held,
        "form": form,
        "heading": _("Change a format"),
        "caption": Theirs(held.title),
        "button": _("Save it"),
        "breadcrumbs": trail(found, Theirs(held.title)),
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Stale as stale:
            data = request.POST.copy()
            data["seen"] = mark_of(held)
            context |= {"form": FormatForm(data, charter=found, form=held), "stale": stale.sentence}
            return render(request, PAGE, context | {"button": _("Save mine instead")}, status=409)
    return render(request, PAGE, context)


@require_POST
@stewards_only
def remove(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    found = my_charter(request, charter)
    if Format.objects.filter(pk=pk).exists():
        remove_format(form=get_object_or_404(Format, pk=pk, edition__charter=found))
    return redirect(done(request, found, _("It is off the page.")))


def trail(charter: Charter, page: str) -> list[tuple[str, str]]:
    return steward_trail(charter, (_("Other formats"), reverse("steward-formats", args=[charter.slug])), (page, ""))


def done(request: HttpRequest, charter: Charter, words: str) -> str:
    messages.success(request, words)
    return reverse("steward-formats", args=[charter.slug])
