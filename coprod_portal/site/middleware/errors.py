"""Nobody meets a bare answer: what Django or a package refuses is said in our words."""

import codecs
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import uploads
from coprod_portal.limits.operations import MARK
from coprod_portal.pages import PAGES, Words, error_page
from coprod_portal.submissions.errors import Refused, TooMany

OUR_PAGE_BEGINS = re.compile(rb'<!doctype html>\n?<html lang="[A-Za-z-]+" dir="')
SHOWS_A_PAGE = {HTTPStatus.OK, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}
LONGEST_ADDRESS = 4_000
# What is left unread when a body is too big, so that the browser gets as far as reading our answer.
DISCARDED_AT_MOST = 20_000_000
TOO_BIG_A_FILE = Words(
    PAGES[413].heading,
    (_("The file is bigger than we can take."), _("Please go back, choose a smaller one, and send it again.")),
)


class ErrorPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if has_unreadable_address(request) or is_in_other_letters(request):
            return error_page(request, 400)
        response = self.get_response(request)
        say_when_to_come_back(request, response)
        return in_our_words(request, response) if is_bare(response) else response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Reads the form before anybody else does, because one that is too big would end as a 400 in bare words.

        Django sets no bound to the files in a form: views say which take one, and how big.
        """
        takes_file = uploads.prepare(request, view[0])
        most = uploads.LONGEST_WITH_FILE if takes_file else settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        try:
            if is_too_long(request, most):
                raise RequestDataTooBig
            request.POST  # noqa: B018 (asking for it reads it)
        except RequestDataTooBig:
            discard_body(request)
            return error_page(request, 413, words=TOO_BIG_A_FILE if takes_file else None)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An operation refused, and the view had no better place for its sentence."""
        if isinstance(exception, TooMany):
            return error_page(request, 429, words=Words(PAGES[429].heading, exception.sentences))
        if isinstance(exception, Refused):
            return error_page(request, 409, words=Words(PAGES[409].heading, (exception.sentence,)))
        return None


def say_when_to_come_back(request: HttpRequest, response: HttpResponseBase) -> None:
    """Whichever page shows that a limit is reached, and whatever else it thinks of that."""
    refused = request.META.get(MARK)
    if isinstance(refused, TooMany) and response.status_code in SHOWS_A_PAGE:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response.headers["Retry-After"] = str(refused.seconds_left)


def has_unreadable_address(request: HttpRequest) -> bool:
    """A NUL can be stored in no database, and no address or cookie of ours holds one."""
    address = request.get_full_path()
    if len(address) > LONGEST_ADDRESS or "\0" in request.path or "%00" in address:
        return True
    return any("\0" in value for value in request.COOKIES.values())


def is_in_other_letters(request: HttpRequest) -> bool:
    """Our pages send UTF-8. What claims to be anything else could hold what no database can."""
    return request.encoding is not None and codecs.lookup(request.encoding).name != "utf-8"


def is_too_long(request: HttpRequest, most: int) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > most


def is_bare(response: HttpResponseBase) -> bool:
    """An answer in HTML for people that is not one of our pages. In a trial, a fault shows Django's own page."""
    if response.status_code not in PAGES or response.streaming or not isinstance(response, HttpResponse):
        return False
    if settings.DEBUG and response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return False
    is_html = response.headers.get("Content-Type", "text/html").startswith("text/html")
    return is_html and not OUR_PAGE_BEGINS.match(response.content)


def in_our_words(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    page = error_page(request, response.status_code)
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            page[name] = response.headers[name]
    page.cookies = response.cookies
    return page


def discard_body(request: HttpRequest) -> None:
    left = DISCARDED_AT_MOST
    while left > 0 and (part := request.read(65_536)):
        left -= len(part)
