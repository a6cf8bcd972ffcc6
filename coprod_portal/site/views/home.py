from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments.counts import content_version
from commitments.latest import latest_cards
from commitments.weeks import looks
from coprod_portal.site.home_facts import home_facts

LATEST = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    facts = home_facts(content_version())
    context = {
        "counts": facts.counts.portal,
        "charters": facts.charters,
        "themes": facts.themes,
        "week": facts.week,
        "week_looks": looks(facts.week) if facts.week else None,
        "latest": latest_cards(LATEST, with_news=True),
    }
    return render(request, "site/home.html", context)
