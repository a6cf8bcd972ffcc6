"""What changed between two editions of a charter."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.editions import count_changes
from charters.models import Edition
from charters.side_by_side import other_parts, side_by_side
from charters.views.charter import facts, public_charter, trail


@require_safe
def changes(request: HttpRequest, charter: str) -> HttpResponse:
    """Two editions side by side. Where the address names none, the last two."""
    found, current = public_charter(charter)
    public = list(found.editions.filter(published_at__isnull=False).order_by("number"))
    context: dict[str, Any] = {
        **facts(found, current),
        "editions": public,
        "breadcrumbs": trail(found, _("What changed")),
    }
    if len(public) > 1:
        before = chosen(request, "from", public, public[-2])
        after = chosen(request, "to", public, public[-1])
        context |= compared(public, *sorted((before, after), key=lambda edition: edition.number))
    return render(request, "charters/charter_changes.html", context)


def chosen(request: HttpRequest, name: str, editions: list[Edition], otherwise: Edition) -> Edition:
    number = request.GET.get(name, "")
    if not number:
        return otherwise
    for edition in editions:
        if str(edition.number) == number:
            return edition
    raise Http404


def compared(editions: list[Edition], before: Edition, after: Edition) -> dict[str, Any]:
    """With what was said of each edition on the way, newest first."""
    return {
        "before": before,
        "after": after,
        "told": [edition for edition in reversed(editions) if before.number < edition.number <= after.number],
        "counts": count_changes(before, after),
        "rows": side_by_side(before, after),
        "parts": other_parts(before, after),
    }
