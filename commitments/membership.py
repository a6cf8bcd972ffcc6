"""Who may act for an organisation, as pure questions. A member who was removed, or whose account is closed, may not."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from coprod_portal.accounts.models import User

from .models import Commitment, JoinRequest, Member, Opportunity, Organisation, Party
from .permissions import can_moderate


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


def active_members(organisation: Organisation | None) -> "QuerySet[User]":
    """Whoever has been there longest first."""
    members = User.objects.filter(is_active=True, memberships__organisation=organisation)
    return members.order_by("memberships__joined_at", "pk") if organisation else User.objects.none()


def may_lead(user: User, organisation: Organisation) -> bool:
    """Who decides who else belongs: its leads.

    Where there is none any more, every member: an organisation must not be locked out of itself.
    """
    role = role_in(user, organisation)
    return role == Member.Role.LEAD or (role != "" and not leads_of(organisation).exists())


def can_decide_request(user: User, request: JoinRequest) -> bool:
    """A lead. Where there is none any more, a moderator who does not belong to it, and never the person who asks."""
    if is_lead(user, request.organisation):
        return True
    if user.pk == request.user_id or role_in(user, request.organisation) or not can_moderate(user):
        return False
    return not leads_of(request.organisation).exists()


def for_moderators() -> "QuerySet[JoinRequest]":
    """Requests that wait and that no lead can decide."""
    leads = User.objects.filter(
        is_active=True, memberships__organisation=OuterRef("organisation"), memberships__role=Member.Role.LEAD
    )
    return JoinRequest.objects.filter(~Exists(leads), decision="").select_related("organisation", "user")


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
    things = (Commitment.objects.public(), Opportunity.objects.public(), Party.objects.public())
    return any(each.filter(organisation=organisation).exists() for each in things)
