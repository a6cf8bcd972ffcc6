from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.views.charter import public_charter, trail
from commitments.gaps import found_of, together


@require_safe
def gaps(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    principles = found_of(found, current)
    context = {
        "charter": found,
        "edition": current,
        "all": len(principles),
        "untouched": sum(not one.made for one in principles),
        "without": together(principles, lambda one: not one.made),
        "silent": together(principles, lambda one: one.silent > 0),
        "learned": together(principles, lambda one: one.learned is not None),
        "breadcrumbs": trail(found, _("Where nobody has committed yet")),
    }
    return render(request, "commitments/gaps.html", context)
