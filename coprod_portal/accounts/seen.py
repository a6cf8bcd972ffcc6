"""Noting when somebody who is signed in was last here, and with which kind of browser."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from .sessions import SessionStore

AT_MOST_EVERY = timedelta(hours=1)
# The first that is found counts: many claim to be another one as well.
BROWSERS = {
    "Edg": "Edge",
    "OPR|Opera": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox|FxiOS": "Firefox",
    "Chrome|CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X|Macintosh": "Mac",
    "Linux": "Linux",
}
UNKNOWN = "?"


def seen(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Only where the page read the session itself: a page that is the same for all knows nobody."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        session = request.session
        if isinstance(session, SessionStore) and session.accessed and is_due(session):
            session.note_seen(browser_name(request.headers.get("User-Agent", "")))
        return response

    return answer


def is_due(session: SessionStore) -> bool:
    """Also where somebody has only just signed in."""
    if session.session_key is None or SESSION_KEY not in session:
        return False
    row = session.row
    is_same = row is not None and row.session_key == session.session_key
    return not (row and is_same and row.browser and timezone.now() - row.seen_at < AT_MOST_EVERY)


def browser_name(user_agent: str) -> str:
    """Such as `Firefox, Windows`: enough for somebody to know their own device, and no more."""
    found = [
        next((name for mark, name in marks.items() if re.search(mark, user_agent)), "") for marks in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or UNKNOWN
