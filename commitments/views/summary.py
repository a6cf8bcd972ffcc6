from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.views.charter import public_charter, trail
from commitments.summary import CANNOT_SHOW, lines, summary_of
from coprod_portal.tables import csv_answer


@require_safe
def summary(request: HttpRequest, charter: str) -> HttpResponse:
    """One page for a board, to read or to print."""
    found, current = public_charter(charter)
    context = {
        "charter": found,
        "edition": current,
        "summary": summary_of(found, current),
        "cannot_show": CANNOT_SHOW,
        "breadcrumbs": trail(found, _("On one page")),
    }
    return render(request, "commitments/summary.html", context)


@require_safe
def summary_csv(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    header = (_("What"), _("How many"), _("Of how many"), _("Words"), _("Date"))
    rows = ([str(value) for value in line] for line in lines(summary_of(found, current)))
    return csv_answer(name=f"{found.slug}-summary.csv", header=header, rows=rows)
