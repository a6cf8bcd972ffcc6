"""One year on: what came of a Co-production Week, to read, to print and to take away as a table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments import one_year_on as facts
from coprod_portal.tables import csv_answer

from .weeks import public_week, trail


@require_safe
def one_year_on(request: HttpRequest, year: int) -> HttpResponse:
    week = public_week(year)
    ready_on = facts.ready_on(week)
    is_ready = ready_on <= localdate() and not week.takes_none
    context = {
        "week": week,
        "ready_on": ready_on,
        "report": facts.report_on(week) if is_ready else None,
        "cannot_show": facts.CANNOT_SHOW,
        "breadcrumbs": trail(week, _("One year on")),
    }
    return render(request, "weeks/one_year_on.html", context)


@require_safe
def one_year_on_csv(request: HttpRequest, year: int) -> HttpResponse:
    week = public_week(year)
    if facts.ready_on(week) > localdate() or week.takes_none:
        raise Http404
    header = [str(words) for words in facts.HEADER]
    rows = ([str(value) for value in line] for line in facts.lines(week))
    return csv_answer(name=f"co-production-week-{week.year}-one-year-on.csv", header=header, rows=rows)
