from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from charters.editions import fates_between
from charters.models import Charter, Edition, Mapping, Wording
from charters.passages import Passage, passages
from charters.views.charter import public_charter, trail
from coprod_portal.languages.texts import Theirs

CLOSE_ENOUGH = 4


@require_safe
def principle(request: HttpRequest, charter: str, principle: str) -> HttpResponse:
    found, current = public_charter(charter)
    wording = newest_words(found, principle)
    mappings = list(wording.mappings.select_related("theme").order_by("theme__position"))
    [passage] = passages([wording])
    context: dict[str, Any] = {
        "charter": found,
        "edition": current,
        "principle": wording.principle,
        "wording": wording,
        "passage": passage,
        "mappings": mappings,
        "nearest": nearest(wording, mappings),
        "is_current": wording.edition_id == current.pk,
        **lineage_of(wording, current),
        "breadcrumbs": trail(found, Theirs(wording.name)),
    }
    return render(request, "charters/principle.html", context)


def newest_words(charter: Charter, principle: str) -> Wording:
    """Of one principle: its words in the newest published edition that has it."""
    found = (
        Wording.objects.filter(principle__slug=principle, edition__charter=charter, edition__published_at__isnull=False)
        .select_related("edition__charter", "section", "principle__charter")
        .order_by("-edition__number")
        .first()
    )
    if found is None:
        raise Http404
    return found


def lineage_of(wording: Wording, current: Edition) -> dict[str, Any]:
    """Where words that are gone went, or where words that stand came from. The first edition has neither."""
    if wording.edition_id != current.pk:
        fate = fates_between(wording.edition, current)[wording.principle_id]
        return {"went_to": list(current.wordings.filter(principle__in=fate.after).select_related("principle__charter"))}
    if current.number == 1:
        return {}
    sources = Wording.objects.filter(
        principle__in=wording.came_from.all(), edition__published_at__isnull=False, edition__number__lt=current.number
    )
    newest: dict[int, Wording] = {}
    for source in sources.select_related("principle__charter", "edition").order_by("edition__number"):
        newest[source.principle_id] = source
    return {"came_from": list(newest.values())}


def nearest(wording: Wording, mappings: list[Mapping]) -> list[Passage]:
    """From each other charter, the words that share most themes with these and have fewest others; best first."""
    themes = {mapping.theme_id for mapping in mappings}
    others = (
        Wording.objects.public()
        .filter(themes__in=themes)
        .exclude(edition__charter=wording.edition.charter_id)
        .distinct()
        .select_related("edition__charter", "section", "principle__charter")
        .prefetch_related("mappings")
    )

    def distance(other: Wording) -> tuple[float, int, int]:
        theirs = {mapping.theme_id for mapping in other.mappings.all()}
        likeness = len(themes & theirs) / len(themes | theirs)
        return -likeness, other.edition.charter.position, other.position

    best: dict[int, Wording] = {}
    for other in sorted(others, key=distance):
        best.setdefault(other.edition.charter_id, other)
    return passages(list(best.values())[:CLOSE_ENOUGH])
