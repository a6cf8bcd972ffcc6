"""One line in the log for each request: which route, which status, how long. Never the address that was asked for."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coprod_portal.site.logs import new_request_id

logger = logging.getLogger(__name__)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def requests(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        started = perf_counter()
        new_request_id()
        response = get_response(request)
        match = request.resolver_match
        facts = {
            "method": request.method if request.method in METHODS else "other",
            "route": match.view_name if match else "",
            "status": response.status_code,
            "milliseconds": round((perf_counter() - started) * 1000, 1),
        }
        logger.info("request", extra={"facts": facts})
        return response

    return answer
