"""Telling what came of a commitment. News is read before it is public, and only one waits at a time."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.going import ENDED
from commitments.models import Commitment, News
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import OPEN, Action

from .care_mails import tell_received
from .changing import seen_mark, send_again
from .handing_over import title_of
from .schedule import plan_again
from .words import NewsWords, locked


def open_news(commitment: Commitment) -> News | None:
    """News that waits to be read or was sent back: it can still be changed."""
    return commitment.news.select_related("submission").filter(submission__state__in=OPEN).order_by("-pk").first()


def seen_news(commitment: Commitment) -> str:
    news = open_news(commitment)
    return seen_mark(news.submission if news else None)


@transaction.atomic
def tell(*, commitment: Commitment, words: NewsWords, seen: str, by: User) -> Submission:
    """Send news to be read, in place of news that still waits or came back. Raises `Stale` when that has moved on."""
    held = locked(commitment)
    if held.published_version_id is None:
        raise Refused(_("You can tell people news once your commitment is public."))
    if seen_news(held) != seen:
        raise Stale(_("Somebody sent news of this commitment, or decided on it, after you opened this page."))
    news = open_news(held)
    today = timezone.localdate()
    if news is not None:
        submission = send_again(news.submission, by=by)
        News.objects.filter(pk=news.pk).update(told_on=today, **words.fields())
        plan_again(held)
        tell_if_ended(held, submission, words, by=by)
        return submission
    submission = Submission.objects.create(kind=Submission.Kind.NEWS, written_by=by, created_at=timezone.now())
    News.objects.create(submission=submission, commitment=held, told_on=today, **words.fields())
    plan_again(held)
    submission = move(submission=submission, action=Action.SUBMIT, revision=1, by=by)
    tell_if_ended(held, submission, words, by=by)
    return submission


def tell_if_ended(held: Commitment, submission: Submission, words: NewsWords, *, by: User) -> None:
    if words.going in ENDED:
        kind = "commitments/ending_receipt"
        tell_received(commitment=held, submission=submission, title=title_of(held), kind=kind, by=by)
