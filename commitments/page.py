"""What the page of one public commitment and its history show, worked out from what is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from charters.models import Wording
from commitments.models import Commitment, Handover, Milestone, News, Party, Standing, Version
from commitments.standing import with_words_stood_by, words_stood_by
from commitments.words import words_of_version
from coprod_portal.submissions.differences import Run, differences
from coprod_portal.submissions.models import MoveRecord
from coprod_portal.submissions.states import Action, State


@dataclass(frozen=True)
class Bead:
    """News on the thread of a commitment, and where its date went. Or that it was on track, with nothing new."""

    news: News | None
    moved_from: date | None = None
    moved_to: date | None = None
    on_track_on: date | None = None

    @property
    def day(self) -> date | None:
        return self.news.told_on if self.news else self.on_track_on


@dataclass(frozen=True)
class StepBead:
    """A small step on the thread, at the day that was planned; and when its maker told people that it is done."""

    step: Milestone
    reached_on: date | None


@dataclass(frozen=True)
class Field:
    """One part of a commitment's words: what became of it, word by word."""

    label: str
    runs: list[Run]


@dataclass(frozen=True)
class Happening:
    """Something in the history: words that became public, news, an answer to new words, or a new person."""

    at: datetime
    version: Version | None = None
    is_first: bool = False
    fields: Sequence[Field] = ()
    news: News | None = None
    standing: Standing | None = None
    handover: Handover | None = None
    is_on_track: bool = False
    party: "Joined | None" = None


@dataclass(frozen=True)
class Joined:
    """That somebody began, or ceased, to stand under it. Whoever has left is named no more."""

    name: str
    has_left: bool = False


def published_news(commitment: Commitment) -> list[News]:
    """Newest first."""
    return list(
        commitment.news.filter(submission__state=State.PUBLISHED)
        .select_related("submission", "picture")
        .defer("picture__content")
        .prefetch_related("reached")
        .order_by("-told_on", "-pk")
    )


def days_on_track(commitment: Commitment) -> list[date]:
    """Oldest first."""
    if commitment.on_track_on is None:
        return []
    return list(commitment.on_tracks.values_list("said_on", flat=True))


def beads(version: Version, news: Sequence[News], on_track: Sequence[date] = ()) -> list[Bead]:
    """Newest first, as they came. Where a date moved from is known when the public words had one before the news."""
    found = []
    due: date | None = None
    for one in reversed(news):
        if due is None and is_before(version, one):
            due = version.due_on
        moved_from, moved_to = (due, one.new_due_on) if one.new_due_on and one.new_due_on != due else (None, None)
        due = one.new_due_on or due
        found.append(Bead(one, moved_from, moved_to))
    found += [Bead(None, on_track_on=day) for day in on_track]
    return sorted(found, key=lambda bead: bead.day or date.min)[::-1]


def thread(version: Version, news: Sequence[News], on_track: Sequence[date] = ()) -> list[Bead | StepBead]:
    """News and small steps together, the latest day first."""
    reached = reached_on(news)
    steps = [StepBead(step, reached.get(same_step(step.text))) for step in version.milestones.all()]
    return sorted([*beads(version, news, on_track), *steps], key=day_of, reverse=True)


def day_of(bead: Bead | StepBead) -> date:
    return bead.step.due_on if isinstance(bead, StepBead) else bead.day or date.min


def reached_on(news: Sequence[News]) -> dict[str, date]:
    """When each small step was first said to be done. One with the same words in a newer version is the same step."""
    newest_first = [(step, one.told_on) for one in news for step in one.reached.all()]
    return {same_step(step.text): told_on for step, told_on in newest_first}


def same_step(text: str) -> str:
    return " ".join(text.casefold().split())


def is_before(version: Version, news: News) -> bool:
    published, told = version.submission.published_at, news.submission.published_at
    return published is not None and told is not None and published <= told


def words_of_charter(commitment: Commitment) -> list[Wording]:
    """The words of the charter that it is tied to, with all that shows them outside the charter."""
    wordings = Wording.objects.select_related("edition__charter", "section", "principle__charter")
    prefetch_related_objects([commitment], *with_words_stood_by(wordings))
    return words_stood_by(commitment)


def history(commitment: Commitment) -> list[Happening]:
    """Newest first: each public version with what it changed, and the news."""
    happenings = [
        Happening(at=one.submission.published_at, news=one)
        for one in published_news(commitment)
        if one.submission.published_at
    ]
    happenings += [
        Happening(at=answered.answered_at, standing=answered)
        for answered in commitment.standings.exclude(answer="").select_related("edition")
        if answered.answered_at
    ]
    first = commitment.first_published_at
    happenings += [
        Happening(at=handover.at, handover=handover)
        for handover in commitment.handovers.all()
        if first is not None and handover.at >= first
    ]
    happenings += [Happening(at=noon(day), is_on_track=True) for day in days_on_track(commitment)]
    happenings += joined_and_left(commitment)
    before: Version | None = None
    for version in published_versions(commitment):
        if version.submission.published_at:
            happenings.append(
                Happening(
                    at=version.submission.published_at,
                    version=version,
                    is_first=before is None,
                    fields=changes(before, version) if before else (),
                )
            )
        before = version
    return sorted(happenings, key=lambda happening: happening.at, reverse=True)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def joined_and_left(commitment: Commitment) -> list[Happening]:
    """Two queries. A name that we have hidden is not among them."""
    stands = Party.objects.public().filter(commitment=commitment).select_related("submission", "organisation")
    left = MoveRecord.objects.filter(
        submission__party__commitment=commitment, action=Action.WITHDRAW, submission__published_at__isnull=False
    ).select_related("submission")
    happenings = [
        Happening(at=party.submission.published_at, party=Joined(party.shown_name))
        for party in stands
        if party.submission.published_at
    ]
    for record in left:
        if record.submission.published_at:
            happenings.append(Happening(at=record.submission.published_at, party=Joined("")))
            happenings.append(Happening(at=record.at, party=Joined("", has_left=True)))
    return happenings


def published_versions(commitment: Commitment) -> "QuerySet[Version]":
    """Oldest first. Hidden and withdrawn ones are not among them."""
    return (
        commitment.versions.filter(submission__state=State.PUBLISHED)
        .select_related("submission", "area", "picture")
        .defer("picture__content")
        .prefetch_related("wordings", "milestones")
        .order_by("number")
    )


def changes(before: Version, after: Version) -> list[Field]:
    """The parts whose words are not the same."""
    both = zip(words_of_version(before), words_of_version(after), strict=True)
    return [Field(new.label, differences(old.text, new.text)) for old, new in both if old != new]
