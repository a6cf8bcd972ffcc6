"""Where somebody is signed in: this browser and others, each of which they can sign out."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coprod_portal.accounts.operations import end_session, end_sessions, sessions_of
from coprod_portal.accounts.permissions import person

AT_MOST = 50


@never_cache
@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    key = request.session.session_key
    found = sessions_of(person(request))
    context = {
        "heading": _("Where you are signed in"),
        "this": found.filter(session_key=key).first(),
        "others": found.exclude(session_key=key)[:AT_MOST],
    }
    return render(request, "accounts/sessions.html", context)


@never_cache
@login_required
@require_POST
def end_one(request: HttpRequest, handle: UUID) -> HttpResponse:
    ended = end_session(handle=handle, by=person(request))
    messages.success(request, _("It is signed out.") if ended else _("It was signed out already."))
    return redirect("my-sessions")


@never_cache
@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    end_sessions(user=person(request), but=request.session.session_key)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("my-sessions")
