"""Decides who may keep an answer: nobody, when it was made for one person; anybody who asks again first, otherwise.

No page is ever kept by the portal itself. A public page carries a validator, so that asking again costs few bytes, and
it is compressed: it holds nothing secret that its length could give away.
"""

import gzip
import re
from collections.abc import Callable
from hashlib import blake2b
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

# A view that knows its validator before it draws says by itself that nothing has changed.
SHARED = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
PERSONAL = "private, no-store"
SHAREABLE = "public, max-age=0, must-revalidate"
TOO_SMALL_TO_COMPRESS = 1_000
# They are small inside already.
NEVER_COMPRESSED = ("application/pdf", "image/jpeg", "image/png", "image/webp")
COMPRESSION_LEVEL = 5
ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))")


def sharing(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if is_personal(request, response):
            response.headers["Cache-Control"] = PERSONAL
            return response
        response.headers.setdefault("Cache-Control", SHAREABLE)
        return with_validator(request, response) if isinstance(response, HttpResponse) else response

    return answer


def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Asked after the page was drawn, since a template may have looked at the session or the person."""
    if request.method not in ("GET", "HEAD") or response.status_code not in SHARED or response.cookies:
        return True
    session = getattr(request, "session", None)
    if session is not None and (session.accessed or session.modified):
        return True
    return "private" in response.headers.get("Cache-Control", "")


def with_validator(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    patch_vary_headers(response, ["Accept-Encoding"])
    if response.has_header("ETag"):
        return compressed(request, response)
    etag = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response.headers["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    return compressed(request, response) if answer is None or answer is response else answer


def compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    accepted = ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", ""))
    if not accepted or len(response.content) < TOO_SMALL_TO_COMPRESS or response.has_header("Content-Encoding"):
        return response
    if response.headers.get("Content-Type") in NEVER_COMPRESSED:
        return response
    response.content = gzip.compress(response.content, compresslevel=COMPRESSION_LEVEL, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    return response
