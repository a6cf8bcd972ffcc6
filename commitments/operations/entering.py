"""Entering a commitment on behalf of its maker, who is asked to confirm it by mail where there is one.

Nobody looks after what was entered until its maker has confirmed it and signed in; meanwhile the team does.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter
from commitments.likeness import likeness
from commitments.lookalikes import meant_by
from commitments.models import Commitment, Entry, Member, Organisation, Version
from commitments.teams import Team, is_of_team
from coprod_portal.accounts.models import User
from coprod_portal.links import sealed
from coprod_portal.outbox.letters import add
from coprod_portal.outbox.models import Subject
from coprod_portal.outbox.operations import Said, post_all
from coprod_portal.references import PUBLIC_LENGTH, new_reference
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import submit_new

from .new_organisations import free_slugs, new_organisation
from .words import VersionWords, year_of

LINK = "confirm entry"


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
            organisation=organisations[one.maker.name] if one.maker.is_organisation else None,
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
        drawn |= {new_reference(PUBLIC_LENGTH) for _draw in range(how_many - len(drawn))}
        drawn -= set(Commitment.objects.filter(reference__in=drawn).values_list("reference", flat=True))
    return sorted(drawn)


def entered_organisations(entered: Sequence[Entered], *, made_up: bool) -> dict[str, Organisation]:
    """By their names as they were entered: those that are here, and new ones without members.

    The leads of those that are here hear of what was entered.
    """
    named = {one.maker.name: one for one in reversed(entered) if one.maker.is_organisation}
    found = meant_by(named, made_up=made_up)
    firsts = {key_of(name): one for name, one in named.items() if name not in found}
    slugs = free_slugs([one.maker.name for one in firsts.values()], [new_reference(PUBLIC_LENGTH) for _one in firsts])
    made = Organisation.objects.bulk_create(
        new_organisation(slug=slug, name=one.maker.name, kind=one.maker.kind, area=one.words.area, made_up=made_up)
        for one, slug in zip(firsts.values(), slugs, strict=True)
    )
    new = dict(zip(firsts, made, strict=True))
    return {name: found.get(name) or new[key_of(name)] for name in named}


def key_of(name: str) -> str:
    """A name of signs alone is like no other."""
    return likeness(name) or name.casefold()


def add_versions(commitments: Sequence[Commitment], entered: Sequence[Entered], *, by: User | None) -> list[Version]:
    """The first words of each, sent to be read."""
    filed = [(commitment.charter.slug, year_of(commitment)) for commitment in commitments]
    submissions = submit_new(kind=Submission.Kind.VERSION, filed=filed, by=by)
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
