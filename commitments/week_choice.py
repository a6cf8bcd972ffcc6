"""Which Co-production Week a commitment is for, while somebody makes it: asked on the page with all answers."""

from typing import Any

from django.http import HttpRequest

from commitments.models import Draft, Week
from commitments.operations import drafts
from commitments.weeks import open_week
from coprod_portal.forms import PortalForm


def week_asked_for(request: HttpRequest) -> Week | None:
    """Whoever comes from the page of an open week makes a commitment for it, unless they say otherwise later."""
    year = request.GET.get("week", "")
    return Week.objects.open().filter(year=int(year)).first() if year.isdecimal() and len(year) == 4 else None


def begin_for_week(request: HttpRequest, draft: Draft) -> Draft:
    week = week_asked_for(request)
    return drafts.choose_week(draft=draft, week=week) if week else draft


def week_offered(draft: Draft) -> Week | None:
    """The one that was chosen, also when it has closed since; or else one that is open."""
    return (Week.objects.public().filter(pk=draft.week_id).first() if draft.week_id else None) or open_week()


def choose_week(request: HttpRequest, draft: Draft) -> Draft:
    """What the page with all answers was sent with. A page that offered no week changes nothing."""
    week = week_offered(draft)
    if week is None or request.POST.get("week_offered") != str(week.year):
        return draft
    return drafts.choose_week(draft=draft, week=week if "for_week" in request.POST else None)


def put_first(form: PortalForm, draft: Draft | None) -> None:
    """The charters of the week before the others, where somebody chooses a charter."""
    if draft is None or draft.week is None or "charter" not in form.fields:
        return
    slugs = set(draft.week.charters.values_list("slug", flat=True))
    field: Any = form.fields["charter"]
    field.choices = sorted(field.choices, key=lambda choice: choice[0] not in slugs)
