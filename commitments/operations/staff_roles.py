"""Every role, given and taken: those that stand for themselves, and those that are for one charter or one week."""

from django.db import transaction

from charters.models import Charter, Stewardship
from charters.operations.stewards import appoint_steward, dismiss_steward
from commitments.models import Week, WeekOrganiser
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.operations import make_staff, may_change_roles, unmake_staff

from .organisers import appoint_organiser, dismiss_organiser


@transaction.atomic
def give(*, email: str, role: Role.Name, charter: Charter | None, week: Week | None, by: User | None) -> User:
    """`by` is nobody where it is done on the command line."""
    may_change_roles(by)
    if charter is not None:
        return appoint_steward(email=email, charter=charter, by=by).user
    if week is not None:
        return appoint_organiser(email=email, week=week, by=by).user
    return make_staff(email=email, role=role, by=by)


@transaction.atomic
def take(*, user: User, role: Role.Name, charter: Charter | None, week: Week | None, by: User | None) -> bool:
    """Returns whether they had it. Without a charter or a week a steward or an organiser loses the role alone."""
    may_change_roles(by)
    if charter is not None:
        stewardship = Stewardship.objects.select_related("user", "charter").filter(charter=charter, user=user).first()
        if stewardship is not None:
            dismiss_steward(stewardship=stewardship, by=by)
        return stewardship is not None
    if week is not None:
        organiser = WeekOrganiser.objects.select_related("user", "week").filter(week=week, user=user).first()
        if organiser is not None:
            dismiss_organiser(organiser=organiser, by=by)
        return organiser is not None
    return unmake_staff(user=user, role=role, by=by)


def thing(user: User, charter: Charter | None, week: Week | None) -> str:
    """What the log of the staff says that it was about."""
    of = [f"charter:{charter.slug}"] if charter else []
    return " ".join([f"person:{user.pk}", *of, *([f"week:{week.year}"] if week else [])])
