"""What is done to people's accounts."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from coprod_portal.outbox.operations import post
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
def make_staff(*, email: str, role: Role.Name, by: User | None) -> User:
    """Give somebody a role that stands for itself, and tell them and all administrators at once.

    `by` is nobody where it is done on the command line. Somebody who has the role already stays as they are.
    """
    may_change_roles(by)
    user, is_new = give_role(email=email, role=role)
    if is_new:
        tell_of_role(user=user, role=role, given=True, by=by)
    return user


@transaction.atomic
def unmake_staff(*, user: User, role: Role.Name, by: User | None) -> bool:
    """Take a role away, at the next click, and tell them and all administrators. Returns whether they had it."""
    may_change_roles(by)
    taken = take_role(user=user, role=role)
    if taken:
        tell_of_role(user=user, role=role, given=False, by=by)
    return taken


def give_role(*, email: str, role: Role.Name) -> tuple[User, bool]:
    """The person, and whether the role is new to them. Must be called in a transaction.

    They get an account if they have none, and sign in by code like everybody. Until the transaction ends nobody else
    gives them a role or takes one from them.
    """
    email = User.objects.normalize(email)
    user, _ = User.objects.get_or_create(email=email, defaults={"password": make_password(None)})
    hold(user)
    if not user.is_active:
        raise Refused(gettext("The account with this address is closed. Use another address."))
    return user, Role.objects.get_or_create(user=user, name=role)[1]


def take_role(*, user: User, role: Role.Name) -> bool:
    """Must be called in a transaction. There is always an administrator left."""
    if role == Role.Name.ADMINISTRATOR and not administrators().exclude(user=user).exists():
        raise Refused(gettext("There must be an administrator. Give somebody else this role first."))
    return bool(Role.objects.filter(user=user, name=role).delete()[0])


def administrators() -> "QuerySet[Role]":
    """By the role that makes them so, in the order in which all who hold them do."""
    open_ones = Role.objects.filter(name=Role.Name.ADMINISTRATOR, user__is_active=True)
    return open_ones.select_related("user").order_by("pk")


def may_change_roles(by: User | None) -> None:
    """Hold all administrators until the transaction ends, and make sure that who acts still is one.

    So two who take the role from each other at the same moment follow one after the other, and the second is refused.
    """
    held = list(administrators().select_for_update(of=("self",)))
    if by is not None and by.pk not in {role.user_id for role in held}:
        raise Refused(gettext("You are not an administrator any more."))


def not_oneself(*, email: str, by: User) -> None:
    if User.objects.normalize(email) == by.email:
        raise Refused(gettext("Nobody gives a role to themselves. Ask another administrator."))


def tell_of_role(
    *, user: User, role: Role.Name, given: bool, by: User | None, of: str = "", has_own_mail: bool = False
) -> None:
    """At once, so that nobody gets or loses a role unseen. `of` is the charter or the week that it is for."""
    context = {"email": user.email, "role": role.label, "of": of, "by": by.email if by else "", "given": given}
    thing, period = f"person:{user.pk}", uuid4().hex
    if not has_own_mail:
        post(
            to=user.email,
            kind=f"accounts/role_{'given' if given else 'taken'}",
            thing=thing,
            period=period,
            context=context,
        )
    for held in administrators().exclude(user=user):
        post(to=held.user.email, kind="accounts/role_changed", thing=thing, period=period, context=context)


def hold(user: User) -> None:
    """Let others who change what somebody may do wait until this transaction ends."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


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
