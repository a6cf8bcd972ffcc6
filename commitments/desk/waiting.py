"""One thing that waits at the desk, as a row of the queue names it and as its page does."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from charters.models import Charter
from commitments.desk.asked import FIRST_SOURCE, Place
from commitments.models import Hold
from commitments.subjects import WITH_SUBJECT, Subject, subject_of
from coprod_portal.languages.texts import Text
from coprod_portal.submissions.models import Submission
from coprod_portal.working_days import add_working_days, working_days_since


@dataclass(frozen=True, kw_only=True)
class OnTheDesk:
    """A submission as any row of the desk names it."""

    submission: Submission
    is_own: bool

    @cached_property
    def subject(self) -> Subject:
        return subject_of(self.submission)


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that waits: words, a case, a request or an appeal."""

    thing: str
    """Its name everywhere: submission:12, case:7K3F9QXY2M, join-request:5, appeal:3."""
    kind: Text
    title: str
    address: str
    since: datetime
    due_on: date | None
    why_not: str = ""
    """Why this person may not decide on it."""
    maker: str = ""
    charter: Charter | None = None
    is_made_up: bool = False
    is_covered: bool = False
    has_picture: bool = False
    needs_second: bool = False
    submission: Submission | None = None
    hold: Hold | None = None

    @property
    def is_own(self) -> bool:
        return bool(self.why_not)

    @property
    def name(self) -> str:
        return self.thing.partition(":")[2]

    @property
    def working_days(self) -> int:
        return working_days_since(timezone.localdate(self.since), timezone.localdate())

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


def next_working_day() -> date:
    return add_working_days(timezone.localdate(), 1)


def submissions() -> "QuerySet[Submission]":
    """Submissions with what each is about."""
    return Submission.objects.select_related(*WITH_SUBJECT)


def name_of(submission: Submission) -> str:
    return f"submission:{submission.pk}"


def place_of(submission: Submission) -> Place:
    """Where a submission stands in the queue."""
    return Place(submission.submitted_at or submission.created_at, FIRST_SOURCE, submission.pk)


def item(submission: Submission, *, why_not: str, hold: Hold | None = None, **marks: bool) -> Item:
    subject = subject_of(submission)
    return Item(
        thing=name_of(submission),
        kind=subject.kind,
        title=subject.title,
        address=reverse("moderation-submission", args=[submission.pk]),
        since=submission.submitted_at or submission.created_at,
        due_on=submission.read_by_date,
        why_not=why_not,
        maker=subject.maker,
        charter=subject.charter,
        is_made_up=subject.is_made_up,
        is_covered=submission.is_upsetting,
        submission=submission,
        hold=hold,
        **marks,
    )
