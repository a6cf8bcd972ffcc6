from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from charters.models import Charter, Mapping, Theme, Wording
from charters.passages import Passage, passages


@dataclass(frozen=True)
class Voice:
    """What one charter says about a theme, and why we think that its words are about it."""

    charter: Charter
    passages: list[tuple[Passage, list[str]]]


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    current = Q(wordings__in=Wording.objects.public())
    found = Theme.objects.annotate(
        charter_count=Count("wordings__edition__charter", filter=current, distinct=True)
    ).order_by("position")
    context = {
        "themes": found,
        "charter_count": Charter.objects.public().count(),
        "breadcrumbs": [("What they share", "")],
    }
    return render(request, "charters/themes.html", context)


@require_safe
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    found = get_object_or_404(Theme, slug=theme)
    mappings = (
        Mapping.objects.filter(theme=found, wording__in=Wording.objects.public())
        .select_related("wording__edition__charter", "wording__section", "wording__principle__charter")
        .order_by("wording__edition__charter__position", "wording__edition__charter", "wording__position")
    )
    speaking = voices(list(mappings))
    context = {
        "theme": found,
        "voices": speaking,
        "silent": Charter.objects.public().exclude(pk__in=[voice.charter.pk for voice in speaking]),
        "breadcrumbs": [("What they share", reverse("themes")), (found.name, "")],
    }
    return render(request, "charters/theme.html", context)


def voices(mappings: list[Mapping]) -> list[Voice]:
    reasons = {mapping.wording_id: mapping.reason for mapping in mappings}
    by_charter: dict[int, Voice] = {}
    for passage in passages([mapping.wording for mapping in mappings]):
        voice = by_charter.setdefault(passage.charter.pk, Voice(passage.charter, []))
        voice.passages.append((passage, [reasons[wording.pk] for wording in passage.meant]))
    return list(by_charter.values())
