"""Entering a commitment on behalf of its maker, and what its maker says to that.

Nobody looks after what was entered until its maker has confirmed it and signed in; meanwhile the team does.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Area, Charter
from commitments.likeness import likeness
from commitments.models import Commitment, Entry, Member, Organisation, Version
from commitments.teams import Team, is_of_team
from coprod_portal.accounts.models import User
from coprod_portal.links import sealed, unsealed
from coprod_portal.outbox.letters import add
from coprod_portal.outbox.models import Subject
from coprod_portal.outbox.operations import post
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State

from .handing_over import give
from .making import REFERENCE_LENGTH, REFERENCE_TRIES, organisation_slug
from .personal_facts import forget_commitment
from .withdrawing import withdraw
from .words import VersionWords, add_version

LINK = "confirm entry"
SESSION_KEY = "entry"
PRUNED_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class EnteredMaker:
    """Whose it is: an organisation of this name, known or new, or a person as they want to be shown."""

    name: str
    is_organisation: bool
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """How and when its maker said that we may. `email` is theirs; without one, the words were read back to them."""

    how: str
    said_on: date
    email: str = ""
    read_back_on: date | None = None


@transaction.atomic
def enter(
    *, team: Team, maker: EnteredMaker, charter: Charter, words: VersionWords, consent: Consent, by: User
) -> Commitment:
    """Enter a commitment for somebody else: it waits to be read, and its maker is asked to confirm it."""
    if not is_of_team(by, team) or not team.charters().filter(pk=charter.pk).exists():
        raise Refused(_("You cannot enter commitments for this team any more."))
    return enter_one(team=team, maker=maker, charter=charter, words=words, consent=consent, by=by)


def enter_one(
    *, team: Team, maker: EnteredMaker, charter: Charter, words: VersionWords, consent: Consent, by: User | None
) -> Commitment:
    """One of perhaps many. The caller holds a transaction, and knows that the team may."""
    commitment = create_entered(team=team, maker=maker, charter=charter, area=words.area, by=by)
    version = add_version(commitment=commitment, words=words, by=None)
    move(submission=version.submission, action=Action.SUBMIT, revision=1, by=by)
    email = User.objects.normalize(consent.email)
    entry = Entry.objects.create(
        commitment=commitment,
        entered_by=by,
        entered_for=team.name[:150],
        organisation=team.organisation,
        week=team.week,
        how=consent.how,
        said_on=consent.said_on,
        read_back_on=consent.read_back_on,
        email=email,
        asked_at=timezone.now() if email else None,
    )
    if email:
        ask_maker(entry=entry, version=version)
    tell_leads(entry=entry, version=version)
    return commitment


def create_entered(
    *, team: Team, maker: EnteredMaker, charter: Charter, area: Area | None, by: User | None
) -> Commitment:
    """With a reference that nobody has yet, and nobody who looks after it."""
    made_up = charter.made_up or (by is not None and by.made_up) or (team.week is not None and team.week.made_up)
    for _try in range(REFERENCE_TRIES):
        reference = new_reference(REFERENCE_LENGTH)
        try:
            with transaction.atomic():
                return Commitment.objects.create(
                    reference=reference,
                    charter=charter,
                    organisation=entered_organisation(maker, reference=reference, area=area, made_up=made_up),
                    person_name="" if maker.is_organisation else maker.name,
                    week=team.week,
                    made_up=made_up,
                    created_at=timezone.now(),
                )
        except IntegrityError:
            if not Commitment.objects.filter(reference=reference).exists():
                raise
    raise Refused(_("We could not give this commitment a reference. Please send it again."))


def entered_organisation(
    maker: EnteredMaker, *, reference: str, area: Area | None, made_up: bool
) -> Organisation | None:
    """The one of this name, a checked one first, or a new one without members. Its leads hear of what was entered."""
    if not maker.is_organisation:
        return None
    known = Organisation.objects.filter(name__iexact=maker.name, made_up=made_up)
    found = known.order_by(F("checked_at").asc(nulls_last=True), "pk").first()
    if found is not None:
        return found

    def new() -> Organisation:
        return Organisation.objects.create(
            slug=organisation_slug(maker.name, reference),
            name=maker.name,
            likeness=likeness(maker.name),
            kind=maker.kind,
            area=area,
            made_up=made_up,
            created_at=timezone.now(),
        )

    try:
        with transaction.atomic():
            return new()
    except IntegrityError:
        # Somebody has just taken its address: now that can be seen, and it gets another.
        return new()


def ask_maker(*, entry: Entry, version: Version) -> None:
    context = {"entry": entry, "version": version, "link": link(entry, entry.email), "days": settings.ENTRY_DAYS}
    thing = f"commitment:{entry.commitment.reference}"
    post(to=entry.email, kind="commitments/entry_confirm", thing=thing, period="entry", context=context)


def tell_leads(*, entry: Entry, version: Version) -> None:
    """Whoever leads the organisation hears of it, unless they belong to the team that entered it."""
    organisation = entry.commitment.organisation
    if organisation is None or organisation == entry.organisation:
        return
    leads = organisation.members.filter(role=Member.Role.LEAD, user__is_active=True).select_related("user")
    for lead in leads:
        if lead.user.email not in (entry.email, entry.entered_by.email if entry.entered_by else ""):
            add(
                to=lead.user.email,
                subject=Subject.CARE,
                kind="commitments/entered_for_you",
                thing=f"commitment:{entry.commitment.reference}",
                period="entry",
                context={"entry": entry, "version": version, "link": link(entry, lead.user.email)},
            )


def link(entry: Entry, email: str) -> str:
    return f"{settings.BASE_URL}/entered/{sealed(LINK, str(entry.pk), email)}/"


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
    """Nobody looks after it yet, and it is not of an organisation where others belong and they do not."""
    if commitment.keeper_id is not None:
        return False
    members = Member.objects.filter(organisation=commitment.organisation_id)
    return not members.exists() or members.filter(user__email=email).exists()


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
