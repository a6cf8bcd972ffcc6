"""Whose an opportunity is, as pure questions: the members of the organisation that lists it, or the charter's stewards.

Whoever has left the organisation, or looks after the charter no more, has no part in it any more.
"""

from django.db.models import Q, QuerySet

from charters.permissions import can_steward, charters_of, stewards_of
from coprod_portal.accounts.models import User

from .models import Opportunity, Organisation


def owns(user: User, opportunity: Opportunity) -> bool:
    if not user.is_active:
        return False
    if opportunity.organisation_id is None:
        return can_steward(user, opportunity.charter)
    return user.memberships.filter(organisation_id=opportunity.organisation_id).exists()


def owners_of(opportunity: Opportunity) -> "QuerySet[User]":
    """Those who may read what people send to it."""
    if opportunity.organisation_id is None:
        return stewards_of(opportunity.charter)
    return User.objects.filter(is_active=True, memberships__organisation=opportunity.organisation_id).order_by(
        "memberships__joined_at", "pk"
    )


def owned_by(user: User) -> "QuerySet[Opportunity]":
    theirs = Organisation.objects.filter(members__user=user)
    return Opportunity.objects.filter(
        Q(organisation__in=theirs) | Q(organisation=None, charter__in=charters_of(user))
    ).select_related("charter", "organisation")


def can_list_for(user: User) -> "QuerySet[Organisation]":
    """The checked organisations that somebody may list an opportunity for."""
    return Organisation.objects.filter(members__user=user, checked_at__isnull=False).order_by("name", "pk")
