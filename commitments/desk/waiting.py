"""The queue of the desk: all that waits to be read, oldest first."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from commitments.permissions import own_among
from commitments.subjects import WITH_SUBJECT, Subject, subject_of
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State
from coprod_portal.working_days import working_days_since

PAGE = 25
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class OnTheDesk:
    """A submission as any row of the desk names it."""

    submission: Submission
    is_own: bool

    @cached_property
    def subject(self) -> Subject:
        return subject_of(self.submission)


@dataclass(frozen=True, kw_only=True)
class Item(OnTheDesk):
    """One row of the queue."""

    working_days: int
    is_late: bool


@dataclass(frozen=True)
class Queue:
    items: list[Item]
    next_place: str


def submissions() -> "QuerySet[Submission]":
    """Submissions with what each is about."""
    return Submission.objects.select_related(*WITH_SUBJECT)


def waiting() -> "QuerySet[Submission]":
    return submissions().filter(state=State.SUBMITTED).order_by("submitted_at", "pk")


def queue(*, place: str = "", by: User) -> Queue:
    """The items after `place`; from the oldest on when that says nothing we know."""
    rows = waiting()
    if found := PLACE.fullmatch(place):
        at, key = EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
        rows = rows.filter(submitted_at__gte=at).filter(Q(submitted_at__gt=at) | Q(pk__gt=key))
    fetched = list(rows[: PAGE + 1])
    shown, own = fetched[:PAGE], own_among(by, fetched[:PAGE])
    return Queue(
        items=[item(submission, is_own=submission.pk in own) for submission in shown],
        next_place=place_of(shown[-1]) if len(fetched) > PAGE else "",
    )


def item(submission: Submission, *, is_own: bool) -> Item:
    sent, promised, today = submission.submitted_at, submission.read_by_date, timezone.localdate()
    return Item(
        submission=submission,
        working_days=working_days_since(timezone.localdate(sent), today) if sent else 0,
        is_late=promised is not None and promised < today,
        is_own=is_own,
    )


def place_of(submission: Submission) -> str:
    """Where a submission stands in the queue, fit for an address."""
    sent = submission.submitted_at or submission.created_at
    return f"{(sent - EPOCH) // timedelta(microseconds=1)}-{submission.pk}"


def next_to_read(*, after: Submission, by: User) -> Submission | None:
    """What to read next: the first that may be decided after this one, or else the oldest such."""
    for place in (place_of(after), ""):
        for row in queue(place=place, by=by).items:
            if not row.is_own and row.submission.pk != after.pk:
                return row.submission
    return None


def counts() -> dict[str, int]:
    """How many wait, and how many of them longer than we promised."""
    return Submission.objects.filter(state=State.SUBMITTED).aggregate(
        waiting=Count("pk"), late=Count("pk", filter=Q(read_by_date__lt=timezone.localdate()))
    )
