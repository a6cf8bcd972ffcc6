"""Who belongs to an organisation, and in which role. Whoever writes here holds the organisation first.

An organisation with members has a lead: the last one cannot go, or become an editor, before somebody else is a lead.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.membership import active_members, leads_of, may_lead
from commitments.models import Invitation, Member, Organisation
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Subject
from coprod_portal.submissions.errors import Refused

from .handing_over import leave_to


@transaction.atomic
def change_role(*, member: Member, role: str, by: User) -> Member:
    held = held_member(member)
    if not may_lead(by, held.organisation):
        raise Refused(_("Only a lead can change what somebody may do here."))
    if held.role == role:
        return held
    if role != Member.Role.LEAD:
        refuse_without_lead(held)
    held.role = role
    held.save(update_fields=["role"])
    tell(held, kind="commitments/role_changed", by=by)
    return held


@transaction.atomic
def remove(*, member: Member, by: User) -> None:
    """By a lead, or by the member who leaves. What they looked after goes to a lead, who is told."""
    held = held_member(member)
    if by.pk != held.user_id and not may_lead(by, held.organisation):
        raise Refused(_("Only a lead can remove somebody."))
    refuse_without_lead(held)
    tell(held, kind="commitments/member_removed", by=by)
    end(held, by=by)


def end(held: Member, *, by: User) -> None:
    """The membership ends, whoever is left. The caller holds the organisation."""
    organisation, user = held.organisation, held.user
    held.delete()
    still_open = Invitation.objects.filter(organisation=organisation, invited_by=user, accepted_at=None)
    still_open.filter(ended_early_at=None).update(ended_early_at=timezone.now())
    leads = list(leads_of(organisation))
    heir = by if by in leads else next(iter(leads), None) or active_members(organisation).first()
    number = leave_to(organisation=organisation, of=user, to=heir, by=by)
    if number and heir is not None and heir != by:
        letters.add(
            to=heir.email,
            subject=Subject.CARE,
            kind="commitments/colleague_left",
            thing=f"organisation:{organisation.pk}",
            period=f"{user.pk}-{timezone.now():%Y%m%d%H%M%S}",
            context={"organisation": organisation, "number": number},
        )


def held_member(member: Member) -> Member:
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    held = Member.objects.select_related("organisation", "user").filter(pk=member.pk).first()
    if held is None:
        raise Refused(_("This person does not belong to the organisation any more."))
    return held


def refuse_without_lead(held: Member) -> None:
    others = held.organisation.members.exclude(pk=held.pk).filter(user__is_active=True)
    if held.role == Member.Role.LEAD and others.exists() and not others.filter(role=Member.Role.LEAD).exists():
        raise Refused(_("This is the only lead. Make somebody else a lead first."))


def tell(held: Member, *, kind: str, by: User) -> None:
    if held.user_id == by.pk or not held.user.is_active:
        return
    letters.add(
        to=held.user.email,
        subject=Subject.CARE,
        kind=kind,
        thing=f"organisation:{held.organisation_id}",
        period=f"{held.user_id}-{timezone.now():%Y%m%d%H%M%S}",
        context={"organisation": held.organisation, "role": held.role},
    )
