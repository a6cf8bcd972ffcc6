"""Who chose Easy Read gets the Easy Read twin of each page that has one, until they turn it off.

They choose by a link, `?easy-read=on`, and turn it off by another. This acts only on requests that carry the mark or
the cookie of those who chose. Everybody else's answers are as they would be without it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch

from charters.easy_read.ideas import MARK, OFF, ON, WISHES, with_query
from coprod_portal.site.twins import EASY_READ, match_of, twin_of

KEPT_SECONDS = 31_536_000


def easy_read(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.EASY_READ_COOKIE_NAME)
        is_marked = f"{MARK}=" in request.META.get("QUERY_STRING", "")
        if request.method not in ("GET", "HEAD") or not (chosen or is_marked):
            return get_response(request)
        match = match_of(request)
        mark = request.GET.get(MARK)
        if match and mark in (ON, OFF):
            return turned(request, match, chosen, is_on=mark == ON)
        if not chosen:
            return get_response(request)
        twin = twin_of(match)
        if twin and mark is None:
            return private(HttpResponseRedirect(with_query(twin, asked(request))))
        if match is None or match.view_name not in EASY_READ:
            return get_response(request)
        return twin_as_wished(request, get_response, chosen)

    return answer


def turned(request: HttpRequest, match: ResolverMatch, chosen: str | None, *, is_on: bool) -> HttpResponseBase:
    """To the same page without the mark, or to its twin."""
    there = (twin_of(match) if is_on else "") or request.path
    response = private(HttpResponseRedirect(with_query(there, asked(request))))
    if is_on:
        remember(response, {**wishes_in(chosen), **wishes_asked(request)})
    else:
        response.delete_cookie(settings.EASY_READ_COOKIE_NAME, samesite="Lax")
    return response


def twin_as_wished(
    request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponseBase], chosen: str
) -> HttpResponseBase:
    """An Easy Read page, shown as they last asked for, whichever link led here."""
    before = wishes_in(chosen)
    wishes = {**before, **wishes_asked(request)}
    request.easy_read_wishes = wishes  # type: ignore[attr-defined]
    response = private(get_response(request))
    if wishes != before:
        remember(response, wishes)
    return response


def asked(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.dict().items() if name != MARK}


def wishes_asked(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, values in WISHES.items() if (value := request.GET.get(name)) in values and value}


def wishes_in(chosen: str | None) -> dict[str, str]:
    """The cookie reads `on`, and then what is not as usual: `on.words-bigger`. What we did not write is left out."""
    parts = (chosen or "").split(".")
    return {name: other for name, (_, other) in WISHES.items() if f"{name}-{other}" in parts}


def remember(response: HttpResponseBase, wishes: dict[str, str]) -> None:
    unusual = [f"{name}-{other}" for name, (_, other) in WISHES.items() if wishes.get(name) == other]
    response.set_cookie(
        settings.EASY_READ_COOKIE_NAME,
        ".".join([ON, *unusual]),
        max_age=KEPT_SECONDS,
        secure=not settings.DEBUG,
        httponly=True,
        samesite="Lax",
    )


def private(response: HttpResponseBase) -> HttpResponse:
    """Made for somebody who chose, so nobody else may be given it."""
    response.headers["Cache-Control"] = "private"
    return response  # type: ignore[return-value]
