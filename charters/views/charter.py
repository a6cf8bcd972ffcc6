"""One charter: its words, its editions, ways in, and what to do when practice does not match."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.charter_links import links_around
from charters.concerns import FROM, counts
from charters.models import AreaContact, Charter, Edition, SourceNote
from charters.translations import versions_of
from coprod_portal.languages.texts import Theirs


@require_safe
def charter(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    crumbs = [(_("Charters"), reverse("charters")), (Theirs(found.short_title), "")]
    return render(request, "charters/charter.html", {**all_words(found, current), "breadcrumbs": crumbs})


@require_safe
def edition(request: HttpRequest, charter: str, number: int) -> HttpResponse:
    """An edition by its number, old or current. A draft is not here for anybody."""
    found, _current = public_charter(charter)
    chosen = get_object_or_404(Edition, charter=found, number=number, published_at__isnull=False)
    context = {**all_words(found, chosen), "breadcrumbs": trail(found, _("Edition %(number)s") % {"number": number})}
    return render(request, "charters/charter_edition.html", context)


@require_safe
def take_part(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    context = {
        **facts(found, current),
        "ways": current.ways_to_take_part.all(),
        "resources": current.resources.all(),
        "breadcrumbs": trail(found, _("Take part")),
    }
    return render(request, "charters/charter_take_part.html", context)


@require_safe
def concern(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    contacts = AreaContact.objects.filter(Q(area=None) | Q(area=found.area_id)).select_related("area")
    by_kind: dict[str, list[AreaContact]] = defaultdict(list)
    for contact in sorted(contacts, key=lambda contact: contact.area_id is None):
        by_kind[contact.kind].append(contact)
    safeguarding, complaints, *others = AreaContact.Kind
    context = {
        **facts(found, current),
        "safeguarding": by_kind[safeguarding],
        "complaints": by_kind[complaints],
        "others": [(kind.label, by_kind[kind]) for kind in others if by_kind[kind]],
        "some_checked": any(contact.checked_on for kind in by_kind.values() for contact in kind),
        "counts": counts(found),
        "counted_from": FROM,
        "historic_contacts": current.resources.filter(is_historic=True),
        "breadcrumbs": trail(found, _("When something is not right")),
    }
    return render(request, "charters/charter_concern.html", context)


def public_charter(slug: str) -> tuple[Charter, Edition]:
    """A charter that anybody may read, and the edition that stands."""
    found = get_object_or_404(Charter.objects.public().select_related("area", "current_edition"), slug=slug)
    if found.current_edition is None:
        raise Http404
    return found, found.current_edition


def trail(charter: Charter, page: str) -> list[tuple[str, str]]:
    """The way to a page below a charter's."""
    return [(_("Charters"), reverse("charters")), (Theirs(charter.short_title), charter.get_absolute_url()), (page, "")]


def facts(charter: Charter, edition: Edition) -> dict[str, Any]:
    return {"charter": charter, "edition": edition}


def all_words(charter: Charter, edition: Edition) -> dict[str, Any]:
    """Everything that an edition says, and all that we say of it."""
    sections = list(edition.sections.prefetch_related("wordings__principle"))
    for section in sections:
        for wording in section.wordings.all():
            wording.principle.charter = charter
    notes: dict[str, list[SourceNote]] = defaultdict(list)
    for note in edition.source_notes.all():
        notes[note.kind].append(note)
    return {
        **facts(charter, edition),
        "around": links_around(charter),
        "link": True,
        "versions": versions_of(charter),
        "sections": sections,
        "ways": edition.ways_to_take_part.all(),
        "resources": edition.resources.all(),
        "missing": notes[SourceNote.Kind.MISSING],
        "oddities": notes[SourceNote.Kind.ODDITY],
        "background": notes[SourceNote.Kind.BACKGROUND],
        "editions": charter.editions.filter(published_at__isnull=False),
    }
