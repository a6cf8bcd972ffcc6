"""Giving somebody a Co-production Week to organise, and taking it back."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from commitments.models import Week, WeekOrganiser
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.operations import give_role, hold, take_role, tell_of_role
from coprod_portal.outbox.operations import post


@transaction.atomic
def appoint_organiser(*, email: str, week: Week, by: User | None) -> WeekOrganiser:
    """Let somebody organise a week. They get an account if they have none, and a mail that says how to begin.

    `by` is nobody where it is done on the command line. Somebody who organises it already stays as they are.
    """
    user, _is_new = give_role(email=email, role=Role.Name.ORGANISER)
    organiser, is_new = WeekOrganiser.objects.get_or_create(week=week, user=user, defaults={"appointed_by": by})
    if is_new and user != by:
        tell_of_role(user=user, role=Role.Name.ORGANISER, given=True, by=by, of=str(week), has_own_mail=True)
        post(
            to=user.email,
            kind="commitments/organiser_appointed",
            thing=f"week:{week.year}",
            period=str(organiser.pk),
            context={"year": week.year, "room": reverse("organiser-week", args=[week.year])},
        )
    return organiser


@transaction.atomic
def dismiss_organiser(*, organiser: WeekOrganiser, by: User | None) -> None:
    """From their next click on. Who organises no week any more is no organiser any more; other roles stay."""
    user = organiser.user
    hold(user)
    organiser.delete()
    if not user.organised_weeks.exists():
        take_role(user=user, role=Role.Name.ORGANISER)
    tell_of_role(user=user, role=Role.Name.ORGANISER, given=False, by=by, of=str(organiser.week))


def about_organising(*, user: User | None, **_: Any) -> dict[str, Any]:
    """The weeks that somebody organises."""
    held = user.organised_weeks.select_related("week") if user else ()
    return {"organised_weeks": [{"year": one.week.year, "since": one.appointed_at} for one in held]}


def forget_organising(*, user: User | None, **_: Any) -> None:
    if user:
        user.organised_weeks.all().delete()
