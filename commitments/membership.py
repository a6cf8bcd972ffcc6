"""Who may act for an organisation, as pure questions. A member who was removed, or whose account is closed, may not."""

from django.db.models import Count, Q, QuerySet

from coprod_portal.accounts.models import User

from .models import Commitment, Member, Opportunity, Organisation


def role_in(user: User, organisation: Organisation) -> str:
    """Empty for somebody who does not belong to it."""
    if not user.is_active:
        return ""
    return user.memberships.filter(organisation=organisation).values_list("role", flat=True).first() or ""


def is_lead(user: User, organisation: Organisation) -> bool:
    return role_in(user, organisation) == Member.Role.LEAD


def leads_of(organisation: Organisation) -> "QuerySet[User]":
    """Those who can decide, whoever has been there longest first."""
    return User.objects.filter(
        is_active=True, memberships__organisation=organisation, memberships__role=Member.Role.LEAD
    ).order_by("memberships__joined_at", "pk")


def may_invite(user: User, organisation: Organisation) -> bool:
    """Its leads. Where there is none any more, every member: an organisation must not be locked out of itself."""
    role = role_in(user, organisation)
    return role == Member.Role.LEAD or (role != "" and not leads_of(organisation).exists())


def organisations_of(user: User) -> "QuerySet[Member]":
    """Where somebody belongs, with how many people each organisation has."""
    mine = user.memberships.select_related("organisation").annotate(people=Count("organisation__members"))
    return mine.order_by("organisation__name", "pk")


def nobody_answers_for(organisation: Organisation) -> "QuerySet[Commitment]":
    """Its commitments whose keeper has gone, or of whom we have long heard nothing."""
    gone = Q(keeper=None) | Q(keeper__is_active=False) | Q(needs_owner_since__isnull=False)
    return Commitment.objects.filter(gone, organisation=organisation).order_by("pk")


def is_known(organisation: Organisation) -> bool:
    """A person has read its name: we may write it to somebody who did not ask."""
    if organisation.checked_at is not None:
        return True
    public = (Commitment.objects.public(), Opportunity.objects.public())
    return any(things.filter(organisation=organisation).exists() for things in public)
