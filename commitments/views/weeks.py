"""The pages of Co-production Weeks that anybody may read: the same for all, and without a cookie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments import weeks as facts
from commitments.counts import all_counts, content_version
from commitments.lists.asked import NEWEST, Asked
from commitments.lists.cards import Card, cards, rows
from commitments.lists.pages import UnknownPage, after, sorted_from, under_filters
from commitments.lists.vocabulary import Name, vocabulary
from commitments.models import Commitment, Week
from coprod_portal.forms.markdown import clean
from coprod_portal.printing import code_svg

FIRST_SHOWN, ON_THE_WALL, ON_A_SCREEN = 12, 60, 6
SECONDS_ON_A_SCREEN = 20


def public_week(year: int) -> Week:
    return get_object_or_404(Week.objects.public(), year=year)


def trail(week: Week, page: str = "") -> list[tuple[str, str]]:
    first = (_("Co-production Weeks"), reverse("weeks"))
    return [first, (str(week), week.get_absolute_url()), (page, "")] if page else [first, (str(week), "")]


@require_safe
def weeks(request: HttpRequest) -> HttpResponse:
    counts = all_counts(content_version())
    found = [(week, facts.looks(week), counts.of_week(week.pk).made) for week in Week.objects.public()]
    return render(request, "weeks/weeks.html", {"weeks": found})


@require_safe
def week(request: HttpRequest, year: int) -> HttpResponse:
    found, version = public_week(year), content_version()
    grown = facts.growth(found)
    shown, _following = newest_cards(found, version, Asked(sort=NEWEST), FIRST_SHOWN)
    context = {
        "week": found,
        "looks": facts.looks(found),
        "about": clean(found.about),
        "charters": found.charters.public(),
        "counts": all_counts(version).of_week(found.pk),
        "cards": shown,
        "grown": grown,
        "chart": facts.chart(grown),
        "breadcrumbs": trail(found),
    }
    return render(request, "weeks/week.html", context)


@require_safe
def wall(request: HttpRequest, year: int) -> HttpResponse:
    """All of them at once, as one cloth: to look at, and to print."""
    found, version = public_week(year), content_version()
    asked = Asked(sort=NEWEST, after=request.GET.get("after", "")[:60])
    shown, following = newest_cards(found, version, asked, ON_THE_WALL)
    context = {
        "week": found,
        "cards": shown,
        "counts": all_counts(version).of_week(found.pk),
        "next": f"?after={following}" if following else "",
        "first": "." if asked.after else "",
        "breadcrumbs": trail(found, _("Wall")),
    }
    return render(request, "weeks/wall.html", context)


@require_safe
def screen(request: HttpRequest, year: int) -> HttpResponse:
    """For an event. It stands still until somebody lets it go on by itself, and they can stop it again."""
    found, version = public_week(year), content_version()
    made = all_counts(version).of_week(found.pk).made
    parts = max(1, -(-made // ON_A_SCREEN))
    part = int(asked) if (asked := request.GET.get("part", "1")).isdecimal() and len(asked) < 6 else 1
    part = part if 1 <= part <= parts else 1
    start, following = (part - 1) * ON_A_SCREEN, part % parts + 1
    in_week = Commitment.objects.public().filter(week=found).order_by("-first_published_at", "-pk")
    goes_on = "on" in request.GET
    context = {
        "week": found,
        "looks": facts.looks(found),
        "made": made,
        "cards": cards(rows(in_week[start : start + ON_A_SCREEN]), vocabulary(version)),
        "part": part,
        "parts": parts,
        "following": following,
        "goes_on": goes_on,
        "seconds": SECONDS_ON_A_SCREEN,
    }
    response = render(request, "weeks/screen.html", context)
    if goes_on:
        response.headers["Refresh"] = f"{SECONDS_ON_A_SCREEN}; url={request.path}?on=1&part={following}"
    return response


@require_safe
def qr_svg(request: HttpRequest, year: int) -> HttpResponse:
    drawing = code_svg(settings.BASE_URL + public_week(year).get_absolute_url())
    return HttpResponse(drawing, content_type="image/svg+xml")


def newest_cards(week: Week, version: str, asked: Asked, how_many: int) -> tuple[list[Card], str]:
    """So many public commitments of a week, and where the next page starts."""
    year = str(week.year)
    asked = Asked(week=Name(week.pk, year, year), sort=asked.sort, after=asked.after)
    in_week = under_filters(Commitment.objects.public(), asked)
    try:
        found = sorted_from(in_week, asked)
    except UnknownPage:
        found = sorted_from(in_week, Asked(week=asked.week, sort=asked.sort))
    page: list[dict[str, Any]] = rows(found[: how_many + 1])
    following = after(asked, page[how_many - 1]) if len(page) > how_many else ""
    return cards(page[:how_many], vocabulary(version)), following
