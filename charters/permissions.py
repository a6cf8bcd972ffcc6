"""Who may do what with a charter, as pure questions. Views, templates and tests ask here."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of

from .models import Charter


def can_steward(user: User | AnonymousUser, charter: Charter) -> bool:
    """Whoever holds the role of a steward and was appointed to this charter."""
    if not isinstance(user, User) or Role.Name.STEWARD not in roles_of(user):
        return False
    return charter.stewardships.filter(user=user).exists()


def charters_of(user: User) -> "QuerySet[Charter]":
    """The charters that somebody was appointed to, public or not."""
    if Role.Name.STEWARD not in roles_of(user):
        return Charter.objects.none()
    return Charter.objects.filter(stewardships__user=user)


def stewards_of(charter: Charter) -> "QuerySet[User]":
    """Those who get the charter's mail."""
    return User.objects.filter(is_active=True, roles__name=Role.Name.STEWARD, stewardships__charter=charter).order_by(
        "stewardships__appointed_at"
    )
