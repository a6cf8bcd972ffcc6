"""That somebody may be in danger: raised by any moderator, looked at on the same day by lead or deputy.

Nobody outside of the desk learns of it. To its writer the item waits to be read, as before.
"""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.desk.safety import (
    administrators,
    can_look,
    duties,
    end_of_day,
    told_at_once,
    words_now,
)
from commitments.desk.waiting import name_of
from commitments.models import Danger, Hold, SecondLook
from commitments.operations.moderation import carry_out, lock_thing
from commitments.permissions import can_moderate
from commitments.subjects import subject_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.cases.models import Case
from coprod_portal.outbox.models import Mail
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State

# The code of the reason in the record of the move. No moderator gives it; it is counted under somebody's safety.
REASON = "danger"
# Words that were sent, and may be raised.
RAISABLE = (State.SUBMITTED, State.PUBLISHED, State.HIDDEN, State.DECLINED, State.WITHDRAWN)


@transaction.atomic
def raise_danger(
    *, why: str, by: User, submission: Submission | None = None, revision: int = 0, case: Case | None = None
) -> Danger:
    """Keep an item apart, or say it of a case, and tell lead and deputy at once. `revision` is what `by` has read.

    What waits is set apart. What is public is hidden now, and its writer is not told why.
    """
    if not can_moderate(by) and not (case is not None and Role.Name.ADMINISTRATOR in roles_of(by)):
        raise Refused(_("Only a moderator can do this."))
    if not why.strip():
        raise Refused(_("Say what you saw, so that the safeguarding lead knows what to look for."))
    if submission is not None:
        submission = set_apart(submission=submission, revision=revision, by=by)
    elif case is not None and case.dangers.filter(looked_at=None).exists():
        raise Stale(_("Somebody said this already. It is with the safeguarding lead and deputy."))
    now = timezone.now()
    danger = Danger.objects.create(
        submission=submission,
        case=case,
        why=why.strip(),
        words=words_of_both(submission, case),
        raised_by=by,
        raised_at=now,
        due_at=end_of_day(now),
    )
    for address in told_at_once(danger):
        post(to=address, kind="commitments/danger", thing=f"danger:{danger.pk}", period="1", context=mail_about(danger))
    return danger


def words_of_both(submission: Submission | None, case: Case | None) -> str:
    """As they are now. Whoever wrote them, or reported them, may delete them before anybody has looked."""
    reported = [report.words for report in case.reports.all()] if case else []
    return "\n\n".join(
        filter(None, [words_now(submission) if submission else "", case.words if case else "", *reported])
    )


def set_apart(*, submission: Submission, revision: int, by: User) -> Submission:
    """First the thing and then its submissions, like every decision."""
    lock_thing(submission)
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if held.dangers.filter(looked_at=None).exists():
        raise Stale(_("Somebody said this already. It is with the safeguarding lead and deputy."))
    if held.state not in RAISABLE:
        raise Refused(_("Its writer has this at the moment. Write to the safeguarding lead yourself, at once."))
    now = timezone.now()
    SecondLook.objects.filter(submission=held, ended_at=None).update(ended_at=now)
    Hold.objects.filter(thing=name_of(held)).delete()
    if held.state == State.SUBMITTED:
        return move(submission=submission, action=Action.SET_APART, revision=revision, by=by)
    if held.state == State.PUBLISHED:
        return carry_out(
            submission=submission, action=Action.HIDE, revision=revision, reason=REASON, by=by, is_told=False
        )
    return held


@transaction.atomic
def look_at_danger(
    *, danger: Danger, was_danger: bool, what_was_done: str, revision: int = 0, to_writer: str = "", by: User
) -> Danger:
    """Lead or deputy says whether somebody was in danger, and what was done.

    It was: it is not published. It was not: it waits to be read again, at its old place. What was hidden stays hidden.
    `to_writer` are the words of a mail to its writer, who hears nothing else.
    """
    if danger.submission is not None:
        lock_thing(danger.submission)
    held = Danger.objects.select_for_update(of=("self",)).select_related("submission").get(pk=danger.pk)
    if held.looked_at:
        raise Stale(_("Somebody has looked at this already, and said what was done."))
    if not can_look(by, held):
        raise Refused(_("Only the safeguarding lead or deputy can say this, and not about what they raised or wrote."))
    if not what_was_done.strip():
        raise Refused(_("Say what you did, or why nothing had to be done."))
    if held.submission is not None and held.submission.revision != revision:
        raise Stale(_("Its writer has changed these words since. Please read them again."))
    held.looked_by, held.looked_at = by, timezone.now()
    held.was_danger, held.what_was_done = was_danger, what_was_done.strip()
    if not was_danger:
        held.words = ""
    held.save(update_fields=["looked_by", "looked_at", "was_danger", "what_was_done", "words"])
    if held.submission is not None:
        end_apart(held, held.submission, by=by)
        if was_danger and to_writer.strip():
            tell_writer(held.submission, to_writer.strip())
    return held


def end_apart(danger: Danger, submission: Submission, *, by: User) -> None:
    if submission.state != State.APART:
        return
    action = Action.DECLINE if danger.was_danger else Action.PUT_BACK
    move(
        submission=submission,
        action=action,
        revision=submission.revision,
        reason=REASON if danger.was_danger else "",
        second_by=danger.raised_by,
        by=by,
    )


def tell_writer(submission: Submission, words: str) -> None:
    writer = submission.written_by
    if writer is None or not writer.is_active:
        raise Refused(_("We cannot write to whoever sent this: we do not know them. Take the tick away."))
    post(
        to=writer.email,
        kind="commitments/danger_writer",
        thing=f"submission:{submission.pk}",
        period="danger",
        context={"subject": subject_of(submission), "words": words},
    )


def mail_about(danger: Danger) -> dict[str, Any]:
    """No word of the item, and nothing about whom it concerns."""
    return {
        "danger": danger,
        "page": reverse("moderation-danger-item", args=[danger.pk]),
        "naming": reverse("moderation-safeguarding"),
        "is_anybody_named": bool(duties()),
    }


def alert_late() -> int:
    """Once a day for each that nobody has looked at in time: lead, deputy and administrators. Run by `run_due`."""
    period, told = f"late-{timezone.localdate()}", 0
    for danger in Danger.objects.filter(looked_at=None, due_at__lte=timezone.now()).order_by("pk"):
        thing = f"danger:{danger.pk}"
        if Mail.objects.filter(kind="commitments/danger_late", thing=thing, period=period).exists():
            continue
        with transaction.atomic():
            for address in dict.fromkeys([*told_at_once(danger), *administrators()]):
                post(
                    to=address,
                    kind="commitments/danger_late",
                    thing=thing,
                    period=period,
                    context=mail_about(danger),
                )
        told += 1
    return told
