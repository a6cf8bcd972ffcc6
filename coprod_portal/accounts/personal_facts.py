"""What we know about one person: told to them on request, and erased on request.

Each room says what it knows in a function of `PERSONAL_FACTS`, and forgets it in one of `FORGET`. Both are called with
`email=` and `user=`: some of whom we know an address only have no account.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from .models import User
from .operations import end_sessions

Facts = dict[str, Any]


def export(*, email: str) -> Facts:
    """Everything, by room."""
    email, user = find(email)
    facts: Facts = {"email": email}
    for name in settings.PERSONAL_FACTS:
        tell: Callable[..., Facts] = import_string(name)
        facts |= tell(email=email, user=user)
    return facts


@transaction.atomic
def erase(*, email: str) -> bool:
    """Forget everything, the account last. Returns whether there was an account."""
    email, user = find(email)
    for name in settings.FORGET:
        forget: Callable[..., None] = import_string(name)
        forget(email=email, user=user)
    if user is None:
        return False
    end_sessions(user=user)
    user.delete()
    return True


def find(email: str) -> tuple[str, User | None]:
    email = User.objects.normalize(email)
    return email, User.objects.filter(email=email).first()


def about_account(*, email: str, user: User | None) -> Facts:
    if user is None:
        return {"account": None}
    return {
        "account": {
            "joined": user.date_joined,
            "last_signed_in": user.last_login,
            "open": user.is_active,
            "roles": list(user.roles.order_by("given_at").values("name", "given_at")),
            "address_confirmed": EmailAddress.objects.filter(user=user, email=email, verified=True).exists(),
            "sessions": list(user.sessions.order_by("begun_at").values("begun_at", "seen_at", "browser")),
            "second_factors": list(
                Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
            ),
        }
    }
