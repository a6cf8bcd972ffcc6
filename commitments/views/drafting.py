"""Which draft a browser is working on. Its key is in the session from the first page that is sent."""

from django.conf import settings
from django.http import HttpRequest

from commitments.models import Draft
from commitments.operations import drafts
from commitments.sending import SESSION_KEY, draft_in
from coprod_portal.accounts.models import User


def signed_in(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def held_draft(request: HttpRequest) -> Draft | None:
    """The draft of this browser, sent or not. None when there is none, or it belongs to somebody else by now."""
    draft = draft_in(request.session)
    if draft is None:
        return None
    user = signed_in(request)
    is_theirs = draft.keeper_id is None or (user is not None and draft.keeper_id == user.pk)
    return draft if is_theirs else None


def begin_draft(request: HttpRequest) -> Draft:
    draft = drafts.begin(by=signed_in(request))
    hold(request, draft)
    return draft


def hold(request: HttpRequest, draft: Draft) -> None:
    """Work on this draft in this browser. Somebody who has not signed in keeps the session as long as the draft."""
    request.session[SESSION_KEY] = str(draft.pk)
    if not request.user.is_authenticated:
        request.session.set_expiry(settings.DRAFT_DAYS * 24 * 60 * 60)


def let_go(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
