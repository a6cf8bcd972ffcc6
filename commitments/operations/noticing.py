"""Listing an opportunity, changing its words and taking it down. Old words stay public until new ones were read."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charters.models import Area, Charter
from charters.permissions import can_steward
from commitments.models import Notice, Opportunity, Organisation
from commitments.opportunity_owners import can_list_for
from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.references import create_with_reference
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move, new_draft
from coprod_portal.submissions.states import MOVES, OPEN, Action, State

from .changing import seen_mark, send_again
from .opportunities import locked, refresh


@dataclass(frozen=True, kw_only=True)
class NoticeWords:
    """What a lister says, cleaned and complete, on its way from a form."""

    kind: str
    title: str
    what: str
    can_change: str
    cannot_change: str
    scale: str
    closes_on: date
    pay: str = ""
    travel: str = ""
    care_costs: str = ""
    is_step_free: bool = False
    has_bsl: bool = False
    has_quiet_room: bool = False
    is_online: bool = False
    access: str = ""
    place: str = ""
    area: Area | None = None
    url: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@transaction.atomic
def send(*, organisation: Organisation | None, charter: Charter, words: NoticeWords, by: User) -> Opportunity:
    """List a new one: it waits to be read. Without an organisation, the people who look after the charter list it."""
    if organisation is None and not can_steward(by, charter):
        raise Refused(_("Only somebody who looks after this charter can list this."))
    if organisation is not None and not can_list_for(by).filter(pk=organisation.pk).exists():
        raise Refused(_("We have not checked this organisation yet, or you do not belong to it."))
    opportunity = create_opportunity(organisation=organisation, charter=charter, by=by)
    notice = add_notice(opportunity=opportunity, words=words, by=by)
    submission = move(submission=notice.submission, action=Action.SUBMIT, revision=1, by=by)
    post_receipt(opportunity=opportunity, submission=submission, title=words.title, by=by)
    return opportunity


def create_opportunity(*, organisation: Organisation | None, charter: Charter, by: User) -> Opportunity:
    def create(reference: str) -> Opportunity:
        return Opportunity.objects.create(
            reference=reference,
            charter=charter,
            organisation=organisation,
            keeper=by,
            made_up=by.made_up or charter.made_up,
        )

    return create_with_reference(Opportunity, create)


def add_notice(*, opportunity: Opportunity, words: NoticeWords, by: User) -> Notice:
    """The next notice of an opportunity, as a draft. The caller holds the opportunity."""
    last = opportunity.notices.aggregate(last=Max("number"))["last"] or 0
    submission = new_draft(kind=Submission.Kind.NOTICE, by=by, charter_slug=opportunity.charter.slug)
    return Notice.objects.create(submission=submission, opportunity=opportunity, number=last + 1, **vars(words))


def notice_to_change(opportunity: Opportunity) -> Notice | None:
    """The words to start from: those that wait or were sent back, or else those that are public."""
    notices = opportunity.notices.select_related("submission", "area").order_by("-number")
    return notices.filter(submission__state__in=OPEN).first() or (
        notices.filter(submission__state=State.PUBLISHED).first()
    )


@transaction.atomic
def change(*, opportunity: Opportunity, words: NoticeWords, seen: str, by: User) -> Submission:
    """Send changed words to be read: in place of those that wait or came back, or as a new notice beside public ones.

    `seen` is the mark of the words that the person changed. Raises `Stale` when those are not the newest any more.
    """
    held = locked(opportunity)
    start = notice_to_change(held)
    if start is None:
        raise Refused(_("This opportunity cannot be changed any more."))
    if seen_mark(start.submission) != seen:
        raise Stale(_("Somebody changed this opportunity, or decided on it, after you opened it."))
    if start.submission.state == State.PUBLISHED:
        notice = add_notice(opportunity=held, words=words, by=by)
        return move(submission=notice.submission, action=Action.SUBMIT, revision=1, by=by)
    submission = send_again(start.submission, by=by)
    Notice.objects.filter(pk=start.pk).update(**vars(words))
    return submission


@transaction.atomic
def withdraw(*, opportunity: Opportunity, by: User) -> Opportunity:
    """Take down its words and what was told of it since, public or waiting."""
    held = locked(opportunity)
    submissions = list(withdrawable(held).order_by("pk"))
    if not submissions:
        raise Refused(_("This opportunity is down already."))
    for submission in submissions:
        move(submission=submission, action=Action.WITHDRAW, revision=submission.revision, by=by)
    return refresh(opportunity=held)


def withdrawable(opportunity: Opportunity) -> "QuerySet[Submission]":
    return Submission.objects.filter(
        Q(notice__opportunity=opportunity) | Q(outcome__opportunity=opportunity),
        state__in=MOVES[Action.WITHDRAW].starts,
    )


def post_receipt(*, opportunity: Opportunity, submission: Submission, title: str, by: User) -> None:
    post(
        to=by.email,
        kind="commitments/opportunity_receipt",
        language=get_language(),
        thing=f"opportunity:{opportunity.reference}",
        period=str(submission.revision),
        context={"opportunity": opportunity, "title": title, "read_by_date": submission.read_by_date},
    )
