import re

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.passages import passages
from commitments import page, sharing
from commitments.giving_back import gifts_of, shared_power
from commitments.minutes import minutes_asked_of
from commitments.models import Commitment, Party
from commitments.people_say import sides_of
from commitments.renewal import ties_of
from commitments.standing import tie
from commitments.taken_down import commitment_gone
from coprod_portal.pages import Words, error_page
from coprod_portal.printing import shared_picture

REFERENCE = re.compile(r"[0-9A-Z]{6}")
NOT_PART_OF_IT = re.compile(r"[\s\-_.]+")


@require_safe
def commitment(request: HttpRequest, reference: str) -> HttpResponse:
    found = load(reference)
    if found is None:
        return elsewhere(request, reference, "commitment")
    version = found.published_version
    wordings = page.words_of_charter(found)
    news = page.published_news(found)
    context = {
        "commitment": found,
        "version": version,
        "passages": passages(wordings),
        "tie": tie(found, wordings),
        "news": news,
        "beads": page.thread(version, news, page.days_on_track(found)) if version else [],
        "gifts": gifts_of(version) if version else [],
        "power": shared_power(version) if version else "",
        "ties": ties_of(found),
        "sides": sides_of(found, news[0] if news else None),
        "parties": Party.objects.public().filter(commitment=found).select_related("organisation"),
        "has_started": version is not None and version.starts_on <= localdate(),
    }
    return render(request, "commitments/commitment.html", context)


@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    found = load(reference)
    if found is None:
        return elsewhere(request, reference, "commitment-history")
    context = {
        "commitment": found,
        "version": found.published_version,
        "happenings": page.history(found),
        "asked_minutes": minutes_asked_of(found),
    }
    return render(request, "commitments/commitment_history.html", context)


@require_safe
def share_image(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The picture of a link to it. It goes with its page."""
    found = load(reference)
    version = found.published_version if found else None
    if found is None or version is None:
        return elsewhere(request, reference, "commitment-share-image")
    return shared_picture(request, **sharing.card(found, version))


def load(reference: str) -> Commitment | None:
    return (
        Commitment.objects.public()
        .select_related(
            "charter",
            "organisation",
            "published_version__submission",
            "published_version__area",
            "published_version__picture",
            "stood_by",
            "latest_news",
            "entry",
            "latest_news",
            "reply__submission",
        )
        .defer("published_version__picture__content")
        .filter(reference=reference)
        .first()
    )


def elsewhere(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """A reference as somebody typed it leads to the right address; one that was public says when it went, and why.

    One that never was public answers as one that does not exist.
    """
    meant = NOT_PART_OF_IT.sub("", reference).upper()
    if not REFERENCE.fullmatch(meant):
        raise Http404
    if meant != reference:
        return redirect(name, reference=meant, permanent=True)
    happened = commitment_gone(reference)
    if not happened:
        raise Http404
    sentences = (happened, _("Other commitments are still here."))
    return error_page(request, 410, words=Words(_("This commitment was taken down"), sentences))
