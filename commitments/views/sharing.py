"""Pages that say how to share something: a card, a certificate, its address, and code for another site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.views.charter import public_charter, trail
from commitments import sharing
from commitments.views.embeds import organisation_of
from commitments.views.weeks import public_week
from coprod_portal.languages.texts import Theirs
from coprod_portal.printing import answer

from .commitment import elsewhere, load

# How high the frame stands on the other site, in its points.
HEIGHT_OF_ONE, HEIGHT_OF_LIST = 420, 640


@require_safe
def commitment_share(request: HttpRequest, reference: str) -> HttpResponse:
    found = load(reference)
    version = found.published_version if found else None
    if found is None or version is None:
        return elsewhere(request, reference, "commitment-share")
    context = {
        "commitment": found,
        "version": version,
        "facts": [fact for fact in (sharing.by_when(found), sharing.latest(found)) if fact],
        **code("embed-commitment", [reference], title=version.title, height=HEIGHT_OF_ONE),
        "page": found.get_absolute_url(),
        "made_up": found.made_up,
        "breadcrumbs": [
            (_("Commitments"), reverse("commitments")),
            (Theirs(version.title), found.get_absolute_url()),
            *here(),
        ],
    }
    return render(request, "commitments/share.html", context)


@require_safe
def certificate(request: HttpRequest, reference: str) -> HttpResponseBase:
    """It goes with its page."""
    found = load(reference)
    version = found.published_version if found else None
    if found is None or version is None:
        return elsewhere(request, reference, "commitment-certificate")
    data = sharing.certificate(found, version)
    return answer(request, "commitments/print/certificate.typ", data, filename=f"commitment-{reference}.pdf")


@require_safe
def organisation_share(request: HttpRequest, slug: str) -> HttpResponse:
    found = organisation_of(slug)
    crumbs = [(_("Commitments"), reverse("commitments")), (Theirs(found.name), found.get_absolute_url()), *here()]
    return show(request, "embed-organisation", slug, title=found.name, page=found.get_absolute_url(), crumbs=crumbs)


@require_safe
def charter_share(request: HttpRequest, charter: str) -> HttpResponse:
    found, edition = public_charter(charter)
    crumbs = trail(found, _("Share it"))
    return show(request, "embed-charter", charter, title=edition.title, page=found.get_absolute_url(), crumbs=crumbs)


@require_safe
def week_share(request: HttpRequest, year: int) -> HttpResponse:
    found = public_week(year)
    crumbs = [(_("Co-production Weeks"), reverse("weeks")), (str(found), found.get_absolute_url()), *here()]
    return show(request, "embed-week", year, title=str(found), page=found.get_absolute_url(), crumbs=crumbs)


def here() -> list[tuple[str, str]]:
    return [(_("Share it"), "")]


def show(
    request: HttpRequest, embed: str, key: object, *, title: str, page: str, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    context = {**code(embed, [key], title=title, height=HEIGHT_OF_LIST), "page": page, "breadcrumbs": crumbs}
    return render(request, "commitments/share.html", context)


def code(embed: str, args: list[Any], *, title: str, height: int) -> dict[str, Any]:
    """What is copied. The template draws it, so that what people typed in a title stays words."""
    address = reverse(embed, args=args)
    return {"shared": title, "embed": address, "embed_address": settings.BASE_URL + address, "height": height}
