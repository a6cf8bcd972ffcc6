"""What the charters share, in their own words side by side."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.crosswalk import Cell, Picked, Row, crosswalk, pick
from charters.models import Mapping, Theme
from coprod_portal.languages.texts import Theirs
from coprod_portal.tables import csv_answer

# A way to name a charter in the address cannot make a page long.
NAMED = 5

MAP_HEADER = (
    "theme",
    "charter",
    "edition",
    "principle",
    "words",
    "words_are",
    "words_around_them",
    "note_on_the_words",
    "reason",
    "put_here_by",
    "put_here_on",
    "address",
)
EXACT, OURS, GAP = "exact", "our summary", "We did not find words about this"


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """Every theme, with the words of the charters that somebody picked, or of all."""
    picked = pick(request.GET.getlist("charter"))
    context = {
        "rows": crosswalk(picked.charters, list(Theme.objects.all())),
        **words_about(picked),
        "breadcrumbs": [(_("What they share"), "")],
    }
    return render(request, "charters/themes.html", context)


@require_safe
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """One theme, with the reasons, and who put which words there."""
    found = get_object_or_404(Theme, slug=theme)
    picked = pick(request.GET.getlist("charter"))
    [row] = crosswalk(picked.charters, [found])
    context = {
        "theme": found,
        "row": row,
        "quoted": [quoted.passage for cell in row.cells for quoted in cell.quoted],
        **words_about(picked),
        "breadcrumbs": [(_("What they share"), reverse("themes")), (Theirs(found.name), "")],
    }
    return render(request, "charters/theme.html", context)


@require_safe
def themes_map(request: HttpRequest) -> HttpResponse:
    """The whole map as a table: a row for each words and theme, and for each gap."""
    rows = crosswalk(pick([]).charters, list(Theme.objects.all()))
    lines = (line for row in rows for cell in row.cells for line in lines_of(row, cell))
    return csv_answer(name="themes-map.csv", header=MAP_HEADER, rows=lines)


def words_about(picked: Picked) -> dict[str, object]:
    names = ", ".join(f"“{slug[:40]}”" for slug in picked.unknown[:NAMED])
    problem = _("We do not know the charter %(names)s, so we left it out.") % {"names": names} if names else ""
    return {"picked": picked, "problem": problem}


def lines_of(row: Row, cell: Cell) -> Iterator[list[object]]:
    charter = cell.charter
    if not cell.quoted:
        number = charter.current_edition.number if charter.current_edition else ""
        address = settings.BASE_URL + charter.get_absolute_url()
        yield [row.theme.name, charter.short_title, number, "", "", "", "", "", GAP, "", "", address]
    for quoted in cell.quoted:
        passage = quoted.passage
        around = " ".join(wording.text for wording in passage.wordings) if passage.section.stands_together else ""
        for placed in quoted.placed:
            yield [row.theme.name, charter.short_title, *line_of(placed.mapping, around)]


def line_of(mapping: Mapping, around: str) -> list[object]:
    wording = mapping.wording
    broken = wording.get_text_status_display() if wording.is_broken else ""
    return [
        wording.edition.number,
        wording.principle.slug,
        wording.text,
        EXACT if wording.is_quotation else OURS,
        around,
        " ".join(part for part in (broken and f"{broken}.", wording.note) if part),
        mapping.reason,
        f"the steward of {wording.edition.charter}" if mapping.made_by_id else "the people who run this portal",
        localdate(mapping.made_at).isoformat(),
        settings.BASE_URL + wording.get_absolute_url(),
    ]
