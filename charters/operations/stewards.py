"""Giving somebody a charter to look after, and taking it back."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import Charter, Stewardship
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.operations import hold, make_staff, take_role
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused


@transaction.atomic
def appoint_steward(*, email: str, charter: Charter, by: User | None) -> Stewardship:
    """Let somebody look after a charter. They get an account if they have none, and a mail that says how to begin.

    `by` is nobody where it is done on the command line. Somebody who looks after it already stays as they are.
    """
    user = make_staff(email=email, role=Role.Name.STEWARD)
    if not user.is_active:
        raise Refused(_("The account with this address is closed. Use another address."))
    stewardship, is_new = Stewardship.objects.get_or_create(charter=charter, user=user, defaults={"appointed_by": by})
    if is_new and user != by:
        context = {"charter": charter, "room": reverse("steward-charter", args=[charter.slug])}
        post(to=user.email, kind="charters/appointed", thing=charter.slug, period=str(stewardship.pk), context=context)
    return stewardship


@transaction.atomic
def dismiss_steward(*, stewardship: Stewardship) -> None:
    """From their next click on. Who looks after no charter any more is no steward any more; other roles stay."""
    user = stewardship.user
    hold(user)
    stewardship.delete()
    if not user.stewardships.exists():
        take_role(email=user.email, role=Role.Name.STEWARD)


def about_stewardships(*, user: User | None, **_: Any) -> dict[str, Any]:
    """The charters that somebody looks after."""
    held = user.stewardships.select_related("charter") if user else ()
    return {"stewardships": [{"charter": one.charter.slug, "since": one.appointed_at} for one in held]}


def forget_stewardships(*, user: User | None, **_: Any) -> None:
    if user:
        user.stewardships.all().delete()
