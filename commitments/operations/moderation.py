"""What a moderator decides. Each decision is one move of the table, one record, and one mail to the writer.

Whoever writes to a commitment holds its row first and those of its submissions after, so two who act at once wait for
each other and the second finds what the first did.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.desk import reasons
from commitments.desk.safety import has_duty, is_kept_apart
from commitments.models import Commitment, Opportunity, Organisation
from commitments.operations import followers, opportunities, profiles, public_facts, standing
from commitments.operations.decision_mails import tell_writer
from commitments.operations.telling_of_views import tell_makers
from commitments.permissions import can_decide
from commitments.subjects import PATHS, REPLACED, thing_of
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import DECISIONS, Action, State

# Those moves after which the public sees something else than before.
CHANGES_WHAT_IS_PUBLIC = frozenset({Action.PUBLISH, Action.HIDE, Action.RESTORE})


@transaction.atomic
def decide(
    *, submission: Submission, action: Action, revision: int, by: User, reason: str = "", note: str = ""
) -> Submission:
    """Publish, return, decline, hide or restore. `revision` is the one that the moderator has read.

    Raises `Stale` when it has changed since or somebody else has decided, `Refused` when it is the moderator's own or
    when the reason or the note that the writer needs is missing.

    A version that is hidden takes every public version of its commitment with it, and a notice those of its
    opportunity, so that the whole is
    gone and not only its newest words; to restore any of them brings back those that went together.
    """
    refuse_unless_possible(submission=submission, action=action, reason=reason, note=note, by=by)
    return carry_out(submission=submission, action=action, revision=revision, reason=reason, note=note, by=by)


def carry_out(
    *,
    submission: Submission,
    action: Action,
    revision: int,
    by: User,
    reason: str = "",
    note: str = "",
    is_told: bool = True,
) -> Submission:
    """A decision that its maker may make. The caller holds a transaction. `is_told`: its writer gets a mail."""
    # First the thing, then its submissions: the makers' operations lock in the same order.
    thing = thing_of(submission)
    type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    others = moved_together(submission=submission, action=action)
    decided = move(submission=submission, action=action, revision=revision, by=by, reason=reason, note=note)
    record = decided.move_records.latest("pk")
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
    return decided


def follow(thing: Any) -> None:
    """Bring what follows from a thing's public words in step. Of a signature nothing does: its state says it all."""
    match thing:
        case Commitment():
            standing.ask_about_what_stands(commitment=public_facts.refresh(commitment=thing))
        case Opportunity():
            opportunities.refresh(opportunity=thing)
        case Organisation():
            profiles.refresh(organisation=thing)


def refuse_unless_possible(*, submission: Submission, action: Action, reason: str, note: str, by: User) -> None:
    if not can_decide(by, submission):
        raise Refused(_("You cannot decide on this, because it is yours or your organisation's."))
    if is_kept_apart(submission.pk) and not has_duty(by):
        raise Refused(_("This is with the safeguarding lead and deputy. Only they can decide on it now."))
    if action not in DECISIONS:
        raise Refused(_("Only the writer can do this."))
    if action is Action.RETURN and not can_be_asked(submission):
        raise Refused(_("We do not know who sent this, so nobody can be asked. Publish it, or do not."))
    if action in reasons.NEED_REASON and not reasons.fits(code=reason, action=action):
        raise Refused(_("Choose a reason, so that the writer knows why."))
    if action in reasons.NEED_NOTE and not note.strip():
        raise Refused(_("Write a note, so that the writer knows what to change."))


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
