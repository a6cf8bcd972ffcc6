"""Whose an opportunity is, as pure questions: the members of the organisation that lists it, or the charter's stewards.

Whoever has left the organisation, or looks after the charter no more, has no part in it any more.
"""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from charters.models import Charter
from charters.permissions import can_steward, charters_of, stewards_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of

from .models import Interest, Opportunity, Organisation


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


def owners_of_interest(interest: Interest) -> "QuerySet[User]":
    """Whoever may read what somebody sent who would like to take part."""
    return owners_of(interest.opportunity) if interest.opportunity else stewards_of(interest.charter)


def can_answer(user: User, interest: Interest) -> bool:
    """Its owners. Where there are none, an administrator: nobody must wait for ever."""
    if not user.is_active:
        return False
    owns_it = owns(user, interest.opportunity) if interest.opportunity else can_steward(user, interest.charter)
    if owns_it or Role.Name.ADMINISTRATOR not in roles_of(user):
        return owns_it
    return not owners_of_interest(interest).exists()


def interests_in(charter: Charter) -> "QuerySet[Interest]":
    """What the stewards of a charter answer: what is about the charter, or about what they list themselves."""
    return Interest.objects.filter(charter=charter, opportunity__organisation=None)


def without_owner() -> "QuerySet[Interest]":
    stewards = User.objects.filter(
        is_active=True, roles__name=Role.Name.STEWARD, stewardships__charter=OuterRef("charter")
    )
    members = User.objects.filter(is_active=True, memberships__organisation=OuterRef("opportunity__organisation"))
    of_organisation = Q(opportunity__organisation__isnull=False)
    return Interest.objects.filter((~of_organisation & ~Exists(stewards)) | (of_organisation & ~Exists(members)))


def waiting_for_stewards(*, charters: Iterable[Charter]) -> dict[int, int]:
    """How many wait for an answer from the stewards of each charter."""
    waiting = Interest.objects.filter(charter__in=list(charters), opportunity__organisation=None, answered_at=None)
    return dict(waiting.order_by().values_list("charter").annotate(Count("pk")))
