"""A grown-up whom a young person trusts reads their words before anybody else does.

Until they say that it is fine, the words are a draft, and only these two see them. Who the grown-up is stays between
the two of them; the desk sees that somebody read it, and when.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Commitment, FirstReading
from coprod_portal.accounts.blocking import block_of, refuse_blocked
from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import OPEN, Action, State

from .words import locked

# Words that their writer can still change. Those of a young person wait as a draft for their first reader.
CHANGEABLE = Q(submission__state__in=OPEN) | Q(submission__state=State.DRAFT, commitment__by_young_person=True)


def ask(*, submission: Submission, email: str, by: User) -> FirstReading:
    """Ask a grown-up to read a draft, or to read it again. The caller holds the commitment."""
    refuse_blocked(by)
    email = User.objects.normalize(email)
    if not email or email == by.email:
        raise Refused(_("Say who reads it first: a grown-up that you trust, with an address of their own."))
    reading, _is_new = FirstReading.objects.update_or_create(
        submission=submission,
        defaults={
            "email": email,
            "asked_at": timezone.now(),
            "is_fine": None,
            "note": "",
            "read_at": None,
            "read_by": None,
        },
    )
    post(
        to=email,
        kind="commitments/first_reading",
        thing=f"submission:{submission.pk}",
        period=str(submission.revision),
        context={
            "address": reverse("first-reading", args=[reading.key]),
            "email": email,
            "days": settings.DRAFT_DAYS,
            "is_news": submission.kind == Submission.Kind.NEWS,
        },
    )
    return reading


def changed_again(submission: Submission) -> Submission:
    """New words in a draft: whoever has the old ones before them cannot say that the new ones are fine."""
    Submission.objects.filter(pk=submission.pk).update(revision=F("revision") + 1)
    submission.refresh_from_db()
    return submission


def last_reader(commitment: Commitment) -> str:
    """The address of whoever was asked last, to offer it again."""
    readings = FirstReading.objects.filter(
        Q(submission__version__commitment=commitment) | Q(submission__news__commitment=commitment)
    )
    return readings.order_by("-asked_at", "-pk").values_list("email", flat=True).first() or ""


@transaction.atomic
def say_fine(*, reading: FirstReading, revision: int, by: User) -> Submission:
    """Send it on to be read for publication. `revision` is of the words that the grown-up has read."""
    held = held_reading(reading, revision, by)
    writer = held.submission.written_by
    if writer is not None and block_of(writer) is not None:
        raise Refused(_("These words cannot be sent at the moment. Whoever wrote them knows why."))
    said(held, is_fine=True, note="", by=by)
    sent = move(submission=held.submission, action=Action.SUBMIT, revision=revision, by=by)
    tell_writer(held, "commitments/first_reading_fine", read_by_date=sent.read_by_date)
    return sent


@transaction.atomic
def ask_for_change(*, reading: FirstReading, revision: int, note: str, by: User) -> FirstReading:
    """The young person is told, and can change it and send it again."""
    held = held_reading(reading, revision, by)
    if not note.strip():
        raise Refused(_("Say what you would like to be changed first."))
    said(held, is_fine=False, note=note, by=by)
    tell_writer(held, "commitments/first_reading_change", note=note)
    return held


def held_reading(reading: FirstReading, revision: int, by: User) -> FirstReading:
    """Held with its commitment, which everybody who writes to it holds first."""
    locked(commitment_of(reading.submission))
    held = FirstReading.objects.select_for_update().get(pk=reading.pk)
    if held.email != by.email:
        raise Refused(_("Somebody else was asked to read this."))
    if held.is_fine is not None or held.submission.state != State.DRAFT:
        raise Stale(_("You have answered already, or these words do not wait for you any more."))
    if held.submission.revision != revision:
        raise Stale(_("These words were changed after you opened this page. Please read them again."))
    return held


def said(reading: FirstReading, *, is_fine: bool, note: str, by: User) -> None:
    reading.is_fine, reading.note, reading.read_at, reading.read_by = is_fine, note, timezone.now(), by
    reading.save(update_fields=["is_fine", "note", "read_at", "read_by"])


def tell_writer(reading: FirstReading, kind: str, **context: object) -> None:
    submission = reading.submission
    if submission.written_by is None:
        return
    commitment = commitment_of(submission)
    post(
        to=submission.written_by.email,
        kind=kind,
        thing=f"submission:{submission.pk}",
        period=str(submission.revision),
        context={
            "own_address": reverse("my-commitment", args=[commitment.reference]),
            "is_news": submission.kind == Submission.Kind.NEWS,
            **context,
        },
    )


def commitment_of(submission: Submission) -> Commitment:
    part = submission.news if submission.kind == Submission.Kind.NEWS else submission.version
    return part.commitment


def unread_before(moment: datetime) -> QuerySet[Submission]:
    """Drafts of young people for which nobody has said that they are fine, since before that moment."""
    return Submission.objects.filter(
        Q(version__commitment__by_young_person=True) | Q(news__commitment__by_young_person=True), state=State.DRAFT
    ).filter(Q(first_reading__asked_at__lt=moment) | Q(first_reading__isnull=True, created_at__lt=moment))


def prune_first_readings() -> int:
    """Delete what nobody read in the days that a draft is kept, with its words. Run by `prune`."""
    over = list(unread_before(timezone.now() - timedelta(days=settings.DRAFT_DAYS)).values_list("pk", flat=True))
    commitments = Commitment.objects.filter(
        Q(versions__submission__in=over) | Q(news__submission__in=over), by_young_person=True
    )
    touched = list(commitments.values_list("pk", flat=True))
    Submission.objects.filter(pk__in=over).delete()
    Commitment.objects.filter(pk__in=touched, versions__isnull=True, first_published_at__isnull=True).delete()
    return len(over)


def about_first_readings(*, email: str, user: User | None) -> dict[str, object]:
    """What somebody was asked to read first. Whose words those were stays with the young person."""
    mine = FirstReading.objects.filter(Q(email=email) | Q(read_by=user)) if user else of_address(email)
    return {"first_readings": list(mine.order_by("pk").values("asked_at", "is_fine", "note", "read_at"))}


def of_address(email: str) -> QuerySet[FirstReading]:
    return FirstReading.objects.filter(email=email)


@transaction.atomic
def forget_first_readings(*, email: str, user: User | None) -> None:
    """That somebody read it stays, without who. What they have not read waits for another grown-up."""
    of_address(email).filter(is_fine__isnull=True).delete()
    of_address(email).update(email="", read_by=None)
