"""What the public sees of a commitment follows from its published submissions, and from nothing else.

`refresh` is called in the transaction of every move that publishes, hides, restores or withdraws something. It reads
what is published now and writes what follows, so it may run twice, and a mended mistake mends the rest.
"""

from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from commitments import tallies
from commitments.confirming import is_confirmed
from commitments.going import Going
from commitments.models import Commitment, Filing, News, Standing, Version
from commitments.operations import filing
from commitments.operations.schedule import plan
from coprod_portal.outbox import letters
from coprod_portal.submissions.states import State


def refresh(*, commitment: Commitment, taken_down_why: str = "") -> Commitment:
    """The caller holds a transaction. `taken_down_why` is kept when nothing is left that the public may see."""
    held = Commitment.objects.select_for_update().get(pk=commitment.pk)
    filings = list(held.filings.all())
    counted = tallies.facts_of(held, filings)
    version = published_version(held)
    news = published_news(held) if version else None
    held.published_version = version
    held.latest_news = news
    held.stood_by = stood_by(held, version) if version else None
    held.area = version.area if version else None
    held.going = Going(news.going) if news else Going.NOT_STARTED
    held.is_confirmed = held.going == Going.DONE and is_confirmed(held)
    held.due_on = published_due_on(held, version) if version else None
    if version:
        held.first_published_at = held.first_published_at or version.submission.published_at
        held.latest_at = latest_at(version, news)
        held.taken_down_at, held.taken_down_why = None, ""
    elif held.first_published_at:
        letters.drop(thing=f"commitment:{held.reference}")
        held.taken_down_at = held.taken_down_at or timezone.now()
        held.taken_down_why = held.taken_down_why or taken_down_why or Commitment.TakenDown.MODERATOR
    plan(held)
    held.save()
    make_found(held, filings=filings, counted=counted)
    return held


def make_found(held: Commitment, *, filings: list[Filing], counted: set[tallies.Fact]) -> None:
    """Bring lists, counts and search in step, given what they hold."""
    prefetch_related_objects(
        [held], filing.published_news(), filing.published_parties(), *filing.wordings_with_themes()
    )
    filings = filing.file(held, old=filings)
    tallies.add_steps(before=counted, after=tallies.facts_of(held, filings))
    filing.make_findable(held, filings)


def published_version(commitment: Commitment) -> Version | None:
    """The newest of the versions that a moderator has published and nobody has hidden since."""
    return (
        commitment.versions.select_related("submission", "area")
        .filter(submission__state=State.PUBLISHED)
        .order_by("-number")
        .first()
    )


def published_news(commitment: Commitment) -> News | None:
    return (
        commitment.news.select_related("submission")
        .filter(submission__state=State.PUBLISHED)
        .order_by("-told_on", "-pk")
        .first()
    )


def stood_by(commitment: Commitment, version: Version) -> Standing | None:
    """The newest answer to new words of the charter since these were read. Newer words of the maker say it anew."""
    return (
        commitment.standings.filter(
            answer=Standing.Answer.STAND, answered_at__gte=version.submission.published_at, wordings__isnull=False
        )
        .order_by("-answered_at", "-pk")
        .first()
    )


def published_due_on(commitment: Commitment, version: Version) -> date:
    """The end date in the words, unless news since then gave a new one."""
    moved = (
        commitment.news.filter(
            submission__state=State.PUBLISHED,
            submission__published_at__gte=version.submission.published_at,
            new_due_on__isnull=False,
        )
        .order_by("-told_on", "-pk")
        .values_list("new_due_on", flat=True)
        .first()
    )
    return moved or version.due_on


def latest_at(version: Version, news: News | None) -> datetime | None:
    moments = [part.submission.published_at for part in (version, news) if part and part.submission.published_at]
    return max(moments)
