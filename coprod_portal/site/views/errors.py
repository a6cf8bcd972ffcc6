"""What Django calls when something is not possible. The words are in `coprod_portal.pages`."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from coprod_portal.pages import COOKIES_NEEDED, bare_page, error_page
from coprod_portal.site.middleware.own_pages import is_marked
from coprod_portal.site.views.not_understood import press_again


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.resolver_match is not None and is_marked(request.resolver_match.func):
        return press_again(request)
    return error_page(request, 403, words=COOKIES_NEEDED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the exception. A database that does not answer is a 503."""
    status = 503 if isinstance(sys.exc_info()[1], OperationalError | InterfaceError) else 500
    try:
        return error_page(request, status)
    except Exception:
        return bare_page(status)
