"""What is done to people's accounts."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from coprod_portal.submissions.errors import Refused

from .models import Role, Session, User


@transaction.atomic
def confirm_address(*, email: str, session: SessionBase) -> User:
    """The person whose address this is, now known to be theirs; somebody new gets an account.

    Afterwards each function of `AFTER_SIGN_IN` is called with `user=` and `session=`, in the same transaction: what
    waited for the address to be confirmed goes on. The session is that of the browser which asked for the code, since
    anybody may have typed the address in another. What refuses does not keep the person out: it stays where it waited.
    Somebody whose account is closed gets none of this.
    """
    user, _ = User.objects.get_or_create(email=email, defaults={"password": make_password(None)})
    if not user.is_active:
        return user
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    for name in settings.AFTER_SIGN_IN:
        follow: Callable[..., object] = import_string(name)
        with suppress(Refused), transaction.atomic():
            follow(user=user, session=session)
    return user


@transaction.atomic
def make_staff(*, email: str, role: Role.Name) -> User:
    """Give somebody a role. They get an account if they have none, and sign in by code like everybody.

    Until the transaction ends nobody else gives them a role or takes one from them.
    """
    email = User.objects.normalize(email)
    user, _ = User.objects.get_or_create(email=email, defaults={"password": make_password(None)})
    hold(user)
    Role.objects.get_or_create(user=user, name=role)
    return user


def hold(user: User) -> None:
    """Let others who change what somebody may do wait until this transaction ends."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def take_role(*, email: str, role: Role.Name) -> bool:
    """Take a role away, at the next click. Returns whether there was one."""
    return bool(Role.objects.filter(user__email=User.objects.normalize(email), name=role).delete()[0])


def take_second_factor(*, user: User) -> None:
    """For somebody who can show theirs no more. Make sure first, in person, that it is they who ask."""
    Authenticator.objects.filter(user=user).delete()


def sessions_of(user: User) -> "QuerySet[Session]":
    """Where somebody is signed in, the latest first."""
    return Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at", "-begun_at", "handle")


def end_session(*, handle: UUID, by: User) -> bool:
    """Sign a browser of one's own out, at its next click. Returns whether it was still signed in."""
    return bool(Session.objects.filter(handle=handle, user=by).delete()[0])


def end_sessions(*, user: User, but: str | None = None) -> int:
    """Sign somebody out everywhere, and drop what their sessions hold; `but` is the key of the one that stays."""
    return Session.objects.filter(user=user).exclude(session_key=but or "").delete()[0]


def prune_sessions() -> int:
    """Delete the sessions that have run out."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
