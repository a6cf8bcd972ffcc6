"""The log of the staff, to read; and for administrators as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import fresh_second_factor, person, staff_page
from coprod_portal.accounts.taking_out import with_reason
from coprod_portal.site import staff_reading
from coprod_portal.site.staff_reading import Asked
from coprod_portal.tables import csv_answer

IN_A_FILE = 50_000


@require_safe
@staff_page(*Role.Name)
def log(request: HttpRequest) -> HttpResponse:
    asked, by, place = Asked.read(request.GET), person(request), request.GET.get("after", "")
    lines, next_place = staff_reading.page(asked, place=place, by=by)
    context = {
        "asked": asked,
        "lines": lines,
        "place": place,
        "next_place": next_place,
        "sees_all": staff_reading.sees_all(by),
        "people": staff_reading.choices_of_people(by),
        "acts": staff_reading.choices_of_acts(),
    }
    return render(request, "site/staff/log.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.Name.ADMINISTRATOR)
@fresh_second_factor
def log_file(request: HttpRequest) -> HttpResponse:
    """What the filters of the page left, as a table for a spreadsheet."""
    return with_reason(
        request,
        heading=_("The log as a file"),
        trail=[(_("What the staff did"), reverse("staff-log"))],
        file=lambda: as_table(Asked.read(request.GET), request),
    )


def as_table(asked: Asked, request: HttpRequest) -> HttpResponse:
    rows = staff_reading.lines(staff_reading.acts(asked, by=person(request))[:IN_A_FILE])
    header = (_("When"), _("Who"), _("What"), _("On what"), _("Choice"), _("Outcome"), _("Why"))
    return csv_answer(
        name="staff-log.csv",
        header=header,
        rows=[
            (
                localtime(line.act.at).isoformat(timespec="seconds"),
                line.who,
                str(line.what),
                line.act.thing,
                line.act.choice,
                str(line.act.get_outcome_display()),
                line.act.reason,
            )
            for line in rows
        ],
    )
