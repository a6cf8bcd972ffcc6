from typing import Any
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.counts import AllCounts, all_counts, content_version
from commitments.following import KINDS, week_named
from commitments.lists.asked import LATEST, PARAMETERS, Asked, address_of, has_moved, read
from commitments.lists.cards import cards, rows
from commitments.lists.pages import ON_A_PAGE, Total, UnknownPage, after, narrowed, sorted_from, total_of
from commitments.lists.panel import chips, panel
from commitments.lists.vocabulary import Vocabulary, vocabulary

UNKNOWN_PAGE = _("We could not find that page of the list. Here is its first page.")


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    if has_empty_parameters(request):
        return redirect(without_empty_parameters(request))
    version = content_version()
    known, counts = vocabulary(version), all_counts(version)
    asked = read({name: str(value) for name, value in request.GET.dict().items()}, known)
    if has_moved(asked, request.GET.get("organisation", "")):
        return redirect(request.path + asked.address(after=asked.after).removeprefix("."), permanent=True)
    is_of_charter = asked.charter is not None and set(asked.parameters()) <= {"charter", "sort", "after"}
    context = {
        **page_of(asked, known, counts),
        "asked": asked,
        "chips": chips(asked),
        "choices": panel(asked, known, counts, version),
        "counts": counts.of_charter(asked.charter.pk) if asked.charter and is_of_charter else counts.portal,
        "counts_heading": gettext("%(charter)s so far") % {"charter": asked.charter.name}
        if asked.charter and is_of_charter
        else gettext("The whole portal so far"),
        "is_of_charter": is_of_charter,
        "list_address": request.path,
        "canonical": request.path + asked.address(after=asked.after).removeprefix("."),
        "followed": followed_by(asked),
        "calendar": reverse("commitments-calendar") + asked.address(sort="").removeprefix("."),
        "feed": reverse("commitments-feed") + asked.address(sort="").removeprefix("."),
    }
    return render(request, "commitments/commitments.html", context)


@require_safe
def charter_commitments(request: HttpRequest, charter: str) -> HttpResponse:
    """The list knows how to say that there is no such charter."""
    return redirect(f"{reverse('commitments')}{address_of({'charter': charter})}")


def followed_by(asked: Asked) -> dict[str, str]:
    """Where this very list is followed by mail, when it is that of one thing that can be followed."""
    if asked.words or len(asked.filters) != 1:
        return {}
    [(kind, key)] = asked.filters.items()
    if kind not in KINDS:
        return {}
    name = week_named(key) if kind == "week" else str(getattr(asked, kind).name)
    return {"kind": kind, "key": key, "name": name}


def page_of(asked: Asked, known: Vocabulary, counts: AllCounts) -> dict[str, Any]:
    problems = list(asked.problems)
    answering, total = narrowed(asked)
    total = total or total_of(asked, answering, counts)
    try:
        page = sorted_from(answering, asked)
    except UnknownPage:
        problems.append(str(UNKNOWN_PAGE))
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
    number = total.number
    is_narrowed = bool(asked.filters or asked.words)
    if not number:
        return gettext("No commitments fit what you chose") if is_narrowed else gettext("No commitments")
    if total.is_more and is_narrowed:
        said = ngettext(
            "More than %(number)s commitment fits what you chose",
            "More than %(number)s commitments fit what you chose",
            number,
        )
    elif total.is_more:
        said = ngettext("More than %(number)s commitment", "More than %(number)s commitments", number)
    elif is_narrowed:
        said = ngettext(
            "%(number)s commitment fits what you chose", "%(number)s commitments fit what you chose", number
        )
    else:
        said = ngettext("%(number)s commitment", "%(number)s commitments", number)
    return said % {"number": intcomma(number)}


def has_empty_parameters(request: HttpRequest) -> bool:
    """A form sends all its fields. The address that people pass on holds only what they chose."""
    return any(is_empty(name, str(value)) for name, value in request.GET.dict().items())


def without_empty_parameters(request: HttpRequest) -> str:
    kept = {name: str(value) for name, value in request.GET.dict().items()}
    kept = {name: value for name, value in kept.items() if not is_empty(name, value)}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def is_empty(name: str, value: str) -> bool:
    return (name in PARAMETERS and not value.strip()) or (name == "sort" and value == LATEST)
