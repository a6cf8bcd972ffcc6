"""In which language a page speaks: the one that the reader chose, or else the portal's own.

A reader chooses by a link, `?language=`, that says so to the reader's own browser only. Whoever has not chosen gets no
cookie, and the same page as everybody else.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from coprod_portal.languages.known import CHOICE

KEPT_SECONDS = 31_536_000


def languages(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        kept = known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME))
        chosen = known(request.GET.get(CHOICE)) if request.method == "GET" else None
        with translation.override(chosen or kept or settings.LANGUAGE_CODE):
            response = get_response(request)
        if kept or chosen:
            response.headers["Cache-Control"] = "private"
        if chosen and chosen != kept:
            remember(response, chosen)
        return response

    return answer


def known(code: str | None) -> str | None:
    return code if code in dict(settings.LANGUAGES) and len(settings.LANGUAGES) > 1 else None


def remember(response: HttpResponseBase, code: str) -> None:
    """The portal's own language is what those get who have not chosen, so it need not be kept."""
    if code == settings.LANGUAGE_CODE:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=KEPT_SECONDS,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
