"""Bringing in a sheet of commitments: choose a file, see what is wrong, mend it, and let the rows go in."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.forms.intake import MendForm, UploadForm
from commitments.intake import preview
from commitments.intake.columns import COLUMNS
from commitments.intake.row_form import known_to
from commitments.intake.sheets import MOST_BYTES
from commitments.intake.template import numbered, template_csv, template_xlsx
from commitments.models import Intake, IntakeRow, Week
from commitments.operations import intakes
from commitments.teams import of_week
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.forms.uploads import takes_file
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.errors import Refused, Stale

from .door import my_week, organiser_trail, organisers_only

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50


def my_intake(request: HttpRequest, year: int, pk: int) -> Intake:
    return get_object_or_404(Intake.objects.select_related("week"), week=my_week(request, year), pk=pk)


def my_row(request: HttpRequest, year: int, pk: int, number: int) -> IntakeRow:
    rows = IntakeRow.objects.select_related("intake__week")
    return get_object_or_404(rows, intake=my_intake(request, year, pk), number=number)


def trail(week: Week, *pages: tuple[str, str]) -> list[tuple[str, str]]:
    here = reverse("organiser-intakes", args=[week.year])
    above = [
        *organiser_trail(week, _("Bring in a spreadsheet"))[:-1],
        (_("Bring in a spreadsheet"), here if pages else ""),
    ]
    return [*above, *pages]


@takes_file(most_bytes=MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def organiser_intakes(request: HttpRequest, year: int) -> HttpResponse:
    """The files that were brought, and the form that brings one."""
    week = my_week(request, year)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            return bring(request, week, form)
        except Refused as refused:
            form.add_error("file", refused.sentence)
    context = {
        "week": week,
        "form": form,
        "heading": _("Bring in a spreadsheet"),
        "button": _("Check this file"),
        "columns": COLUMNS,
        "charters": list(numbered(known_to(of_week(week)))),
        "intakes": week.intakes.all()[:SHOWN],
        "breadcrumbs": trail(week),
    }
    return render(request, "organiser/intakes.html", context)


def bring(request: HttpRequest, week: Week, form: UploadForm) -> HttpResponse:
    """The file is read before anything is locked or written."""
    checked = intakes.check(content=form.content, week=week, by=person(request))
    name = form.cleaned_data["file"].name

    def act() -> str:
        intake = intakes.bring(checked=checked, week=week, file_name=name, by=person(request))
        for said in told(checked):
            messages.info(request, said)
        return reverse("organiser-intake", args=[week.year, intake.pk])

    return post_once(request, form, act)


def told(checked: intakes.Checked) -> list[str]:
    """What we left aside of the file."""
    said = []
    if checked.table.examples:
        said.append(_("We left out the example row."))
    if checked.table.unknown:
        names = ", ".join(name[:40] for name in checked.table.unknown)
        left = ngettext(
            "We do not know this column, and left it out: %(names)s.",
            "We do not know these columns, and left them out: %(names)s.",
            len(checked.table.unknown),
        )
        said.append(left % {"names": names})
    return said


@require_safe
@organisers_only
def organiser_intake_template(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    week = my_week(request, year)
    name = f"commitments-{week.year}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    match kind:
        case "csv":
            return HttpResponse(template_csv(), content_type="text/csv; charset=utf-8", headers=headers)
        case "xlsx":
            return HttpResponse(template_xlsx(known_to(of_week(week))), content_type=XLSX, headers=headers)
    raise Http404


def heading_of(intake: Intake) -> str:
    if intake.state == Intake.State.DONE:
        return _("The rows are in")
    return _("You gave this file up") if intake.state == Intake.State.GIVEN_UP else _("Check the rows")


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def organiser_intake(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The rows with what is wrong, and the button that lets them in."""
    intake = my_intake(request, year, pk)
    if request.method == "POST":
        intakes.start(intake=intake)
        return redirect("organiser-intake-progress", year, pk)
    if intake.state == Intake.State.GOING_IN:
        return redirect("organiser-intake-progress", year, pk)
    counts = preview.counts(intake)
    asked = request.GET.get("show", "")
    show = asked if asked in preview.SHOWS else (preview.FAULTS if counts.faults else preview.ALL)
    context = {
        "heading": heading_of(intake),
        "caption": Theirs(intake.file_name),
        "intake": intake,
        "week": intake.week,
        "counts": counts,
        "show": show,
        "page": preview.page(intake, show=show, after=request.GET.get("after", "")),
        "is_open": intake.state == Intake.State.CHECKING,
        "breadcrumbs": trail(intake.week, (Theirs(intake.file_name), "")),
    }
    return render(request, "organiser/intake.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def organiser_intake_row(request: HttpRequest, year: int, pk: int, number: int) -> HttpResponse:
    """The cells of one row, to mend. What was typed is kept, right or not: the row says what is still wrong."""
    row = my_row(request, year, pk, number)
    known = known_to(of_week(row.intake.week), own_address=person(request).email)
    seen = {"seen": intakes.cells_seal(row.cells)}
    late: dict[str, Any] = {}
    if request.method == "POST":
        form = MendForm(request.POST, known=known)
        if form.is_valid():
            try:
                return post_once(request, form, lambda: mend(request, row, form))
            except Stale as stale:
                late = {"happened": stale.sentence, "cells": named(row), "button": _("Save mine instead")}
                # What was typed, with the mark of the row as it is now: the next save is over that.
                form = MendForm({**request.POST.dict(), **seen}, known=known)
    else:
        # Bound, so that the page says what is wrong beside each cell.
        form = MendForm({**row.cells, **seen}, known=known)
    context = {
        "form": form,
        "row": row,
        "heading": _("Row %(number)s") % {"number": row.number},
        "caption": Theirs(row.intake.file_name),
        "button": _("Save this row"),
        "back": reverse("organiser-intake", args=[year, pk]),
        "breadcrumbs": trail(
            row.intake.week,
            (Theirs(row.intake.file_name), reverse("organiser-intake", args=[year, pk])),
            (_("Row %(number)s") % {"number": row.number}, ""),
        ),
        **late,
    }
    return render(request, "organiser/intake_row.html", context, status=HTTPStatus.CONFLICT if late else HTTPStatus.OK)


def named(row: IntakeRow) -> list[tuple[str, str]]:
    """The cells of a row under the headings of our file."""
    return [(str(column.heading), Theirs(row.cells.get(column.name, ""))) for column in COLUMNS]


def mend(request: HttpRequest, row: IntakeRow, form: MendForm) -> str:
    intakes.mend(row=row, cells=form.cells(), seen=form.cleaned_data["seen"], by=person(request))
    messages.success(request, _("Row %(number)s is right now.") % {"number": row.number})
    return reverse("organiser-intake", args=[row.intake.week.year, row.intake_id])


@require_POST
@organisers_only
def organiser_intake_leave_out(request: HttpRequest, year: int, pk: int, number: int) -> HttpResponse:
    """Leave a row out, or take it back in."""
    row = my_row(request, year, pk, number)
    is_left_out = request.POST.get("back", "") == ""
    intakes.leave_out(row=row, is_left_out=is_left_out)
    said = _("Row %(number)s is left out.") if is_left_out else _("Row %(number)s is back in.")
    messages.success(request, said % {"number": number})
    return redirect("organiser-intake", year, pk)


@require_POST
@organisers_only
def organiser_intake_leave_out_faulty(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    number = intakes.leave_out_faulty(intake=my_intake(request, year, pk))
    said = ngettext("%(number)s row is left out.", "%(number)s rows are left out.", number)
    messages.success(request, said % {"number": number})
    return redirect("organiser-intake", year, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def organiser_intake_progress(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Each POST lets some more rows in, and comes back here until all are."""
    intake = my_intake(request, year, pk)
    if request.method == "POST":
        intakes.go_on(intake=intake)
        return redirect("organiser-intake-progress", year, pk)
    if intake.state != Intake.State.GOING_IN:
        return redirect("organiser-intake", year, pk)
    counts = preview.counts(intake)
    done = {"done": counts.dealt_with, "all": counts.to_deal_with}
    context = {
        "heading": _("The rows are going in"),
        "words": _("%(done)s of %(all)s rows are in.") % done,
        "title": _("%(done)s of %(all)s rows are in") % done,
        "intake": intake,
        "counts": counts,
        "breadcrumbs": trail(intake.week, (Theirs(intake.file_name), "")),
    }
    return render(request, "organiser/intake_progress.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def organiser_intake_give_up(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    intake = my_intake(request, year, pk)
    form = PortalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        intakes.give_up(intake=intake)
        messages.success(request, _("We have deleted the rows of this file. Nothing of it went in."))
        return reverse("organiser-intakes", args=[year])

    if request.method == "POST" and form.is_valid():
        return post_once(request, form, act)
    context = {
        "form": form,
        "heading": _("Give up this file?"),
        "caption": Theirs(intake.file_name),
        "intro": _("We delete its rows, with all that you mended in them. You can bring the file again."),
        "button": _("Yes, give it up"),
        "breadcrumbs": trail(intake.week, (Theirs(intake.file_name), reverse("organiser-intake", args=[year, pk]))),
    }
    return render(request, "organiser/intake_give_up.html", context)
