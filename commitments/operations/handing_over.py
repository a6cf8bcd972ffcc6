"""Somebody else looks after a commitment from now on. Its history says so, and names nobody."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.membership import nobody_answers_for
from commitments.models import Commitment, Handover, Organisation, Party
from commitments.permissions import can_look_after
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Subject
from coprod_portal.submissions.errors import Refused

from .public_facts import refresh
from .words import locked


@transaction.atomic
def hand_over(*, commitment: Commitment, to: User, by: User) -> Commitment:
    """To a colleague of the same organisation, at once."""
    held = locked(commitment)
    if not can_look_after(by, held):
        raise Refused(_("You do not look after this commitment any more, so you cannot hand it over."))
    if held.organisation_id is None or not can_look_after(to, held):
        raise Refused(_("They do not belong to your organisation any more. You can invite them."))
    return give(commitment=held, to=to, by=by)


def give(*, commitment: Commitment, to: User, by: User, tell: bool = True) -> Commitment:
    """The caller holds a transaction, and has made sure that both may. Whoever had it, and whoever gets it, is told."""
    held = locked(commitment)
    before = held.keeper
    if before == to and held.needs_owner_since is None:
        return held
    held.keeper, held.needs_owner_since, held.asks_unanswered = to, None, 0
    held.save(update_fields=["keeper", "needs_owner_since", "asks_unanswered"])
    made = Handover.objects.create(commitment=held, by=by)
    told = ((before, "commitments/handed_over"), (to, "commitments/looks_after")) if tell else ()
    for person, kind in told:
        if person is not None and person.is_active and person != by and before != to:
            letters.add(
                to=person.email,
                subject=Subject.CARE,
                kind=kind,
                thing=f"commitment:{held.reference}",
                period=f"handover-{made.pk}",
                context={"commitment": held, "title": title_of(held)},
            )
    return refresh(commitment=held)


def take_up(*, organisation: Organisation, to: User, by: User) -> int:
    """Somebody new looks after what nobody answers for. The caller holds the organisation. Returns how many."""
    left = list(nobody_answers_for(organisation))
    for commitment in left:
        give(commitment=commitment, to=to, by=by, tell=False)
    return len(left)


def leave_to(*, organisation: Organisation, of: User, to: User | None, by: User) -> int:
    """What somebody who goes has looked after goes to a lead, or waits for somebody new. The caller holds both."""
    theirs = list(Commitment.objects.filter(organisation=organisation, keeper=of).order_by("pk"))
    for commitment in theirs:
        if to is not None:
            give(commitment=commitment, to=to, by=by, tell=False)
        else:
            leave(commitment)
    Party.objects.filter(organisation=organisation, keeper=of).update(keeper=to)
    return len(theirs)


def leave(commitment: Commitment) -> None:
    """Nobody answers for it now: staff look for somebody, and its page says so kindly."""
    held = locked(commitment)
    held.keeper, held.needs_owner_since = None, held.needs_owner_since or timezone.localdate()
    held.save(update_fields=["keeper", "needs_owner_since"])
    refresh(commitment=held)


def title_of(commitment: Commitment) -> str:
    """What those who look after it call it."""
    newest = commitment.published_version or commitment.versions.order_by("-number").first()
    return newest.title if newest else commitment.reference
