"""What the maker of a commitment that a team entered says to that: it is mine, it is not, I look after it now."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Commitment, Entry, Member, Opportunity
from coprod_portal.accounts.models import User
from coprod_portal.links import unsealed
from coprod_portal.outbox.letters import add
from coprod_portal.outbox.models import Subject
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import State

from .entering import LINK
from .handing_over import give
from .personal_facts import forget_commitment
from .withdrawing import withdraw

SESSION_KEY = "entry"
PRUNED_AT_ONCE = 500


def opened(token: str) -> tuple[Entry, str] | None:
    """The entry that a link of a mail is about, and the address that the mail went to."""
    values = unsealed(LINK, token, days=settings.ENTRY_DAYS)
    if values is None:
        return None
    entries = Entry.objects.select_related("commitment__charter", "commitment__organisation")
    entry = entries.filter(pk=int(values[0])).first()
    return (entry, values[1]) if entry else None


@transaction.atomic
def confirm(*, entry: Entry) -> Entry:
    """Its maker says: yes, this is mine. Doing it again changes nothing."""
    held = Entry.objects.select_for_update().get(pk=entry.pk)
    if is_down(held):
        raise Refused(_("This commitment has been taken down, so you cannot say that it is yours."))
    if held.confirmed_at is None:
        held.confirmed_at, held.email = timezone.now(), ""
        held.save(update_fields=["confirmed_at", "email"])
    return held


@transaction.atomic
def disown(*, entry: Entry) -> Entry:
    """Its maker says: this is not mine. It goes, whether it was public or not, and the team is told."""
    held = Entry.objects.select_for_update(of=("self",)).select_related("commitment", "entered_by").get(pk=entry.pk)
    if held.confirmed_at is not None:
        raise Refused(_("Somebody has said already that it is theirs. Sign in to take it down."))
    if is_down(held):
        return held
    title = newest_title(held)
    withdraw(commitment=held.commitment, by=None)
    held.email = ""
    held.save(update_fields=["email"])
    if held.entered_by is not None and held.entered_by.is_active:
        add(
            to=held.entered_by.email,
            subject=Subject.CARE,
            kind="commitments/entry_disowned",
            thing=f"commitment:{held.commitment.reference}",
            period="disowned",
            context={"entry": held, "title": title},
        )
    return held


def is_down(entry: Entry) -> bool:
    """Nothing of it is public, waits or could come back."""
    gone = (State.WITHDRAWN, State.DECLINED)
    return not entry.commitment.versions.exclude(submission__state__in=gone).exists()


def newest_title(entry: Entry) -> str:
    newest = entry.commitment.versions.order_by("-number").first()
    return newest.title if newest else entry.commitment.reference


def take_up_confirmed(*, user: User, session: SessionBase) -> None:
    """Whoever confirmed it in this browser, and has now signed in with the address that was asked, looks after it."""
    found = opened(str(session.pop(SESSION_KEY, "")))
    if found is not None and found[1] == user.email:
        take_up(entry=found[0], by=user)


@transaction.atomic
def take_up(*, entry: Entry, by: User) -> Commitment:
    """Look after it from now on. Of an organisation without members, they become the first."""
    commitment = Commitment.objects.select_for_update().get(pk=entry.commitment_id)
    confirmed = Entry.objects.filter(pk=entry.pk, confirmed_at__isnull=False).exists()
    if not confirmed or not may_take_up(commitment, by.email):
        return commitment
    if commitment.organisation is not None:
        defaults = {"role": Member.Role.LEAD, "joined_at": timezone.now()}
        Member.objects.get_or_create(organisation=commitment.organisation, user=by, defaults=defaults)
    return give(commitment=commitment, to=by, by=by, tell=False)


def may_take_up(commitment: Commitment, email: str) -> bool:
    """Nobody looks after it yet, and it is not of an organisation where others belong and they do not.

    A team says where a mail goes. So it makes nobody the first member of an organisation that the site knows from
    elsewhere: there they ask to join, and a moderator decides.
    """
    if commitment.keeper_id is not None:
        return False
    if commitment.organisation is None:
        return True
    members = Member.objects.filter(organisation=commitment.organisation)
    if members.exists():
        return members.filter(user__email=email).exists()
    return not is_known_from_elsewhere(commitment)


def is_known_from_elsewhere(commitment: Commitment) -> bool:
    """Its organisation was checked, or has made public what another team entered, or what nobody entered for it."""
    organisation, entry = commitment.organisation, Entry.objects.get(commitment=commitment)
    if organisation is None:
        return False
    of_team = Entry.objects.filter(organisation=entry.organisation_id, week=entry.week_id).values("commitment")
    return (
        organisation.checked_at is not None
        or organisation.commitments.filter(first_published_at__isnull=False).exclude(pk__in=of_team).exists()
        or Opportunity.objects.filter(organisation=organisation, first_published_at__isnull=False).exists()
    )


def prune_entries() -> int:
    """Empty the addresses of makers who did not answer in time. Returns how many."""
    before = timezone.now() - timedelta(days=int(settings.ENTRY_DAYS))
    old = list(
        Entry.objects.filter(asked_at__lt=before).exclude(email="").values_list("pk", flat=True)[:PRUNED_AT_ONCE]
    )
    return Entry.objects.filter(pk__in=old).update(email="")


def about_entries(*, email: str, user: User | None) -> dict[str, Any]:
    told = ("commitment__reference", "entered_for", "entered_at", "how", "said_on", "read_back_on")
    facts: dict[str, Any] = {
        "entered_for_you": list(Entry.objects.filter(email__iexact=email).order_by("pk").values(*told, "email"))
    }
    if user is not None:
        facts["entered_by_you"] = list(user.entries.order_by("pk").values(*told))
    return facts


@transaction.atomic
def forget_entries(*, email: str, user: User | None) -> None:
    """What was entered for somebody alone goes with them. What an organisation has promised stays its own."""
    entries = Entry.objects.filter(email__iexact=email).select_related("commitment")
    for entry in entries.filter(commitment__organisation=None):
        forget_commitment(commitment=entry.commitment, by=user)
    entries.update(email="")
