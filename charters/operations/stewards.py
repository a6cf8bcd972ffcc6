"""Giving somebody a charter to look after, and taking it back."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from charters.models import Charter, Stewardship
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.operations import give_role, hold, take_role, tell_of_role
from coprod_portal.outbox.operations import post


@transaction.atomic
def appoint_steward(*, email: str, charter: Charter, by: User | None) -> Stewardship:
    """Let somebody look after a charter. They get an account if they have none, and a mail that says how to begin.

    `by` is nobody where it is done on the command line. Somebody who looks after it already stays as they are.
    """
    user, _is_new = give_role(email=email, role=Role.Name.STEWARD)
    stewardship, is_new = Stewardship.objects.get_or_create(charter=charter, user=user, defaults={"appointed_by": by})
    if is_new and user != by:
        tell_of_role(user=user, role=Role.Name.STEWARD, given=True, by=by, of=charter.short_title, has_own_mail=True)
        context = {"charter": charter, "room": reverse("steward-charter", args=[charter.slug])}
        post(to=user.email, kind="charters/appointed", thing=charter.slug, period=str(stewardship.pk), context=context)
    return stewardship


@transaction.atomic
def dismiss_steward(*, stewardship: Stewardship, by: User | None) -> None:
    """From their next click on. Who looks after no charter any more is no steward any more; other roles stay."""
    user = stewardship.user
    hold(user)
    stewardship.delete()
    if not user.stewardships.exists():
        take_role(user=user, role=Role.Name.STEWARD)
    tell_of_role(user=user, role=Role.Name.STEWARD, given=False, by=by, of=stewardship.charter.short_title)


def about_stewardships(*, user: User | None, **_: Any) -> dict[str, Any]:
    """The charters that somebody looks after."""
    held = user.stewardships.select_related("charter") if user else ()
    return {"stewardships": [{"charter": one.charter.slug, "since": one.appointed_at} for one in held]}


def forget_stewardships(*, user: User | None, **_: Any) -> None:
    if user:
        user.stewardships.all().delete()
