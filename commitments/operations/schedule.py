"""When a maker is asked next, worked out from what they said and how often we asked.

What is public of it (`news_due_on`: since when news is due) follows from public words alone. When we ask, and whether
somebody is there, follows from any sign of life: news that still waits to be read, new words, a new person.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F, Max, Q
from django.utils import timezone

from commitments.models import Commitment
from commitments.news_dates import terms_of


def plan(commitment: Commitment) -> None:
    """Write it on a commitment, without saving it. Its going, its dates and its newest news are those that hold now."""
    terms = terms_of(commitment)
    if terms is None:
        commitment.ask_on = commitment.news_due_on = commitment.needs_owner_since = None
        commitment.asks_unanswered = 0
        return
    asked = list(commitment.askings.values_list("asked_on", flat=True))
    answered_on, told_on = last_answer(commitment), commitment.silent_since
    due_since_told = terms.next_ask(answered_on=told_on, asked_on=None).day
    commitment.news_due_on = min([due_since_told, *(day for day in asked if told_on is None or day > told_on)])
    commitment.asks_unanswered = sum(answered_on is None or day > answered_on for day in asked)
    if commitment.needs_owner_since and answered_on and answered_on >= commitment.needs_owner_since:
        commitment.needs_owner_since = None
    if commitment.needs_owner_since:
        commitment.ask_on = None
    elif commitment.asks_unanswered >= settings.NEWS_ASKS:
        commitment.ask_on = last_day_to_answer(asked[-1])
    else:
        commitment.ask_on = terms.next_ask(answered_on=answered_on, asked_on=asked[-1] if asked else None).day


def last_day_to_answer(asked_on: date) -> date:
    """Who was asked for the last time has some days to answer, too."""
    return asked_on + timedelta(days=settings.NEWS_GRACE_DAYS)


def last_answer(commitment: Commitment) -> date | None:
    """The last sign that somebody looks after it: news, also such as waits; on track; new words; who else does."""
    told = commitment.news.aggregate(day=Max("told_on"))["day"]
    signs = Commitment.objects.filter(pk=commitment.pk).aggregate(
        changed=Max("versions__submission__submitted_at", filter=Q(versions__number__gt=1)),
        stood=Max("standings__answered_at"),
        handed=Max("handovers__at"),
        invited=Max("invitations__invited_at", filter=Q(invitations__invited_by=F("keeper"))),
    )
    return max(filter(None, (told, commitment.on_track_on, *map(day_of, signs.values()))), default=None)


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def plan_again(commitment: Commitment) -> None:
    """After a sign of life that changes nothing public. The caller holds the commitment."""
    plan(commitment)
    commitment.save(update_fields=["ask_on", "asks_unanswered", "needs_owner_since"])
