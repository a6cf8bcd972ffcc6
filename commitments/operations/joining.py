""" "I work there now": somebody asks to join an organisation, and a lead decides, or else a moderator."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.membership import can_decide_request, leads_of
from commitments.models import JoinRequest, Organisation
from commitments.operations.ending_holds import end_hold
from coprod_portal.accounts.blocking import refuse_blocked
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Subject
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale

from .inviting import join


@transaction.atomic
def ask_to_join(*, organisation: Organisation, words: str, by: User) -> JoinRequest:
    """Leads are told in their letter of the day. Asking twice is asking once."""
    refuse_blocked(by)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if held.members.filter(user=by).exists():
        raise Refused(_("You belong to this organisation already."))
    waiting = held.join_requests.filter(user=by, decision="").first()
    if waiting is not None:
        return waiting
    request = JoinRequest.objects.create(organisation=held, user=by, words=words)
    tell_requester(request, kind="commitments/join_receipt")
    for lead in leads_of(held):
        letters.add(
            to=lead.email,
            subject=Subject.CARE,
            kind="commitments/join_asked",
            thing=f"join-request:{request.pk}",
            period="asked",
            context={"request": request, "organisation": held},
        )
    return request


@transaction.atomic
def decide_request(*, request: JoinRequest, accept: bool, role: str = "editor", by: User) -> JoinRequest:
    """Whoever is accepted belongs to it at once, and looks after what nobody answered for."""
    Organisation.objects.select_for_update().get(pk=request.organisation_id)
    held = JoinRequest.objects.select_for_update().get(pk=request.pk)
    if held.decision:
        raise Stale(_("Somebody has decided this already: “%(decision)s”.") % {"decision": held.get_decision_display()})
    if not can_decide_request(by, held):
        raise Refused(_("You cannot decide this. A lead of the organisation does."))
    end_hold(thing=f"join-request:{held.pk}", by=by)
    held.decision = JoinRequest.Decision.ACCEPTED if accept else JoinRequest.Decision.DECLINED
    held.decided_at, held.decided_by = timezone.now(), by
    held.save(update_fields=["decision", "decided_at", "decided_by"])
    letters.drop(thing=f"join-request:{held.pk}")
    if accept:
        join(organisation=held.organisation, role=role, who=held.user, by=by)
    tell_requester(held, kind=f"commitments/join_{held.decision}")
    return held


def tell_requester(request: JoinRequest, *, kind: str) -> None:
    if request.user.is_active:
        post(
            to=request.user.email,
            kind=kind,
            thing=f"join-request:{request.pk}",
            period="1",
            context={"organisation": request.organisation},
        )
