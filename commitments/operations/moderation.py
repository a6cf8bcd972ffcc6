"""What a moderator decides. Each decision is one move of the table, one record, and one mail to the writer.

Whoever writes to a commitment holds its row first and those of its submissions after, so two who act at once wait for
each other and the second finds what the first did.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.desk import reasons
from commitments.desk.safety import has_duty, is_hidden_with_apart, is_kept_apart
from commitments.models import Commitment, Opportunity, Organisation, SecondLook
from commitments.operations import followers, opportunities, profiles, public_facts, standing
from commitments.operations.advising import thank_reviewers
from commitments.operations.decision_mails import tell_writer
from commitments.operations.ending_holds import end_by_deciding
from commitments.operations.removing import Stretch, take_out
from commitments.operations.second_looks import ask_second, end, hold, put_back, refuse_unless_seen
from commitments.operations.telling_of_views import tell_makers
from commitments.permissions import can_moderate, why_not
from commitments.subjects import PATHS, REPLACED, thing_of
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import MOVES, Action, Actor, State

# Those moves after which the public sees something else than before.
CHANGES_WHAT_IS_PUBLIC = frozenset({Action.PUBLISH, Action.HIDE, Action.RESTORE})


# What one moderator decides on what waits, or on what is public. Danger and appeals have operations of their own.
DECIDED_HERE = frozenset({Action.PUBLISH, Action.RETURN, Action.DECLINE, Action.HIDE, Action.RESTORE})


@transaction.atomic
def decide(
    *,
    submission: Submission,
    action: Action,
    revision: int,
    by: User,
    reason: str = "",
    note: str = "",
    taken_out: Sequence[Stretch] = (),
    look: int | None = None,
) -> Submission:
    """Publish, return, decline, hide or restore. `revision` is the one that the moderator has read.

    `taken_out` are the stretches of the words that do not become public. `look` is the decision of another not to
    publish it, if they saw that there is one.

    Raises `Stale` when it has changed since or somebody else has decided, `Refused` when it is the moderator's own or
    when the reason or the note that the writer needs is missing.

    To decline takes two: the first time, it waits on for the second look of another, and its writer hears nothing.
    """
    refuse_unless_possible(submission=submission, action=action, reason=reason, note=note, taken_out=taken_out, by=by)
    lock_thing(submission)
    refuse_unless_seen(submission=submission, seen=look)
    if action is Action.DECLINE and look is None:
        ask_second(submission=submission, revision=revision, reason=reason, note=note, by=by)
        end_by_deciding(submission=submission, by=by)
        submission.refresh_from_db()
        return submission
    if look is not None:
        put_back(look=SecondLook.objects.get(pk=look), by=by)
    return carry_out(
        submission=submission, action=action, revision=revision, reason=reason, note=note, taken_out=taken_out, by=by
    )


@transaction.atomic
def agree(*, look: SecondLook, by: User) -> Submission:
    """The second one agrees that it is not published. Now its writer hears why, in the words of the first."""
    lock_thing(look.submission)
    held = hold(look, by=by)
    if held.asked_by is None:
        raise Refused(_("Whoever decided first is not here any more. Put it back, and decide afresh."))
    end(look=held, agreed=True, by=by)
    return carry_out(
        submission=look.submission,
        action=Action.DECLINE,
        revision=held.revision,
        reason=held.reason,
        note=held.note,
        by=held.asked_by,
        second_by=by,
    )


@transaction.atomic
def carry_out(
    *,
    submission: Submission,
    action: Action,
    revision: int,
    by: User,
    reason: str = "",
    note: str = "",
    taken_out: Sequence[Stretch] = (),
    second_by: User | None = None,
    is_told: bool = True,
) -> Submission:
    """Make the move of a decision, with all that follows from it. Whoever calls has asked whether they may.

    `is_told`: its writer gets a mail.

    A version that is hidden takes every public version of its commitment with it, and a notice those of its
    opportunity, so that the whole is gone and not only its newest words; to restore any of them brings back those that
    went together.
    """
    thing = lock_thing(submission)
    others = moved_together(submission=submission, action=action)
    decided = move(
        submission=submission,
        action=action,
        revision=revision,
        by=by,
        reason=reason,
        note=note.strip(),
        second_by=second_by,
    )
    end_by_deciding(submission=decided, by=second_by or by)
    record = decided.move_records.latest("pk")
    if taken_out:
        take_out(record=record, stretches=taken_out)
    for other in others:
        move(submission=other, action=action, revision=other.revision, by=by, reason=reason, part_of=record)
    if action in CHANGES_WHAT_IS_PUBLIC:
        follow(thing)
        if submission.kind == Submission.Kind.VIEW:
            tell_makers(commitment=thing)
    if action is Action.HIDE and isinstance(thing, Commitment):
        followers.untell(commitment=thing)
    if is_told:
        tell_writer(record=record)
    thank_reviewers(record=record)
    return decided


def lock_thing(submission: Submission) -> Any:
    """First the thing, then its submissions: the makers' operations lock in the same order."""
    thing = thing_of(submission)
    lock(thing)
    return thing


def lock(thing: Any) -> None:
    type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)


def follow(thing: Any) -> None:
    """Bring what follows from a thing's public words in step. Of a signature nothing does: its state says it all."""
    match thing:
        case Commitment():
            standing.ask_about_what_stands(commitment=public_facts.refresh(commitment=thing))
        case Opportunity():
            opportunities.refresh(opportunity=thing)
        case Organisation():
            profiles.refresh(organisation=thing)


def refuse_unless_possible(
    *, submission: Submission, action: Action, reason: str, note: str, taken_out: Sequence[Stretch], by: User
) -> None:
    if not can_moderate(by):
        raise Refused(_("Only moderators decide on this."))
    if MOVES[action].actor is Actor.WRITER:
        raise Refused(_("Only the writer can do this."))
    if action not in DECIDED_HERE:
        raise Refused(_("This is not decided here."))
    if taken_out and action is not Action.PUBLISH:
        raise Refused(_("Words are only taken out of what becomes public."))
    if sentence := why_not(by, submission):
        raise Refused(sentence)
    refuse_apart(submission=submission, action=action, by=by)
    if action is Action.RETURN and not can_be_asked(submission):
        raise Refused(_("We do not know who sent this, so nobody can be asked. Publish it, or do not."))
    if action in reasons.NEED_REASON and not reasons.fits(code=reason, action=action):
        raise Refused(_("Choose a reason, so that the writer knows why."))
    if action in reasons.NEED_NOTE and not note.strip():
        raise Refused(_("Write a note, so that the writer knows what to change."))


def refuse_apart(*, submission: Submission, action: Action, by: User) -> None:
    """Nor does anybody but lead and deputy bring it back with other words of the same thing."""
    is_apart = is_kept_apart(submission.pk) or (action is Action.RESTORE and is_hidden_with_apart(submission))
    if is_apart and not has_duty(by):
        raise Refused(_("This is with the safeguarding lead and deputy. Only they can decide on it now."))


def can_be_asked(submission: Submission) -> bool:
    """Whoever says how they see a commitment gives no name: a question would reach nobody."""
    return submission.kind != Submission.Kind.VIEW or submission.written_by_id is not None


def moved_together(*, submission: Submission, action: Action) -> list[Submission]:
    """The other words of a commitment, or of an opportunity, that one act hides or restores."""
    kind = Submission.Kind(submission.kind)
    if kind not in REPLACED or action not in (Action.HIDE, Action.RESTORE):
        return []
    others = Submission.objects.filter(**{PATHS[kind]: thing_of(submission)}).exclude(pk=submission.pk)
    if action is Action.HIDE:
        return list(others.filter(state=State.PUBLISHED))
    return list(others.filter(state=State.HIDDEN, pk__in=hidden_with(submission)))


def hidden_with(submission: Submission) -> list[int]:
    """Whatever the last act that hid this submission has hidden, and has not been hidden again by another since."""
    act = last_hiding(submission)
    if act is None:
        return []
    whole = act.part_of or act
    together = MoveRecord.objects.filter(Q(pk=whole.pk) | Q(part_of=whole)).select_related("submission")
    return [record.submission_id for record in together if last_hiding(record.submission) == record]


def last_hiding(submission: Submission) -> MoveRecord | None:
    return submission.move_records.filter(action=Action.HIDE).order_by("-pk").first()
