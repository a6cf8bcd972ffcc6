"""What moderation did: to read, and to take away as a table."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments.ledger import report
from coprod_portal.tables import csv_answer

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The year of the month that somebody asks for, or the newest; the reasons are those of the month."""
    known = report.years()
    asked = MONTH.fullmatch(request.GET.get("month", ""))
    number = int(asked[1]) if asked and int(asked[1]) in known else next(iter(known), None)
    year = report.year_of(number) if number is not None else None
    months = year.months if year else []
    month = next((one for one in months if asked and one.starts_on.month == int(asked[2])), None)
    periods = [*months, *([year.total] if year and year.total else [])]
    context = {
        "years": known,
        "year": year,
        "month": month or (months[-1] if months else None),
        "periods": periods,
        "decided": [(period, period.decided) for period in periods],
        "afterwards": [(period, period.afterwards) for period in periods],
        "decided_names": [report.NAMES[name] for name in report.DECIDED],
        "afterwards_names": [report.NAMES[name] for name in report.AFTERWARDS],
        "reason_names": [report.NAMES[name] for name in report.WITH_REASON],
    }
    return render(request, "commitments/ledger.html", context)


@require_safe
def ledger_csv(request: HttpRequest) -> HttpResponse:
    rows = ([value if isinstance(value, int) else str(value) for value in line] for line in report.lines())
    return csv_answer(name="ledger.csv", header=[str(words) for words in report.HEADER], rows=rows)
