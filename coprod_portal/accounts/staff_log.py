"""The log of the staff: who did what, when, on what, and what came of it. Rows are added, and never changed.

Every post of a member of staff goes through the door of the staff, which writes one row about it in the transaction of
the act: no act without its row, and no row without its act. Nobody's words stand in it, and nobody's address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import timezone
from django.utils.module_loading import import_string

from coprod_portal.languages.texts import Text
from coprod_portal.submissions.errors import Refused, Stale, TooMany

from .models import StaffAct, User

Outcome = StaffAct.Outcome

OUTCOMES = {
    HTTPStatus.BAD_REQUEST: Outcome.FORM_NOT_RIGHT,
    HTTPStatus.FORBIDDEN: Outcome.NOT_ALLOWED,
    HTTPStatus.NOT_FOUND: Outcome.NOT_THERE,
    HTTPStatus.METHOD_NOT_ALLOWED: Outcome.NOT_ALLOWED,
    HTTPStatus.CONFLICT: Outcome.STALE,
    HTTPStatus.GONE: Outcome.NOT_THERE,
    HTTPStatus.TOO_MANY_REQUESTS: Outcome.TOO_MANY,
}
# What the address of a page is about, where its entry in `STAFF_ACTS` does not say.
USUAL_THINGS = {"charter": "charter", "year": "week"}


@dataclass(frozen=True)
class StaffPage:
    """What a page of the staff is called in the log. `thing` is made of its address, like `submission:{pk}`."""

    words: Text
    thing: str = ""


@dataclass
class Note:
    """What a view, or what it calls, says of the act that goes on."""

    outcome: StaffAct.Outcome | None = None
    thing: str = ""
    choice: str = ""
    reason: str = ""


@cache
def pages() -> Mapping[str, StaffPage]:
    """By the name of the address, or of the command."""
    return {name: page for path in settings.STAFF_ACTS for name, page in import_string(path).items()}


def note_of(request: HttpRequest) -> Note:
    """The one of this request."""
    found: Note | None = getattr(request, "staff_note", None)
    if found is None:
        found = Note()
        request.staff_note = found  # type: ignore[attr-defined]
    return found


def say(
    request: HttpRequest,
    *,
    outcome: StaffAct.Outcome | None = None,
    thing: str = "",
    choice: str = "",
    reason: str = "",
) -> None:
    """Tell the log more than it sees: which choice of the form, which thing, what came of it. No free words.

    `choice` is the value of a choice, like `publish`; `thing` is named as everywhere, like `submission:12`.
    """
    note = note_of(request)
    note.outcome, note.thing = outcome or note.outcome, thing or note.thing
    note.choice, note.reason = choice or note.choice, reason or note.reason


def say_refused(request: HttpRequest, refused: Refused) -> None:
    kinds = ((Stale, Outcome.STALE), (TooMany, Outcome.TOO_MANY))
    say(request, outcome=next((outcome for kind, outcome in kinds if isinstance(refused, kind)), Outcome.REFUSED))


def logged(request: HttpRequest, user: User, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it and write the row: both or neither. What was refused left nothing behind but its row."""
    try:
        with transaction.atomic():
            response = act()
            write(request, user, note_of(request).outcome or outcome_of(response))
    except Refused as refused:
        say_refused(request, refused)
        write(request, user, note_of(request).outcome or Outcome.REFUSED)
        raise
    except PermissionDenied:
        write(request, user, Outcome.NOT_ALLOWED)
        raise
    except Http404:
        write(request, user, Outcome.NOT_THERE)
        raise
    return response


def outcome_of(response: HttpResponse) -> StaffAct.Outcome:
    """A form that is right leads on, or gives a file; one that is not is shown again."""
    is_done = 300 <= response.status_code < 400 or "Content-Disposition" in response.headers
    if is_done:
        return Outcome.DONE
    if response.status_code < 300:
        return Outcome.FORM_NOT_RIGHT
    return OUTCOMES.get(HTTPStatus(response.status_code), Outcome.REFUSED)


def write(request: HttpRequest, user: User, outcome: StaffAct.Outcome) -> None:
    """The page is found by its address: a post that waited for a second factor comes by way of another page."""
    note, match = note_of(request), resolve(request.path_info)
    name = match.url_name or ""
    record(
        what=name,
        outcome=outcome,
        by=user,
        thing=note.thing or thing_of(name, match.kwargs),
        choice=note.choice,
        reason=note.reason,
    )


def thing_of(name: str, arguments: Mapping[str, object]) -> str:
    page = pages().get(name)
    if page and page.thing:
        return page.thing.format(**arguments)
    return next((f"{kind}:{arguments[key]}" for key, kind in USUAL_THINGS.items() if key in arguments), "")


def record(
    *,
    what: str,
    outcome: StaffAct.Outcome = Outcome.DONE,
    thing: str = "",
    choice: str = "",
    reason: str = "",
    by: User | None = None,
) -> StaffAct:
    """Add a row. `by` is nobody where it is done on the command line."""
    return StaffAct.objects.create(
        by=by.pk if by else None,
        what=what[:60],
        thing=thing[:200],
        choice=choice[:60],
        outcome=outcome,
        reason=reason[:300],
        at=timezone.now(),
    )


def about_staff_acts(*, user: User | None, **_: Any) -> dict[str, Any]:
    """What somebody did as a member of staff. When they are erased it stays, under the key of nobody any more."""
    if user is None:
        return {"staff_acts": []}
    fields = ("what", "thing", "choice", "outcome", "reason", "at")
    return {"staff_acts": list(StaffAct.objects.filter(by=user.pk).values(*fields))}


def prune_staff_log() -> int:
    """The database refuses to lose younger rows than six years."""
    end = timezone.now() - timedelta(days=settings.STAFF_LOG_DAYS)
    return StaffAct.objects.filter(at__lt=end).delete()[0]
