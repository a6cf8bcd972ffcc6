"""A writer appeals, once against each decision, and somebody who took no part in it decides within ten working days."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.desk import appeals
from commitments.desk.safety import administrators
from commitments.models import Appeal
from commitments.operations.ending_holds import end_hold
from commitments.operations.moderation import carry_out, last_hiding, lock_thing, refuse_apart
from commitments.operations.putting_back import put_words_back
from commitments.subjects import PATHS, REPLACED, subject_of, thing_of
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State
from coprod_portal.working_days import add_working_days

Kind = Submission.Kind
NEWER = (State.SUBMITTED, State.APART, State.RETURNED, State.PUBLISHED, State.HIDDEN)
# What an upheld appeal does in the place of each decision.
UNDONE_BY = {Action.DECLINE: Action.REOPEN, Action.HIDE: Action.RESTORE, Action.PUBLISH: Action.PUBLISH}
ALERTED = 2
FORGOTTEN = "Deleted, because whoever appealed asked us to forget them."


@transaction.atomic
def appeal(*, record: MoveRecord, words: str, by: User) -> Appeal:
    """Ask that somebody else reads it again. Raises `Stale` when it was appealed against before, or stands no more."""
    lock_thing(record.submission)
    Submission.objects.select_for_update().get(pk=record.submission_id)
    held = MoveRecord.objects.select_related("submission").get(pk=record.pk)
    if not appeals.looks_after(by, held.submission):
        raise Refused(_("You do not look after this any more, so you cannot appeal."))
    if Appeal.objects.filter(record=held).exists():
        raise Stale(_("There is an appeal against this decision already. You can see it on this page."))
    if not words.strip():
        raise Refused(_("Say why you think that we should decide otherwise."))
    match appeals.why_not(by, held):
        case "over":
            raise Stale(_("This decision does not stand any more, so you need not appeal."))
        case "":
            pass
        case _other:
            raise Refused(_("You cannot appeal against this decision. You can write to us."))
    now = timezone.now()
    made = Appeal.objects.create(
        record=held,
        submission=held.submission,
        by=by,
        words=words.strip(),
        made_at=now,
        due_on=add_working_days(timezone.localdate(now), settings.WORKING_DAYS_TO_APPEAL),
    )
    post(
        to=by.email,
        kind="commitments/appeal_receipt",
        thing=f"appeal:{made.pk}",
        period="1",
        context={"appeal": made, "subject": subject_of(held.submission), "page": reverse("appeal", args=[held.pk])},
    )
    return made


@transaction.atomic
def decide_appeal(
    *, appeal: Appeal, upheld: bool, answer: str, seen: str, read_again: bool = False, by: User
) -> Appeal:
    """Answer an appeal. Upheld, the decision is undone in the same transaction: and only that decision.

    What was not published is published, or, with `read_again`, waits to be read once more. What was hidden is public
    again, with all that the same act hid. What was taken out of the words is put back.

    `seen` says what `by` had before them. Raises `Stale` when anything has happened since.
    """
    lock_thing(appeal.submission)
    submission = Submission.objects.select_for_update().get(pk=appeal.submission_id)
    held = Appeal.objects.select_for_update(of=("self",)).select_related("record", "submission").get(pk=appeal.pk)
    if held.decided_at:
        raise Stale(_("Somebody has decided on this appeal already."))
    refuse_unless_possible(held, answer, by=by)
    refuse_apart(submission=submission, action=UNDONE_BY[Action(held.record.action)], by=by)
    end_hold(thing=f"appeal:{held.pk}", by=by)
    if appeals.seen(held) != seen:
        raise Stale(_("Something has happened to this since you opened it. Please look at it again."))
    if upheld and appeals.stands(held.record):
        undo(held, submission, read_again=read_again, by=by)
    held.upheld, held.answer = upheld, answer.strip()
    held.decided_by, held.decided_at = by, timezone.now()
    held.save(update_fields=["upheld", "answer", "decided_by", "decided_at"])
    tell(held)
    return held


def refuse_unless_possible(held: Appeal, answer: str, *, by: User) -> None:
    if not appeals.can_decide_on(by, held):
        raise Refused(_("You cannot decide on this appeal: you took part in the decision, or it is yours."))
    if not answer.strip():
        raise Refused(_("Write an answer. Whoever appealed has a right to know why."))


def undo(held: Appeal, submission: Submission, *, read_again: bool, by: User) -> None:
    """Only what the decision did. The mail about the appeal says it, so there is no other."""
    match Action(held.record.action):
        case Action.DECLINE:
            refuse_if_newer(submission)
            reopened = move(submission=submission, action=Action.REOPEN, revision=submission.revision, by=by)
            if not read_again:
                carry_out(
                    submission=reopened,
                    action=Action.PUBLISH,
                    revision=reopened.revision,
                    by=by,
                    is_told=False,
                )
        case Action.HIDE:
            if last_hiding(submission) != held.record:
                raise Stale(_("Something has happened to this since you opened it. Please look at it again."))
            carry_out(submission=submission, action=Action.RESTORE, revision=submission.revision, by=by, is_told=False)
        case Action.PUBLISH:
            put_words_back(record=held.record)


def refuse_if_newer(submission: Submission) -> None:
    """Words that others took the place of since are not brought back over these."""
    kind = Kind(submission.kind)
    same = Submission.objects.filter(**{PATHS[kind]: thing_of(submission)}, pk__gt=submission.pk, state__in=NEWER)
    if kind in REPLACED and same.exists():
        raise Refused(_("Its writer has sent newer words since. Say in your answer that those count, and decide no."))


def tell(held: Appeal) -> None:
    """Whoever appealed; where they have left, whoever looks after it."""
    subject = subject_of(held.submission)
    to = held.by
    if to is None and subject.keeper_id is not None:
        to = User.objects.filter(pk=subject.keeper_id).first()
    if to is None or not to.is_active:
        return
    held.submission.refresh_from_db(fields=["state"])
    post(
        to=to.email,
        kind="commitments/appeal_decided",
        thing=f"appeal:{held.pk}",
        period="decided",
        context={
            "appeal": held,
            "subject": subject_of(held.submission),
            "is_public": held.submission.state == State.PUBLISHED,
            "page": reverse("appeal", args=[held.record_id]),
        },
    )


def alert_late() -> int:
    """Two people hear of each appeal that is late and that somebody can open, once a week. Run by `run_due`."""
    today = timezone.localdate()
    year, week, _day = today.isocalendar()
    period, told = f"late-{year}-{week}", 0
    for late in appeals.waiting().filter(due_on__lt=today).order_by("pk"):
        thing = f"appeal:{late.pk}"
        if Mail.objects.filter(kind="commitments/appeal_late", thing=thing, period=period).exists():
            continue
        context = {"appeal": late, "page": reverse("moderation-appeal", args=[late.pk])}
        with transaction.atomic():
            for address in two_to_alert():
                post(to=address, kind="commitments/appeal_late", thing=thing, period=period, context=context)
        told += 1
    return told


def two_to_alert() -> list[str]:
    """Two administrators; where there is only one, also the contact address."""
    return list(dict.fromkeys([*administrators(), settings.CONTACT_EMAIL]))[:ALERTED]


def prune_appeals() -> int:
    """Forget what people wrote in appeals that were decided long ago. The decision and its answer stay."""
    before = timezone.now() - timedelta(days=settings.CASE_DAYS)
    return Appeal.objects.filter(decided_at__lt=before).exclude(words="").update(words="")


def about_appeals(*, email: str, user: User | None) -> dict[str, Any]:
    if user is None:
        return {}
    fields = ("words", "made_at", "due_on", "upheld", "answer", "decided_at")
    return {
        "appeals": list(user.appeals.order_by("pk").values(*fields)),
        "appeals_decided": list(Appeal.objects.filter(decided_by=user).order_by("pk").values("upheld", "decided_at")),
    }


@transaction.atomic
def forget_appeals(*, email: str, user: User | None) -> None:
    """What they wrote goes, and what we answered; what waits needs no answer any more."""
    if user is not None:
        user.appeals.filter(decided_at=None).delete()
        user.appeals.update(words="", answer=FORGOTTEN)
