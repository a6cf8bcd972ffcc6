"""Publishing together what one person has opened, read and marked: each by itself, in the words that they read."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from commitments.desk.ready import Ready, ready_for
from commitments.operations.holding import let_go
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import StaffAct, User
from coprod_portal.accounts.staff_log import record
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.states import Action


@dataclass(frozen=True)
class Outcome:
    title: str
    sentence: str
    """Why it was not published; empty where it was."""


def publish_ready(*, chosen: Collection[tuple[int, int]], by: User) -> list[Outcome]:
    """Of what somebody marked, those that they saw on the page. Whatever is refused goes back to the queue.

    Each has a transaction of its own, so that one refusal undoes nothing of the others.
    """
    outcomes = []
    for one in ready_for(by):
        if (one.submission.pk, one.revision) not in chosen:
            continue
        outcomes.append(Outcome(title=one.item.title, sentence=publish(one, by=by)))
    return outcomes


def publish(one: Ready, *, by: User) -> str:
    """With its own row in the log of the staff. Returns why it was refused."""
    log = partial(record, what="moderation-ready", thing=one.item.thing, choice=Action.PUBLISH.value, by=by)
    try:
        with transaction.atomic():
            decide(submission=one.submission, action=Action.PUBLISH, revision=one.revision, by=by)
            log()
    except Refused as refused:
        let_go(thing=one.item.thing, by=by)
        log(outcome=StaffAct.Outcome.STALE if isinstance(refused, Stale) else StaffAct.Outcome.REFUSED)
        return refused.sentence
    return ""
