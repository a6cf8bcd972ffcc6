"""Asking makers for news when it is due: many in one transaction, nobody twice, and no more once nobody answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from commitments.minutes import NEWS_MINUTES
from commitments.models import Asking, Commitment, Member, News
from commitments.news_dates import Terms, terms_of
from commitments.news_links import link_token
from commitments.operations.schedule import last_day_to_answer, plan_again
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.submissions.states import WAITING

AT_ONCE = 250
# In one run; the worker runs each minute.
MOST_IN_A_RUN = 2000


def ask_for_news() -> int:
    """Add the questions that are due to people's letters. Run by `run_due`; returns how many were asked.

    A bounded number at a time: what is left is asked by the next run. Two workers share the work: each takes what
    the other does not hold, and what one has done is not due any more.
    """
    asked = 0
    for _ in range(MOST_IN_A_RUN // AT_ONCE):
        seen, of_these = ask_some()
        asked += of_these
        if seen < AT_ONCE:
            break
    return asked


def to_ask() -> "QuerySet[Commitment]":
    """Public and due, the longest first, without those of whose news some waits to be read."""
    waiting = News.objects.filter(commitment=OuterRef("pk"), submission__state__in=WAITING)
    belongs = Member.objects.filter(organisation=OuterRef("organisation"), user=OuterRef("keeper"))
    return (
        Commitment.objects.public()
        .filter(~Exists(waiting), ask_on__lte=timezone.localdate())
        .annotate(keeper_belongs=Exists(belongs))
        .select_related("keeper", "published_version", "latest_news")
        .order_by("ask_on", "pk")
    )


@dataclass(frozen=True)
class Due:
    """One of those that are due. `email` is empty where nobody looks after it any more."""

    commitment: Commitment
    terms: Terms
    title: str
    email: str


@transaction.atomic
def ask_some() -> tuple[int, int]:
    """How many were due, and how many of them were asked."""
    due = [
        made for row in to_ask().select_for_update(of=("self",), skip_locked=True)[:AT_ONCE] if (made := due_of(row))
    ]
    if not due:
        return 0, 0
    today = timezone.localdate()
    mails = letters.Takers([one.email for one in due], letters.Subject.NEWS)
    to_be_asked = [one for one in due if is_asked(one, mails, today)]
    Asking.objects.bulk_create([asking(one, today) for one in to_be_asked], ignore_conflicts=True)
    letters.add_all([question(one, today) for one in to_be_asked])
    for one in to_be_asked:
        one.commitment.asks_unanswered += 1
        one.commitment.ask_on = after_asking(one, today)
    changed = [one.commitment for one in due]
    Commitment.objects.bulk_update(changed, ["ask_on", "asks_unanswered", "needs_owner_since"])
    return len(due), len(to_be_asked)


def due_of(row: Any) -> Due | None:
    """From a row of `to_ask`. Who has left the organisation that made it does not look after it any more."""
    terms, keeper = terms_of(row), row.keeper
    if terms is None:
        return None
    looks_after = keeper and keeper.is_active and (row.organisation_id is None or row.keeper_belongs)
    return Due(row, terms, row.published_version.title, keeper.email if looks_after else "")


def is_asked(due: Due, mails: letters.Takers, today: date) -> bool:
    """Whether we ask; where not, what follows is written on the commitment.

    Who was asked often enough, and who cannot be reached, does not look after it any more. Who wants no such mail is
    not asked, and nobody counts that as silence.
    """
    commitment = due.commitment
    if not mails.can_reach(due.email) or commitment.asks_unanswered >= settings.NEWS_ASKS:
        commitment.ask_on, commitment.needs_owner_since = None, today
        return False
    if not mails.takes(due.email):
        commitment.ask_on = due.terms.next_ask(answered_on=None, asked_on=today).day
        return False
    return True


def asking(due: Due, today: date) -> Asking:
    occasion = due.terms.occasion_of(due.commitment.ask_on or today)
    return Asking(commitment=due.commitment, asked_on=today, occasion=occasion)


def after_asking(due: Due, today: date) -> date:
    if due.commitment.asks_unanswered >= settings.NEWS_ASKS:
        return last_day_to_answer(today)
    return due.terms.next_ask(answered_on=None, asked_on=today).day


def question(due: Due, today: date) -> letters.Said:
    return letters.Said(
        to=due.email,
        subject=letters.Subject.NEWS,
        kind="commitments/news_due",
        thing=f"commitment:{due.commitment.reference}",
        period=f"{today:%Y-%m-%d}",
        context={
            "reference": due.commitment.reference,
            "title": due.title,
            "token": link_token(due.commitment),
            "link_days": settings.NEWS_LINK_DAYS,
            "minutes": NEWS_MINUTES,
            **last_said(due.commitment),
        },
    )


def last_said(commitment: Commitment) -> dict[str, Any]:
    """What is public of what they last told us."""
    news, on_track_on = commitment.latest_news, commitment.on_track_on
    said: dict[str, Any] = {"news": news, "on_track_on": None}
    if on_track_on and (news is None or on_track_on >= news.told_on):
        said["on_track_on"] = on_track_on
    return said


@transaction.atomic
def notice_unreachable() -> int:
    """Whose mail came back for good does not look after it any more. Run by `run_due`."""
    theirs = Commitment.objects.public().filter(
        needs_owner_since__isnull=True, ask_on__isnull=False, keeper__email__in=letters.dead_addresses()
    )
    found = list(theirs.order_by("pk").values_list("pk", flat=True)[:MOST_IN_A_RUN])
    return Commitment.objects.filter(pk__in=found).update(needs_owner_since=timezone.localdate(), ask_on=None)


def ask_again_after_sign_in(*, user: User, **_: Any) -> None:
    """Somebody whose mail came back has read a code there. What they look after is theirs to be asked about again."""
    if not letters.forget_unreachable(email=user.email):
        return
    theirs = Commitment.objects.filter(
        keeper=user, needs_owner_since__isnull=False, asks_unanswered__lt=settings.NEWS_ASKS
    )
    for commitment in theirs.select_for_update().order_by("pk"):
        commitment.needs_owner_since = None
        plan_again(commitment)
