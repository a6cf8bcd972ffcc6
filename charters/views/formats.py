"""A charter in other forms and other languages, for anybody."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.charter_links import Link, link_to
from charters.models import Charter, EasyRead, Edition, Format, Translation
from charters.translations import parts_of, versions_of
from charters.views.charter import public_charter, trail
from coprod_portal.languages.spoken import language_of
from coprod_portal.languages.texts import Theirs


@require_safe
def formats(request: HttpRequest, charter: str) -> HttpResponse:
    """Each says whether it was made from the words that stand now, by whom, and where its link leads."""
    found, current = public_charter(charter)
    made = (
        Format.objects.filter(edition__charter=found, edition__published_at__isnull=False)
        .select_related("edition")
        .order_by("kind", "-edition__number", "language", "pk")
    )
    context = {
        "charter": found,
        "edition": current,
        "made": [
            (form, language_of(form.language) if form.language else None, urlsplit(form.url).hostname) for form in made
        ],
        "here": made_here(found, current),
        "versions": versions_of(found),
        "breadcrumbs": trail(found, _("Other formats and languages")),
    }
    return render(request, "charters/charter_formats.html", context)


def made_here(charter: Charter, current: Edition) -> list[Link]:
    """What the portal itself makes from the words that stand now."""
    links = [
        link_to(charter, "charter-booklet", _("Large print (PDF)")),
        link_to(charter, "charter-poster", _("Poster to print (PDF)")),
    ]
    if EasyRead.objects.filter(edition=current).exists():
        links.insert(0, link_to(charter, "charter-easy-read", _("Easy Read, with pictures")))
    return links


@require_safe
def translation(request: HttpRequest, charter: str, language: str) -> HttpResponse:
    """The newest edition that somebody has put into this language, beside the charter's own words."""
    found, current = public_charter(charter)
    chosen = (
        Translation.objects.public()
        .filter(edition__charter=found, edition__published_at__isnull=False, language=language)
        .select_related("edition")
        .order_by("-edition__number")
        .first()
    )
    if chosen is None:
        raise Http404
    spoken = language_of(language)
    context = {
        "charter": found,
        "edition": chosen.edition,
        "current": current,
        "translation": chosen,
        "spoken": spoken,
        "parts": parts_of(chosen.edition, chosen),
        "versions": versions_of(found),
        "original": reverse("charter-edition", args=[found.slug, chosen.edition.number]),
        "breadcrumbs": trail(found, Theirs(spoken)),
    }
    return render(request, "charters/charter_translation.html", context)
