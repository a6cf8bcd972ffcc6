"""Who may pass the door of the staff. There is one door: `staff_page`, and `as_staff` where others come in too."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, suspend_request
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from .models import Role, StaffAct, User
from .staff_log import logged, say

P = ParamSpec("P")
# What each view behind the door carries.
MARK = "is_of_staff"
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def person(request: HttpRequest) -> User:
    """Who is signed in, on a page that nobody else can open."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def roles_of(user: User | AnonymousUser) -> frozenset[Role.Name]:
    """The roles that somebody holds, looked up once for each request. A closed account holds none."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    prefetch_related_objects([user], "roles")
    return frozenset(Role.Name(role.name) for role in user.roles.all())


def holders_of(role: Role.Name) -> "QuerySet[User]":
    """All who hold it with an open account, those first who came first."""
    return User.objects.filter(is_active=True, roles__name=role).order_by("pk")


def second_factors(user: User) -> dict[int, str]:
    """The kinds of second factor that somebody has set up, by their keys. Recovery codes count with the others only."""
    found = dict(Authenticator.objects.filter(user=user).values_list("pk", "type"))
    return found if set(found.values()) - {Authenticator.Type.RECOVERY_CODES} else {}


def used_second_factor(request: HttpRequest, known: dict[int, str]) -> bool:
    """Whether this session showed a second factor that the person still has."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record.get("id") in known for record in records)


def staff_page(*names: Role.Name) -> Callable[[View[P]], View[P]]:
    """Open a page to staff who hold one of these roles and have shown their second factor in this session.

    A reader is asked to sign in. Somebody who is not staff learns nothing: 404. Staff without the role get 403. Staff
    without a second factor set one up; staff who have not shown it yet show it, then come back. Each post of the staff
    gets its row in their log.
    """

    def decorate(view: View[P]) -> View[P]:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            return as_staff(request, frozenset(names), lambda: view(request, *args, **kwargs))

        setattr(guarded, MARK, True)
        return guarded

    return decorate


def as_staff(request: HttpRequest, names: frozenset[Role.Name], view: Callable[[], HttpResponse]) -> HttpResponse:
    """What the door does, for pages that are for staff and for others: these know first who comes as which."""

    def act() -> HttpResponse:
        closed = keep_out(request, names)
        if closed is None:
            return view()
        say(request, outcome=StaffAct.Outcome.SECOND_FACTOR)
        return closed

    user = request.user
    is_act = request.method == "POST" and isinstance(user, User) and bool(roles_of(user))
    return logged(request, person(request), act) if is_act else act()


def fresh_second_factor(view: View[P]) -> View[P]:
    """For acts that take personal facts out or change who may do what. Stands below `staff_page`.

    The second factor was shown in the last few minutes (`FRESH_SECOND_FACTOR_MINUTES`), or is asked for again. What
    was posted waits in the session meanwhile, and then goes on as if nothing had been between.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if has_fresh_second_factor(request):
            return view(request, *args, **kwargs)
        # What was posted at some time before, and given up, is not sent when the page is only opened.
        request.session.pop(STATE_SESSION_KEY, None)
        say(request, outcome=StaffAct.Outcome.SECOND_FACTOR)
        waiting: HttpResponse = suspend_request(request, reverse("mfa_reauthenticate"))
        return waiting

    return guarded


def has_fresh_second_factor(request: HttpRequest) -> bool:
    known, since = second_factors(person(request)), time.time() - settings.FRESH_SECOND_FACTOR_MINUTES * 60
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return any(one["method"] == "mfa" and one.get("id") in known and one["at"] >= since for one in records)


def keep_out(request: HttpRequest, names: frozenset[Role.Name]) -> HttpResponse | None:
    """Where somebody is sent who may not pass; None for those who may. Raises 404 and 403."""
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
    held = roles_of(user)
    if not held:
        raise Http404
    if held.isdisjoint(names):
        raise PermissionDenied
    known = second_factors(user)
    if used_second_factor(request, known):
        return None
    request.session.pop(STATE_SESSION_KEY, None)
    page = "mfa_reauthenticate" if known else "mfa_activate_totp"
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")
