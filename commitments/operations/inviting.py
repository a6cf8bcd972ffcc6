"""Inviting somebody to an organisation, or to look after one commitment, by mail.

An invitation is for whoever has shown, with a code, that the address is theirs. It can be accepted once, in time.
Whoever writes here holds the invitation first, then the organisation, then its commitments.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.membership import is_known, may_lead, role_in
from commitments.models import Commitment, Invitation, JoinRequest, Member, Organisation
from commitments.permissions import can_look_after, can_moderate
from coprod_portal.accounts.blocking import refuse_blocked
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Mail, Subject
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused

from .handing_over import give, take_up, title_of
from .words import locked

KEPT_FOR = timedelta(days=90)
PRUNED_AT_ONCE = 500


def open_invitations() -> "QuerySet[Invitation]":
    """Those that can still be accepted."""
    return Invitation.objects.filter(accepted_at=None, ended_early_at=None, ends_at__gt=timezone.now())


@transaction.atomic
def invite(
    *,
    organisation: Organisation | None = None,
    role: str = "",
    commitment: Commitment | None = None,
    email: str,
    by: User,
) -> Invitation:
    """Ask somebody to join an organisation, to look after a commitment, or both. They get a mail, and nothing else yet.

    Whoever is to look after a commitment of an organisation joins it: only its members do. Raises `Refused` where `by`
    may not invite, where the person belongs already, or where they have an invitation that is still open.
    """
    refuse_blocked(by)
    email = User.objects.normalize(email)
    if commitment is not None and commitment.organisation is not None:
        organisation, role = commitment.organisation, role or Member.Role.EDITOR
    if organisation is not None:
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse_unless_possible(organisation=organisation, commitment=commitment, email=email, by=by)
    made = Invitation.objects.create(
        organisation=organisation,
        role=(role or Member.Role.EDITOR) if organisation else "",
        commitment=commitment,
        email=email,
        invited_by=by,
        ends_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    post(
        to=email,
        kind="commitments/invitation",
        thing=f"invitation:{made.key}",
        period="1",
        useless_after=made.ends_at,
        context=words_for(made),
    )
    return made


def refuse_unless_possible(
    *, organisation: Organisation | None, commitment: Commitment | None, email: str, by: User
) -> None:
    if organisation is not None:
        may = may_lead(by, organisation) or can_moderate(by)
    else:
        may = commitment is not None and (can_look_after(by, commitment) or can_moderate(by))
    if not may:
        raise Refused(_("Only a lead of the organisation can invite somebody. Please ask one of them."))
    if organisation is not None and organisation.members.filter(user__email=email).exists():
        raise Refused(_("This person belongs to your organisation already."))
    if organisation is None and commitment is not None and commitment.keeper and commitment.keeper.email == email:
        raise Refused(_("This person looks after this commitment already."))
    if open_invitations().filter(organisation=organisation, commitment=commitment, email=email).exists():
        raise Refused(_("This person has an invitation that still waits. Take it back to send another one."))


@transaction.atomic
def accept(*, invitation: Invitation, by: User) -> Invitation:
    """Join, and look after what the invitation is about. Accepting again changes nothing."""
    held = locked_for(invitation, by)
    if held.accepted_at is not None and held.accepted_by_id == by.pk:
        return held
    refuse_unless_open(held)
    if not still_counts(held):
        raise Refused(_("Whoever invited you does not look after this any more. Ask for a new invitation."))
    held.accepted_at, held.accepted_by = timezone.now(), by
    held.save(update_fields=["accepted_at", "accepted_by"])
    if held.organisation is not None:
        join(organisation=held.organisation, role=held.role, who=by, by=by)
    if held.commitment is not None:
        give(commitment=held.commitment, to=by, by=by)
    post(
        to=by.email,
        kind="commitments/invitation_accepted",
        thing=f"invitation:{held.key}",
        period="accepted",
        context=words_for(held),
    )
    tell_inviter(held, kind="commitments/invitation_answered")
    return held


def still_counts(invitation: Invitation) -> bool:
    """Whoever invited may still do so. What staff give to somebody new is theirs to give while nobody answers for it.

    Otherwise an invitation from before would take a commitment from whoever looks after it by now.
    """
    inviter, organisation, commitment = invitation.invited_by, invitation.organisation, invitation.commitment
    if inviter is None or not inviter.is_active:
        return False
    if organisation is not None:
        return may_lead(inviter, organisation) or can_moderate(inviter)
    if commitment is None:
        return False
    held = locked(commitment)
    return can_look_after(inviter, held) or (can_moderate(inviter) and needs_somebody(held))


def needs_somebody(commitment: Commitment) -> bool:
    keeper = commitment.keeper
    return keeper is None or not keeper.is_active or commitment.needs_owner_since is not None


def join(*, organisation: Organisation, role: str, who: User, by: User) -> Member:
    """The caller holds a transaction. Whoever is a lead already stays one. What nobody answers for is theirs."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    member, is_new = Member.objects.get_or_create(
        organisation=organisation, user=who, defaults={"role": role, "joined_at": timezone.now()}
    )
    if not is_new and role == Member.Role.LEAD and member.role != role:
        member.role = role
        member.save(update_fields=["role"])
    take_up(organisation=organisation, to=who, by=by)
    return member


@transaction.atomic
def decline(*, invitation: Invitation, by: User) -> Invitation:
    held = locked_for(invitation, by)
    refuse_unless_open(held)
    held = end(held)
    tell_inviter(held, kind="commitments/invitation_declined")
    return held


@transaction.atomic
def take_back(*, invitation: Invitation, by: User) -> Invitation:
    """By whoever may invite. The person is told, unless the mail that invites them has not left."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.organisation is not None:
        may = may_lead(by, held.organisation)
    else:
        may = held.commitment is not None and can_look_after(by, held.commitment)
    if not (may or can_moderate(by)):
        raise Refused(_("Only a lead of the organisation can take an invitation back."))
    refuse_unless_open(held)
    held = end(held)
    if not Mail.objects.waiting().filter(thing=f"invitation:{held.key}").update(useless_after=timezone.now()):
        letters.add(
            to=held.email,
            subject=Subject.CARE,
            kind="commitments/invitation_taken_back",
            thing=f"invitation:{held.key}",
            period="taken-back",
            context=words_for(held),
        )
    return held


def locked_for(invitation: Invitation, by: User) -> Invitation:
    """The invitation, held, for the one person whom it is for."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not by.is_active or User.objects.normalize(by.email) != held.email:
        raise Refused(_("This invitation is for somebody else. Sign in with the address that it came to."))
    return held


def refuse_unless_open(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise Refused(_("This invitation was accepted already."))
    if invitation.ended_early_at is not None:
        raise Refused(_("This invitation was declined or taken back, so it does not count any more."))
    if invitation.ends_at <= timezone.now():
        raise Refused(_("This invitation has ended. Ask for a new one."))


def end(invitation: Invitation) -> Invitation:
    invitation.ended_early_at = timezone.now()
    invitation.save(update_fields=["ended_early_at"])
    return invitation


def tell_inviter(invitation: Invitation, *, kind: str) -> None:
    inviter = invitation.invited_by
    if inviter is not None and inviter.is_active:
        letters.add(
            to=inviter.email,
            subject=Subject.CARE,
            kind=kind,
            thing=f"invitation:{invitation.key}",
            period="answered",
            context={**words_for(invitation), "email": invitation.email},
        )


def words_for(invitation: Invitation) -> dict[str, Any]:
    """What the mails say it is about. A name that no person has read yet is not sent to somebody who did not ask."""
    organisation, commitment, inviter = invitation.organisation, invitation.commitment, invitation.invited_by
    belongs = inviter is not None and (
        bool(role_in(inviter, organisation)) if organisation else commitment and commitment.keeper == inviter
    )
    return {
        "invitation": invitation,
        "inviter": inviter.email if inviter and belongs else "",
        "organisation": organisation.name if organisation and is_known(organisation) else "",
        "title": title_of(commitment) if commitment and commitment.published_version_id else "",
        "days": settings.INVITATION_DAYS,
    }


def prune_invitations() -> int:
    """Delete those that ended long ago, with the addresses in them, and requests that were decided long ago."""
    long_ago = timezone.now() - KEPT_FOR
    old = Invitation.objects.filter(ends_at__lt=long_ago).values_list("pk", flat=True)[:PRUNED_AT_ONCE]
    decided = JoinRequest.objects.filter(decided_at__lt=long_ago).values_list("pk", flat=True)[:PRUNED_AT_ONCE]
    gone = Invitation.objects.filter(pk__in=list(old)).delete()[0]
    return gone + JoinRequest.objects.filter(pk__in=list(decided)).delete()[0]
