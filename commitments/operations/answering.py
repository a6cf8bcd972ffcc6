"""What a maker answers without words: on track; ask me more often; somebody else looks after it now."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Commitment, Invitation, OnTrack
from commitments.permissions import can_look_after
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused

from .inviting import invite
from .public_facts import refresh
from .schedule import plan_again
from .words import locked


@transaction.atomic
def say_on_track(*, commitment: Commitment, by: User) -> OnTrack:
    """Public at once, as a bead of its own. Saying it twice on one day changes nothing."""
    held = held_by(commitment, by)
    if held.published_version_id is None:
        raise Refused(_("Your commitment is not public now, so we cannot show that it is on track."))
    if held.has_ended:
        raise Refused(_("This commitment has ended already. You can still share news of it."))
    today = timezone.localdate()
    said, is_new = OnTrack.objects.get_or_create(commitment=held, said_on=today)
    if is_new:
        Commitment.objects.filter(pk=held.pk).update(on_track_on=today)
        refresh(commitment=held)
    return said


@transaction.atomic
def choose_news_every(*, commitment: Commitment, every: str, by: User) -> Commitment:
    """From now on its maker is asked as often as this."""
    held = held_by(commitment, by)
    Commitment.objects.filter(pk=held.pk).update(news_every=every)
    return refresh(commitment=held)


@transaction.atomic
def say_who_else(*, commitment: Commitment, email: str, by: User) -> Invitation:
    """Invite whoever looks after it now. It is an answer too: nobody is silent who says that."""
    held = held_by(commitment, by)
    invitation = invite(commitment=held, email=email, by=by)
    plan_again(held)
    return invitation


@transaction.atomic
def say_somebody_else(*, commitment: Commitment, by: User) -> Commitment:
    """Whoever looked after it does so no more, and does not know who does: staff look for somebody."""
    held = held_by(commitment, by)
    held.needs_owner_since, held.ask_on = held.needs_owner_since or timezone.localdate(), None
    held.save(update_fields=["needs_owner_since", "ask_on"])
    return held


def held_by(commitment: Commitment, by: User) -> Commitment:
    held = locked(commitment)
    if not can_look_after(by, held):
        raise Refused(_("Somebody else looks after this commitment now."))
    return held
