"""Telling what came of a commitment. News is read before it is public, and only one waits at a time."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.going import ENDED
from commitments.models import Commitment, News
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

from . import first_readings
from .care_mails import tell_received
from .changing import goes_to_first_reader_anew, seen_mark, send_in_place, send_on
from .handing_over import title_of
from .schedule import plan_again
from .words import NewsWords, draft_about, locked, refuse_picture_of_young_person


def open_news(commitment: Commitment) -> News | None:
    """News that waits to be read or was sent back: it can still be changed."""
    return commitment.news.select_related("submission").filter(first_readings.CHANGEABLE).order_by("-pk").first()


def seen_news(commitment: Commitment) -> str:
    news = open_news(commitment)
    return seen_mark(news.submission if news else None)


@transaction.atomic
def tell(*, commitment: Commitment, words: NewsWords, seen: str, by: User, read_first_by: str = "") -> Submission:
    """Send news to be read, in place of news that still waits or came back. Raises `Stale` when that has moved on.

    A young person's goes to `read_first_by` before anybody else reads it, or to whoever read their words before.
    """
    held = locked(commitment)
    refuse_picture_of_young_person(held, words.picture)
    if held.published_version_id is None:
        raise Refused(_("You can tell people news once your commitment is public."))
    if seen_news(held) != seen:
        raise Stale(_("Somebody sent news of this commitment, or decided on it, after you opened this page."))
    news = open_news(held)
    today = timezone.localdate()
    if news is None or goes_to_first_reader_anew(held, news.submission, by=by):
        submission = draft_about(held, kind=Submission.Kind.NEWS, by=by)
        news = News.objects.create(submission=submission, commitment=held, told_on=today, **words.fields())
        send = send_on
    else:
        News.objects.filter(pk=news.pk).update(told_on=today, **words.fields())
        send = send_in_place
    news.reached.set(words.reached)
    plan_again(held)
    submission = send(held, news.submission, read_first_by, by=by)
    tell_if_ended(held, submission, words, by=by)
    return submission


def tell_if_ended(held: Commitment, submission: Submission, words: NewsWords, *, by: User) -> None:
    if words.going in ENDED and submission.told_state == State.SUBMITTED:
        kind = "commitments/ending_receipt"
        tell_received(commitment=held, submission=submission, title=title_of(held), kind=kind, by=by)
