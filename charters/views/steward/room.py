"""The first pages of the steward's room: all that somebody looks after, and one charter."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from charters.models import Edition
from charters.permissions import charters_of, stewards_of
from charters.steward_links import steward_links, waiting_for
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from coprod_portal.accounts.permissions import person


@require_safe
@stewards_only
def steward(request: HttpRequest) -> HttpResponse:
    drafts = Prefetch("editions", Edition.objects.filter(published_at__isnull=True), to_attr="drafts")
    mine = list(charters_of(person(request)).select_related("area", "current_edition").prefetch_related(drafts))
    waiting = waiting_for(mine)
    context = {"charters": [(charter, waiting.get(charter.pk, [])) for charter in mine]}
    return render(request, "charters/steward/steward.html", context)


@require_safe
@stewards_only
def steward_charter(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    context = {
        "charter": found,
        "draft": found.editions.filter(published_at__isnull=True).first(),
        "groups": steward_links(found),
        "colleagues": stewards_of(found).exclude(pk=person(request).pk),
        "breadcrumbs": steward_trail(found),
    }
    return render(request, "charters/steward/charter.html", context)
