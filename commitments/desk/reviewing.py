"""What lived-experience reviewers have before them, what they advised, and how long it took them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from charters.passages import Passage
from commitments.desk.covering import Stretch, covered, covered_line
from commitments.desk.reading import charter_words, picture_of, with_words
from commitments.desk.safety import without_apart
from commitments.models import Advice, Commitment, Picture
from commitments.permissions import own_among
from commitments.subjects import WITH_SUBJECT, Subject, public_now, subject_of, thing_of, words_of
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

Kind = Submission.Kind
# All that says something. Of a name alone nobody could advise without learning whose it is.
REVIEWED = (Kind.VERSION, Kind.NEWS, Kind.VIEW, Kind.NOTICE, Kind.OUTCOME, Kind.REPLY)
PAGE = 25
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    submission: Submission
    kind: str
    title: str
    charter: str
    thread: str
    advice: Advice | None


@dataclass(frozen=True)
class Part:
    """One part of the words. What is public now stands beside it as it is."""

    label: str
    pieces: list[Stretch]
    before: str
    lang: str


@dataclass(frozen=True)
class Read:
    """One submission as a reviewer reads it."""

    row: Row
    parts: list[Part]
    passages: list[Passage]
    picture: Picture | None


def reviewed() -> "QuerySet[Submission]":
    return without_apart(Submission.objects.filter(kind__in=REVIEWED).select_related(*WITH_SUBJECT))


def to_review(*, place: str = "", by: User) -> tuple[list[Row], str]:
    """What waits, the oldest first, without what is theirs; and the place where the next page begins."""
    rows = reviewed().filter(state=State.SUBMITTED).order_by("submitted_at", "pk")
    if found := PLACE.fullmatch(place):
        at, key = EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
        rows = rows.filter(submitted_at__gte=at).filter(Q(submitted_at__gt=at) | Q(pk__gt=key))
    fetched = list(rows[: PAGE + 1])
    shown = fetched[:PAGE]
    own = own_among(by, shown)
    given = {one.submission_id: one for one in Advice.objects.filter(by=by, submission__in=shown).order_by("revision")}
    items = [row(submission, given.get(submission.pk)) for submission in shown if submission.pk not in own]
    return items, place_of(shown[-1]) if len(fetched) > PAGE else ""


def place_of(submission: Submission) -> str:
    sent = submission.submitted_at or submission.created_at
    return f"{(sent - EPOCH) // timedelta(microseconds=1)}-{submission.pk}"


def row(submission: Submission, advice: Advice | None) -> Row:
    subject, current = subject_of(submission), advice and advice.revision == submission.revision
    return Row(
        submission=submission,
        kind=subject.kind,
        title=covered_line(
            subject.title,
            makers_name=own_name(submission),
            public=public_names(subject),
            today=timezone.localdate(),
        ),
        charter=subject.charter.short_title if subject.charter else "",
        thread=subject.charter.thread if subject.charter else "",
        advice=advice if current else None,
    )


def find(pk: int) -> Submission | None:
    """What waits, or did when somebody advised on it."""
    return with_words(reviewed()).exclude(state__in=(State.DRAFT, State.APART)).filter(pk=pk).first()


def read(submission: Submission, *, by: User) -> Read:
    today, name = timezone.localdate(), own_name(submission)
    public = (*public_names(subject_of(submission)), *public_words(submission))
    before = public_now(submission)
    old = {words.label: words.text for words in words_of(before)} if before else {}
    parts = [
        Part(
            label=words.label,
            pieces=covered(words.text, makers_name=name, public=public, today=today),
            before=old.get(words.label, "") if old.get(words.label, "") != words.text else "",
            lang=getattr(words.text, "lang", "en-GB"),
        )
        for words in words_of(submission)
        if words.text
    ]
    return Read(
        row=row(submission, advice_of(submission, by=by)),
        parts=parts,
        passages=charter_words(submission),
        picture=public_picture(submission, before),
    )


def own_name(submission: Submission) -> str:
    """The name of one person who made it. That of an organisation is not private."""
    thing = thing_of(submission)
    return thing.person_name if isinstance(thing, Commitment) and thing.organisation_id is None else ""


def public_names(subject: Subject) -> tuple[str, ...]:
    """Of the charter and of an organisation: these are nobody's private fact."""
    names = (subject.charter.short_title if subject.charter else "", subject.organisation and subject.organisation.name)
    return tuple(name for name in names if name)


def public_words(submission: Submission) -> list[str]:
    """What was only chosen: the name of an area, and the charter's own words."""
    words = getattr(submission, submission.kind)
    area = getattr(words, "area", None)
    chosen = [wording.text for wording in words.wordings.all()] if submission.kind == Kind.VERSION else []
    return [*([area.name] if area else []), *chosen]


def public_picture(submission: Submission, before: Submission | None) -> Picture | None:
    """Only one that everybody can see already: nobody has looked yet who is in another."""
    picture, public = picture_of(submission), picture_of(before)
    return picture if picture is not None and public is not None and picture.pk == public.pk else None


def advice_of(submission: Submission, *, by: User) -> Advice | None:
    """Their newest."""
    return Advice.objects.filter(submission=submission, by=by).order_by("-revision").first()


def advice_on(submission: Submission) -> "QuerySet[Advice]":
    """All that reviewers said of it, for the desk: also of earlier words of the same submission."""
    return Advice.objects.filter(submission=submission)


@dataclass(frozen=True)
class Time:
    """How long one reviewer took in one month."""

    month: date
    user: int | None
    email: str
    items: int
    minutes: int
    unpaid: int
    paid_on: date | None


def times(*, since: date | None = None) -> list[Time]:
    """Each reviewer's month, the newest first. A reviewer who was forgotten has no address any more."""
    rows = Advice.objects.order_by()
    if since is not None:
        rows = rows.filter(at__date__gte=since)
    found = (
        rows.annotate(month=TruncMonth("at"))
        .values("month", "by", "by__email")
        .annotate(
            items=Count("pk"),
            took=Sum("minutes"),
            unpaid=Sum("minutes", filter=Q(paid_on__isnull=True), default=0),
            last_paid=Max("paid_on"),
        )
        .order_by("-month", "by__email")
    )
    return [
        Time(
            month=timezone.localdate(each["month"]),
            user=each["by"],
            email=each["by__email"] or "",
            items=each["items"],
            minutes=each["took"],
            unpaid=each["unpaid"],
            paid_on=each["last_paid"],
        )
        for each in found
    ]
