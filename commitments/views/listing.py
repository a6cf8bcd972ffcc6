from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commitments.counts import AllCounts, all_counts, content_version
from commitments.lists.asked import LATEST, PARAMETERS, Asked, address_of, read
from commitments.lists.cards import cards, rows
from commitments.lists.pages import ON_A_PAGE, Total, UnknownPage, after, narrowed, sorted_from, total_of
from commitments.lists.panel import chips, panel
from commitments.lists.vocabulary import Vocabulary, vocabulary

UNKNOWN_PAGE = "We could not find that page of the list. Here is its first page."


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    if has_empty_parameters(request):
        return redirect(without_empty_parameters(request))
    version = content_version()
    known, counts = vocabulary(version), all_counts(version)
    asked = read({name: str(value) for name, value in request.GET.dict().items()}, known)
    is_of_charter = asked.charter is not None and set(asked.parameters()) <= {"charter", "sort", "after"}
    context = {
        **page_of(asked, known, counts),
        "asked": asked,
        "chips": chips(asked),
        "choices": panel(asked, known, counts, version),
        "counts": counts.of_charter(asked.charter.pk) if asked.charter and is_of_charter else counts.portal,
        "counts_heading": f"{asked.charter.name} so far"
        if asked.charter and is_of_charter
        else "The whole portal so far",
        "is_of_charter": is_of_charter,
        "list_address": request.path,
        "canonical": request.path + asked.address(after=asked.after).removeprefix("."),
        "feed": reverse("commitments-feed") + asked.address(sort="").removeprefix("."),
    }
    return render(request, "commitments/commitments.html", context)


@require_safe
def charter_commitments(request: HttpRequest, charter: str) -> HttpResponse:
    """The list knows how to say that there is no such charter."""
    return redirect(f"{reverse('commitments')}{address_of({'charter': charter})}")


def page_of(asked: Asked, known: Vocabulary, counts: AllCounts) -> dict[str, Any]:
    problems = list(asked.problems)
    answering, total = narrowed(asked)
    total = total or total_of(asked, answering, counts)
    try:
        page = sorted_from(answering, asked)
    except UnknownPage:
        problems.append(UNKNOWN_PAGE)
        asked = Asked(**{**vars(asked), "after": ""})
        page = sorted_from(answering, asked)
    found = rows(page[: ON_A_PAGE + 1]) if total.number else []
    has_more = len(found) > ON_A_PAGE
    found = found[:ON_A_PAGE]
    return {
        "cards": cards(found, known),
        "heading": heading_of(asked, total),
        "is_more": total.is_more,
        "problems": problems,
        "next": asked.address(after=after(asked, found[-1])) if has_more else "",
        "first": asked.address() if asked.after else "",
    }


def heading_of(asked: Asked, total: Total) -> str:
    number = f"{total.number:,}" if total.number else "No"
    what = "commitment" if total.number == 1 and not total.is_more else "commitments"
    if asked.filters or asked.words:
        what = "commitment fits" if what == "commitment" else "commitments fit"
        what += " what you chose"
    return f"More than {number} {what}" if total.is_more else f"{number} {what}"


def has_empty_parameters(request: HttpRequest) -> bool:
    """A form sends all its fields. The address that people pass on holds only what they chose."""
    return any(is_empty(name, str(value)) for name, value in request.GET.dict().items())


def without_empty_parameters(request: HttpRequest) -> str:
    kept = {name: str(value) for name, value in request.GET.dict().items()}
    kept = {name: value for name, value in kept.items() if not is_empty(name, value)}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def is_empty(name: str, value: str) -> bool:
    return (name in PARAMETERS and not value.strip()) or (name == "sort" and value == LATEST)
