"""A steward puts a charter into another language: write, preview, publish."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from charters.forms.translations import BeginTranslationForm, PreviewForm, TranslationForm
from charters.models import Charter, Translation
from charters.operations import translations as operations
from charters.translations import parts_of
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.languages.spoken import language_of
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.errors import Refused, Stale


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def translations(request: HttpRequest, charter: str) -> HttpResponse:
    """All of them, and a form that begins one of the edition that stands."""
    found = my_charter(request, charter)
    form = BeginTranslationForm(request.POST or None)
    current = found.current_edition

    def act() -> str:
        if current is None:
            raise Refused(_("This charter has no public edition yet. Publish one first."))
        begun = operations.begin_translation(
            edition=current, language=form.cleaned_data["language"], by=person(request)
        )
        return reverse("steward-translation", args=[found.slug, begun.pk])

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    rows = Translation.objects.filter(edition__charter=found).select_related("edition")
    context = {
        "charter": found,
        "form": form,
        "rows": [(row, language_of(row.language)) for row in rows.order_by("-edition__number", "language")],
        "heading": _("Other languages"),
        "caption": Theirs(found.short_title),
        "button": _("Begin a translation"),
        "breadcrumbs": steward_trail(found, (_("Other languages"), "")),
    }
    return render(request, "charters/steward/translations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def translation(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    """All parts on one page. Where somebody saved first, both texts stand there, and nothing typed is lost."""
    found, held = mine(request, charter, pk)
    form = TranslationForm(request.POST or None, translation=held)

    def act() -> str:
        seen = form.cleaned_data["seen"]
        operations.save_translation(translation=held, words=form.words, seen=seen, by=person(request))
        messages.success(request, _("Your words are saved."))
        return reverse("steward-translation-preview", args=[found.slug, held.pk])

    context: dict[str, Any] = {**facts(found, held), "form": form, "button": _("Save and look at it")}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Stale as stale:
            data = request.POST.copy()
            data["seen"] = str(held.revision)
            form = TranslationForm(data, translation=held)
            context |= {"form": form, "stale": stale.sentence, "button": _("Save mine instead")}
            status = 409
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "charters/steward/translation.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def preview(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    """As everybody will read it, with a button that publishes just these words."""
    found, held = mine(request, charter, pk)
    form = PreviewForm(request.POST or None, initial={"seen": held.revision})

    def act() -> str:
        operations.publish_translation(translation=held, seen=form.cleaned_data["seen"])
        messages.success(request, _("Everybody can read it now."))
        return reverse("steward-translations", args=[found.slug])

    context: dict[str, Any] = {**facts(found, held), "parts": parts_of(held.edition, held)}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Stale as stale:
            context |= {"stale": stale.sentence}
            form, status = PreviewForm(initial={"seen": held.revision}), 409
        except Refused as refused:
            form.add_error(None, refused.sentence)
    context |= {"form": form, "button": _("Publish it")}
    return render(request, "charters/steward/translation_preview.html", context, status=status)


@require_POST
@stewards_only
def take_back(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    found, held = mine(request, charter, pk)
    operations.take_back_translation(translation=held)
    messages.success(request, _("Nobody else can read it now. It is a draft again."))
    return redirect("steward-translations", found.slug)


@require_POST
@stewards_only
def remove(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    """A second click finds it gone, which is what it asked for."""
    if Translation.objects.filter(pk=pk).exists():
        _found, held = mine(request, charter, pk)
        operations.remove_translation(translation=held)
    messages.success(request, _("The draft is removed."))
    return redirect("steward-translations", my_charter(request, charter).slug)


def mine(request: HttpRequest, charter: str, pk: int) -> tuple[Charter, Translation]:
    found = my_charter(request, charter)
    return found, get_object_or_404(Translation.objects.select_related("edition"), pk=pk, edition__charter=found)


def facts(charter: Charter, held: Translation) -> dict[str, Any]:
    spoken = language_of(held.language)
    back = reverse("steward-translations", args=[charter.slug])
    return {
        "charter": charter,
        "edition": held.edition,
        "translation": held,
        "spoken": spoken,
        "heading": Theirs(spoken),
        "caption": Theirs(charter.short_title),
        "breadcrumbs": steward_trail(charter, (_("Other languages"), back), (Theirs(spoken), "")),
    }
