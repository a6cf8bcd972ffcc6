"""A button on every page, also on those that carry no cookie and so no token against forged posts.

For the few views that are marked for it, the browser's own word that a post comes from one of our pages is enough: no
other site can make a browser say so. Who has a browser that says nothing is asked to press once more, on a page with a
token. A mark is only for views that do the same for everybody and look at no session.

And the button that a mail program presses for its reader (RFC 8058): it has no page and no token. Its address holds a
seal that only the mail had, so nobody can forge it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

MARK = "takes_posts_of_own_pages"
ONE_CLICK_MARK = "takes_one_click_of_mail_programs"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}

View = TypeVar("View", bound=Callable[..., HttpResponse])


def from_own_pages(view: View) -> View:
    """Mark a view. The mark must stand above other decorators."""
    setattr(view, MARK, True)
    return view


def from_mail_programs(view: View) -> View:
    """Mark a view whose address holds a seal. The mark must stand above other decorators."""
    setattr(view, ONE_CLICK_MARK, True)
    return view


def is_one_click(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.dict() == ONE_CLICK


def is_marked(view: Any) -> bool:
    return getattr(view, MARK, False)


def comes_from_own_page(request: HttpRequest) -> bool:
    """By `Sec-Fetch-Site`; of older browsers by `Origin`. Neither can be set by the script of another site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


class OwnPages:
    """Stands right before Django's own guard against forged posts, and tells it which posts need no token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        of_own_page = is_marked(view) and comes_from_own_page(request)
        if of_own_page or (getattr(view, ONE_CLICK_MARK, False) and is_one_click(request)):
            request.csrf_processing_done = True  # type: ignore[attr-defined]
