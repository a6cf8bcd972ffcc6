"""What happened next: asked for once, when an opportunity has ended, and read before it is public."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Opportunity, Outcome
from commitments.opportunity_owners import owners_of
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move, new_draft
from coprod_portal.submissions.states import OPEN, Action, State

from .changing import seen_mark, send_again
from .opportunities import locked

ASKED_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class OutcomeWords:
    heard: str
    did: str
    could_not: str


def over() -> "QuerySet[Opportunity]":
    """Public, closed, and what was listed lies behind us."""
    now = timezone.now()
    start_of_today = timezone.make_aware(datetime.combine(timezone.localdate(now), time()))
    to_come = Q(published_notice__starts_at__gte=start_of_today) | Q(published_notice__ends_at__gte=start_of_today)
    return Opportunity.objects.public().filter(closes_on__lt=timezone.localdate(now)).exclude(to_come)


def is_over(opportunity: Opportunity) -> bool:
    return over().filter(pk=opportunity.pk).exists()


def open_outcome(opportunity: Opportunity) -> Outcome | None:
    """What waits to be read or was sent back: it can still be changed."""
    return opportunity.outcomes.select_related("submission").filter(submission__state__in=OPEN).order_by("-pk").first()


def newest_outcome(opportunity: Opportunity) -> Outcome | None:
    """The public one: what was told later stands in the place of what was told before."""
    return opportunity.outcomes.filter(submission__state=State.PUBLISHED).order_by("-told_on", "-pk").first()


def seen_outcome(opportunity: Opportunity) -> str:
    found = open_outcome(opportunity)
    return seen_mark(found.submission if found else None)


@transaction.atomic
def tell(*, opportunity: Opportunity, words: OutcomeWords, seen: str, by: User) -> Submission:
    """Send it to be read, in place of one that still waits or came back. Raises `Stale` when that has moved on."""
    held = locked(opportunity)
    if not is_over(held):
        raise Refused(_("You can tell what happened next once the opportunity is over."))
    if seen_outcome(held) != seen:
        raise Stale(_("Somebody told what happened next, or decided on it, after you opened this page."))
    waiting = open_outcome(held)
    today = timezone.localdate()
    if waiting is not None:
        submission = send_again(waiting.submission, by=by)
        Outcome.objects.filter(pk=waiting.pk).update(told_on=today, **vars(words))
        return submission
    submission = new_draft(kind=Submission.Kind.OUTCOME, by=by, charter_slug=held.charter.slug)
    Outcome.objects.create(submission=submission, opportunity=held, told_on=today, **vars(words))
    return move(submission=submission, action=Action.SUBMIT, revision=1, by=by)


def ask_what_happened() -> int:
    """Ask for each that is over, once, a bounded number at a time. Run by `run_due`; two at once ask nobody twice."""
    due = list(to_ask().order_by("closes_on", "pk").values_list("pk", flat=True)[:ASKED_AT_ONCE])
    return sum(ask(pk) for pk in due)


def to_ask() -> "QuerySet[Opportunity]":
    """Not asked yet, and nobody has told by themselves."""
    told = Outcome.objects.filter(submission__state__in=(*OPEN, State.PUBLISHED)).values("opportunity")
    return over().filter(outcome_asked_on__isnull=True).exclude(pk__in=told)


@transaction.atomic
def ask(pk: int) -> bool:
    """Ask about one, unless another worker has done so in the meantime. With nobody to ask, it waits for an owner."""
    held = Opportunity.objects.select_for_update().filter(pk=pk).first()
    if held is None or held.published_notice is None or not to_ask().filter(pk=pk).exists():
        return False
    asked = whom_to_write(held)
    for user in asked:
        letters.add(
            to=user.email,
            subject=letters.Subject.TAKING_PART,
            kind="commitments/outcome_due",
            thing=f"opportunity:{held.reference}",
            period="1",
            context={"opportunity": held, "title": held.published_notice.title},
        )
    if asked:
        held.outcome_asked_on = timezone.localdate()
        held.save(update_fields=["outcome_asked_on"])
    return bool(asked)


def whom_to_write(opportunity: Opportunity) -> list[User]:
    """Whoever listed it, as long as it is still theirs; otherwise all whose it is now."""
    owners = list(owners_of(opportunity))
    return [owner for owner in owners if owner.pk == opportunity.keeper_id] or owners
