"""Entering a commitment on behalf of its maker, and what its maker says to that.

Nobody looks after what was entered until its maker has confirmed it and signed in; meanwhile the team does.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from charters.models import Charter
from commitments.likeness import likeness
from commitments.models import Commitment, Entry, FormerName, Member, Organisation, Version
from commitments.teams import Team, is_of_team
from coprod_portal.accounts.models import User
from coprod_portal.links import sealed, unsealed
from coprod_portal.outbox.letters import add
from coprod_portal.outbox.models import Subject
from coprod_portal.outbox.operations import Said, post_all
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import submit_new
from coprod_portal.submissions.states import State

from .handing_over import give
from .making import REFERENCE_LENGTH, SLUG_LENGTH
from .personal_facts import forget_commitment
from .withdrawing import withdraw
from .words import VersionWords

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


@dataclass(frozen=True, kw_only=True)
class Entered:
    """One commitment, as a team enters it."""

    maker: EnteredMaker
    charter: Charter
    words: VersionWords
    consent: Consent


@transaction.atomic
def enter(*, team: Team, entered: Entered, by: User) -> Commitment:
    """Enter a commitment for somebody else: it waits to be read, and its maker is asked to confirm it."""
    if not is_of_team(by, team) or not team.charters().filter(pk=entered.charter.pk).exists():
        raise Refused(_("You cannot enter commitments for this team any more."))
    return enter_many(team=team, entered=[entered], by=by)[0]


def enter_many(*, team: Team, entered: Sequence[Entered], by: User | None) -> list[Commitment]:
    """The same number of queries for one and for some dozens. The caller holds a transaction, and knows that they may.

    Somebody else may draw the same reference or the same address of an organisation at once: then all are drawn again.
    """
    for last_try in (False, False, True):
        try:
            with transaction.atomic():
                commitments = create_entered(team=team, entered=entered, by=by)
                break
        except IntegrityError:
            if last_try:
                raise
    versions = add_versions(commitments, entered, by=by)
    entries = Entry.objects.bulk_create(
        entry_of(commitment, one.consent, team=team, by=by)
        for commitment, one in zip(commitments, entered, strict=True)
    )
    ask_makers(list(zip(entries, versions, strict=True)))
    tell_leads(list(zip(entries, versions, strict=True)))
    return commitments


def create_entered(*, team: Team, entered: Sequence[Entered], by: User | None) -> list[Commitment]:
    """With references that nobody has yet, and nobody who looks after them."""
    is_made_up = (by is not None and by.made_up) or (team.week is not None and team.week.made_up)
    of_made_up = is_made_up or all(one.charter.made_up for one in entered)
    organisations = entered_organisations(entered, made_up=of_made_up)
    now = timezone.now()
    return Commitment.objects.bulk_create(
        Commitment(
            reference=reference,
            charter=one.charter,
            organisation=organisations[one.maker.name.lower()] if one.maker.is_organisation else None,
            person_name="" if one.maker.is_organisation else one.maker.name,
            week=team.week,
            made_up=is_made_up or one.charter.made_up,
            created_at=now,
        )
        for one, reference in zip(entered, new_references(len(entered)), strict=True)
    )


def new_references(how_many: int) -> list[str]:
    drawn: set[str] = set()
    while len(drawn) < how_many:
        drawn |= {new_reference(REFERENCE_LENGTH) for _draw in range(how_many - len(drawn))}
        drawn -= set(Commitment.objects.filter(reference__in=drawn).values_list("reference", flat=True))
    return sorted(drawn)


def entered_organisations(entered: Sequence[Entered], *, made_up: bool) -> dict[str, Organisation]:
    """By their names in small letters: those that are here, a checked one first, and new ones without members.

    The leads of those that are here hear of what was entered.
    """
    firsts = {one.maker.name.lower(): one for one in reversed(entered) if one.maker.is_organisation}
    alike = {likeness(name) for name in firsts}
    here = Organisation.objects.filter(likeness__in=alike, made_up=made_up).order_by(
        F("checked_at").desc(nulls_first=True), "-pk"
    )
    found = {each.name.lower(): each for each in here if each.name.lower() in firsts}
    new = [one for name, one in firsts.items() if name not in found]
    made = Organisation.objects.bulk_create(
        Organisation(
            slug=slug,
            name=one.maker.name,
            likeness=likeness(one.maker.name),
            kind=one.maker.kind,
            area=one.words.area,
            made_up=made_up,
            created_at=timezone.now(),
        )
        for one, slug in zip(new, free_slugs([one.maker.name for one in new]), strict=True)
    )
    return found | {each.name.lower(): each for each in made}


def free_slugs(names: Sequence[str]) -> list[str]:
    """From each name where that is free and written in Latin letters; otherwise with some letters more."""
    plain = [slugify(name)[:SLUG_LENGTH].strip("-") for name in names]
    taken = set(Organisation.objects.filter(slug__in=plain).values_list("slug", flat=True))
    taken |= set(FormerName.objects.filter(slug__in=plain).values_list("slug", flat=True))
    slugs = []
    for slug in plain:
        if not slug or slug in taken:
            slug = f"{slug or 'organisation'}-{new_reference(REFERENCE_LENGTH).lower()}"
        taken.add(slug)
        slugs.append(slug)
    return slugs


def add_versions(commitments: Sequence[Commitment], entered: Sequence[Entered], *, by: User | None) -> list[Version]:
    """The first words of each, sent to be read."""
    submissions = submit_new(kind=Submission.Kind.VERSION, how_many=len(commitments), by=by)
    versions = Version.objects.bulk_create(
        Version(submission=submission, commitment=commitment, number=1, **one.words.fields())
        for submission, commitment, one in zip(submissions, commitments, entered, strict=True)
    )
    tied: Any = Version.wordings.through
    tied.objects.bulk_create(
        tied(version_id=version.pk, wording_id=wording.pk)
        for version, one in zip(versions, entered, strict=True)
        for wording in one.words.wordings
    )
    return versions


def entry_of(commitment: Commitment, consent: Consent, *, team: Team, by: User | None) -> Entry:
    """Not saved."""
    email = User.objects.normalize(consent.email)
    return Entry(
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


def ask_makers(entries: Sequence[tuple[Entry, Version]]) -> None:
    mails = [
        Said(entry.email, thing(entry), context(entry, version, entry.email))
        for entry, version in entries
        if entry.email
    ]
    post_all(kind="commitments/entry_confirm", period="entry", mails=mails)


def tell_leads(entries: Sequence[tuple[Entry, Version]]) -> None:
    """Whoever leads an organisation hears of it, unless they belong to the team that entered it."""
    leads: dict[int, list[User]] = defaultdict(list)
    of_these = {entry.commitment.organisation_id for entry, _version in entries}
    for member in Member.objects.filter(
        organisation__in=of_these - {None}, role=Member.Role.LEAD, user__is_active=True
    ).select_related("user"):
        leads[member.organisation_id].append(member.user)
    for entry, version in entries:
        organisation = entry.commitment.organisation_id
        if organisation is None or organisation == entry.organisation_id:
            continue
        for lead in leads[organisation]:
            if lead.email != entry.email and lead != entry.entered_by:
                add(
                    to=lead.email,
                    subject=Subject.CARE,
                    kind="commitments/entered_for_you",
                    thing=thing(entry),
                    period="entry",
                    context=context(entry, version, lead.email),
                )


def thing(entry: Entry) -> str:
    return f"commitment:{entry.commitment.reference}"


def context(entry: Entry, version: Version, email: str) -> dict[str, Any]:
    return {"entry": entry, "version": version, "link": link(entry, email), "days": int(settings.ENTRY_DAYS)}


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
