"""Blocking a person, with all of theirs that is public or with nothing, and undoing just that."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commitments.desk import reasons
from commitments.desk.safety import is_hidden_with_apart, without_apart
from commitments.models import BlockedHiding, Commitment, Member
from commitments.operations import followers
from commitments.operations.moderation import follow, last_hiding, lock
from commitments.subjects import OF_THEIR_WRITER, PATHS, WITH_SUBJECT, thing_of
from coprod_portal.accounts import blocking
from coprod_portal.accounts.models import Block, User
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State

Kind = Submission.Kind


@transaction.atomic
def block_person(*, user: User, why: str, reason: str, hide_everything: bool, by: User) -> Block:
    """Stop somebody from sending, and hide all of theirs that is public in one act, or nothing.

    `reason` is the code of one of the reasons to hide: its group is what the person is told.
    """
    if not reasons.fits(code=reason, action=Action.HIDE):
        raise Refused(_("Choose a reason, so that the person knows why."))
    made = blocking.block(user=user, why=why, hide_everything=hide_everything, by=by)
    if hide_everything:
        hide_all(made, reason=reason, by=by)
    post(
        to=user.email,
        kind="commitments/blocked",
        thing=f"block:{made.pk}",
        period="1",
        context={"block": made, "group": reasons.by_code()[reason].get_group_display()},
    )
    return made


@transaction.atomic
def lift_block(*, block: Block, restore_everything: bool, by: User) -> Block:
    """Let them send again; with `restore_everything`, what this block hid is public again, and nothing else."""
    lifted = blocking.lift(block=block, by=by)
    if restore_everything:
        restore_all(lifted, by=by)
    post(
        to=lifted.user.email,
        kind="commitments/block_lifted",
        thing=f"block:{lifted.pk}",
        period="lifted",
        context={"is_restored": restore_everything and lifted.hid_everything},
    )
    return lifted


def public_of(user: User) -> "QuerySet[Submission]":
    """All of somebody's that is public: what they wrote, and what belongs to what they look after alone.

    Nothing of an organisation that has other members: it is theirs too. And nothing that others said of it.
    """
    others = Member.objects.filter(organisation=OuterRef("organisation")).exclude(user=user)
    alone = user.memberships.filter(~Exists(others)).values("organisation")
    theirs = Q(kind__in=OF_THEIR_WRITER, written_by=user)
    for kind, path in PATHS.items():
        if kind in OF_THEIR_WRITER:
            continue
        if kind == Kind.PROFILE:
            theirs |= Q(kind=kind, **{f"{path}__in": alone})
        elif kind == Kind.PARTY:
            theirs |= Q(kind=kind, party__organisation__in=alone) | Q(
                kind=kind, party__organisation=None, party__keeper=user
            )
        else:
            theirs |= Q(kind=kind, **{f"{path}__organisation__in": alone})
            own = Q(**{f"{path}__keeper": user}) | Q(written_by=user, **{f"{path}__keeper": None})
            theirs |= Q(own, kind=kind, **{f"{path}__organisation": None})
    keys = Submission.objects.filter(theirs).values("pk")
    return without_apart(Submission.objects.filter(pk__in=keys, state=State.PUBLISHED)).order_by("pk")


def hide_all(block: Block, *, reason: str, by: User) -> None:
    """One act: the first record, with all others as its parts."""
    things = lock_things(with_things(public_of(block.user)))
    act: MoveRecord | None = None
    for submission in public_of(block.user):
        held = move(
            submission=submission,
            action=Action.HIDE,
            revision=submission.revision,
            by=by,
            reason=reason,
            part_of=act,
        )
        act = act or held.move_records.latest("pk")
    if act is not None:
        BlockedHiding.objects.create(block=block, record=act)
    for thing in things:
        follow(thing)
        if isinstance(thing, Commitment):
            followers.untell(commitment=thing)


def restore_all(block: Block, *, by: User) -> None:
    """What this act hid and nobody has restored, hidden or kept apart since."""
    hiding = BlockedHiding.objects.filter(block=block).first()
    if hiding is None:
        return
    records = MoveRecord.objects.filter(Q(pk=hiding.record_id) | Q(part_of=hiding.record_id))
    hidden = Submission.objects.filter(pk__in=records.values("submission"), state=State.HIDDEN)
    things = lock_things(with_things(without_apart(hidden).order_by("pk")))
    ours, act = set(records.values_list("pk", flat=True)), None
    for submission in without_apart(hidden).order_by("pk"):
        last = last_hiding(submission)
        if last is None or last.pk not in ours or is_hidden_with_apart(submission):
            continue
        held = move(submission=submission, action=Action.RESTORE, revision=submission.revision, by=by, part_of=act)
        act = act or held.move_records.latest("pk")
    for thing in things:
        follow(thing)


def with_things(rows: "QuerySet[Submission]") -> list[Any]:
    """The things that these are parts of, each once."""
    found = {}
    for submission in rows.select_related(*WITH_SUBJECT):
        thing = thing_of(submission)
        found[thing._meta.label, thing.pk] = thing
    return [found[key] for key in sorted(found)]


def lock_things(things: Sequence[Any]) -> Sequence[Any]:
    """First the things and then their submissions, like every decision; always in the same order."""
    for thing in things:
        lock(thing)
    return things
