"""Small pages for other people's sites: no cookie, no script, and gone as soon as what they show is.

They open in a frame there. So they alone may be framed, and their links open in the whole window.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from charters.views.charter import public_charter
from commitments import sharing
from commitments.counts import content_version
from commitments.joint import made_by, makers
from commitments.lists.cards import cards, rows
from commitments.lists.vocabulary import vocabulary
from commitments.models import Commitment, FormerName, Organisation, Week
from commitments.models.commitments import CommitmentQuerySet
from commitments.searching import public_organisations
from commitments.taken_down import commitment_gone

from .commitment import load

View = Callable[..., HttpResponse]
MOST_SHOWN = 5


def embedded(view: View) -> View:
    """What is not there says so in the frame: nobody who looks at another site knows what our error pages are."""

    @wraps(view)
    def answer(request: HttpRequest, **about: Any) -> HttpResponse:
        try:
            response = view(request, **about)
        except Http404:
            response = render(request, "embed/gone.html", status=404)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    limited: Any = csp_replace({"frame-ancestors": ["*"], "script-src": [NONE]})
    framed: View = require_safe(limited(xframe_options_exempt(answer)))
    return framed


@embedded
def commitment(request: HttpRequest, reference: str) -> HttpResponse:
    found = load(reference)
    if found is None:
        sentence = commitment_gone(reference)
        if not sentence:
            raise Http404
        return render(request, "embed/gone.html", {"sentence": sentence}, status=410)
    context = {
        "commitment": found,
        "version": found.published_version,
        "makers": makers(found),
        "by_when": sharing.by_when(found),
        "latest": sharing.latest(found),
        "today": localdate(),
    }
    return render(request, "embed/commitment.html", context)


@embedded
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    former = FormerName.objects.public().filter(slug=slug).select_related("organisation").first()
    if former is not None:
        return redirect("embed-organisation", slug=former.organisation.slug, permanent=True)
    found = organisation_of(slug)
    public = Commitment.objects.public().filter(made_by(found.pk))
    return listed(request, public, heading=found.name, page=found.get_absolute_url(), made_up=found.made_up)


@embedded
def charter(request: HttpRequest, charter: str) -> HttpResponse:
    found, edition = public_charter(charter)
    public = Commitment.objects.public().filter(charter=found)
    return listed(request, public, heading=edition.title, page=found.get_absolute_url(), made_up=found.made_up)


@embedded
def week(request: HttpRequest, year: int) -> HttpResponse:
    found = get_object_or_404(Week.objects.public(), year=year)
    public = Commitment.objects.public().filter(week=found)
    return listed(request, public, heading=str(found), page=found.get_absolute_url(), made_up=found.made_up)


def organisation_of(slug: str) -> Organisation:
    """One that has something public. Any other answers as if it did not exist."""
    return get_object_or_404(public_organisations(), slug=slug)


def listed(request: HttpRequest, public: CommitmentQuerySet, *, heading: str, page: str, made_up: bool) -> HttpResponse:
    newest = rows(public.order_by("-latest_at", "-pk")[:MOST_SHOWN])
    context = {
        "heading": heading,
        "page": page,
        "made_up": made_up,
        "cards": cards(newest, vocabulary(content_version())),
        "number": public.count(),
        "today": localdate(),
    }
    return render(request, "embed/list.html", context)
