"""What somebody looks after, and where each commitment stands for them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from commitments.desk import reasons
from commitments.models import Commitment, FirstReading, News, Standing, Version
from commitments.operations.first_readings import CHANGEABLE
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import OPEN, Action, State

SOON, LONG_AGO = timedelta(days=30), timedelta(days=180)


@dataclass(frozen=True)
class Question:
    """Why something was sent back, and what the moderator would like to know."""

    reason: str
    note: str


@dataclass(frozen=True)
class Cared:
    """A commitment as those who look after it see it. Its versions and open news are fetched already."""

    commitment: Commitment

    @cached_property
    def versions(self) -> list[Version]:
        return sorted(self.commitment.versions.all(), key=lambda version: -version.number)

    @cached_property
    def newest(self) -> Version | None:
        """The words that its maker wrote last."""
        return self.versions[0] if self.versions else None

    @cached_property
    def open_version(self) -> Version | None:
        return next((version for version in self.versions if self.is_open(version)), None)

    @cached_property
    def open_news(self) -> News | None:
        return next((news for news in self.commitment.news.all() if self.is_open(news)), None)

    def is_open(self, part: Version | News) -> bool:
        """Its maker can still change it. A young person's draft waits for the grown-up who reads it first."""
        state = part.submission.state
        return state in OPEN or (state == State.DRAFT and self.commitment.by_young_person)

    @property
    def first_readings(self) -> list[FirstReading]:
        """Of what a grown-up has not said yet that it is fine."""
        parts = [part for part in (self.open_version, self.open_news) if part is not None]
        found = [getattr(part.submission, "first_reading", None) for part in parts]
        return [reading for reading in found if reading is not None and not reading.is_fine]

    @cached_property
    def asked(self) -> Standing | None:
        """About the charter's edition that stands now, if it has other words than those that this was made to."""
        current = self.commitment.charter.current_edition_id
        return next((one for one in self.commitment.standings.all() if one.edition_id == current), None)

    @property
    def title(self) -> str:
        return self.newest.title if self.newest else self.commitment.reference

    @property
    def is_public(self) -> bool:
        return self.commitment.published_version_id is not None

    @property
    def starts_on(self) -> date | None:
        return self.newest.starts_on if self.newest else None

    @property
    def is_waited_for(self) -> bool:
        """News is due, and none waits to be read."""
        day = self.commitment.news_due_on
        return day is not None and day <= timezone.localdate() and not self.open_news

    @property
    def can_say_on_track(self) -> bool:
        return self.is_public and not self.commitment.has_ended

    @property
    def is_returned(self) -> bool:
        parts = (self.open_version, self.open_news)
        is_asked = any(reading.is_fine is False for reading in self.first_readings)
        return is_asked or any(part is not None and part.submission.state == State.RETURNED for part in parts)

    @property
    def can_change(self) -> bool:
        return self.is_public or self.open_version is not None or self.can_send_again

    @property
    def can_send_again(self) -> bool:
        """Nothing was ever public, and we did not publish what they sent last: they can mend it."""
        newest = self.newest
        was_public = self.commitment.first_published_at is not None
        return not was_public and newest is not None and newest.submission.told_state == State.DECLINED

    @property
    def can_take_down(self) -> bool:
        """Also what we have hidden: so that we do not make it public again."""
        if self.can_send_again:
            return False
        return self.can_change or (self.newest is not None and self.newest.submission.state == State.HIDDEN)

    @property
    def version_question(self) -> Question | None:
        return question(self.open_version.submission) if self.open_version else None

    @property
    def news_question(self) -> Question | None:
        return question(self.open_news.submission) if self.open_news else None

    @property
    def can_renew(self) -> bool:
        return may_renew(self.commitment)

    @property
    def group(self) -> str:
        """Under which heading it stands at /my/."""
        if self.is_returned:
            return "returned"
        if self.is_public:
            return "ended" if self.commitment.has_ended else "public"
        return "waiting" if self.open_version else "down"


def may_renew(commitment: Commitment) -> bool:
    """It is public and has run its time: it has ended, its end date is near or past, or its week is long over."""
    if commitment.published_version_id is None or commitment.due_on is None:
        return False
    today, week = timezone.localdate(), commitment.week
    is_of_old_week = week is not None and week.ends_on < today - LONG_AGO
    return commitment.has_ended or commitment.due_on <= today + SOON or is_of_old_week


def question(submission: Submission) -> Question | None:
    if submission.state != State.RETURNED:
        return None
    last = next(
        (record for record in reversed(list(submission.move_records.all())) if record.action == Action.RETURN), None
    )
    if last is None:
        return None
    return Question(reasons.for_writer(last.reason), last.note)


def cared_for_by(user: User) -> list[Cared]:
    """Everything that somebody looks after, the newest first."""
    theirs = Commitment.objects.filter(
        Q(keeper=user, organisation=None) | Q(organisation__members__user=user)
    ).distinct()
    return [Cared(commitment) for commitment in with_all(theirs).order_by("-created_at", "-pk")]


def cared(commitment: Commitment) -> Cared:
    return Cared(with_all(Commitment.objects.filter(pk=commitment.pk)).get())


def with_all(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    records = Prefetch("submission__move_records", MoveRecord.objects.order_by("at", "pk"))
    return commitments.select_related("charter", "organisation", "week").prefetch_related(
        Prefetch("standings", Standing.objects.select_related("edition")),
        Prefetch(
            "versions",
            Version.objects.select_related("submission__first_reading", "area", "picture")
            .defer("picture__content")
            .prefetch_related(records),
        ),
        Prefetch(
            "news",
            News.objects.filter(CHANGEABLE)
            .select_related("submission__first_reading", "picture")
            .defer("picture__content")
            .prefetch_related("reached", records),
        ),
    )
