"""The only way that a submission changes state."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from coprod_portal.accounts.blocking import refuse_blocked
from coprod_portal.accounts.models import User
from coprod_portal.working_days import add_working_days, promised_days

from .errors import Stale
from .models import MoveRecord, Submission
from .rules import current_number
from .states import MOVES, UNTOLD, Action, Actor, State, is_allowed

SENDING = (Action.SUBMIT, Action.REVISE)


def new_draft(
    *, kind: Submission.Kind, by: User | None, charter_slug: str = "", week_year: int | None = None
) -> Submission:
    """A submission that nobody has sent yet, filed so that the desk can narrow its queue by charter and by week."""
    refuse_blocked(by)
    return Submission.objects.create(
        kind=kind, written_by=by, created_at=timezone.now(), charter_slug=charter_slug, week_year=week_year
    )


def move(
    *,
    submission: Submission,
    action: Action,
    revision: int,
    by: User | None,
    reason: str = "",
    note: str = "",
    second_by: User | None = None,
    part_of: MoveRecord | None = None,
) -> Submission:
    """Make one move of the table and record it. The caller holds a transaction and mails on commit.

    `revision` is what the person had before them. Raises `Stale` when the words have changed since, or when the table
    has no such move from the state that it is in now. Each function of `AFTER_MOVE` is then called with `record=`, in
    the same transaction.
    """
    if action in SENDING:
        refuse_blocked(by)
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if not is_allowed(action=action, state=State(held.state)):
        raise Stale(happened_since(held, _("So this is not possible any more."), to=MOVES[action].actor))
    if held.revision != revision:
        raise Stale(happened_since(held, _("Please read the words again."), to=MOVES[action].actor))

    now = timezone.now()
    before, held.state = held.state, MOVES[action].after(State(held.state))
    if action in (Action.SUBMIT, Action.REVISE):
        held.submitted_at = now
        held.read_by_date = add_working_days(timezone.localdate(now), promised_days())
    if action in (Action.REVISE, Action.SUBMIT) and before != State.DRAFT:
        held.revision += 1
    if action is Action.PUBLISH:
        held.published_at = now
    held.save(update_fields=["state", "revision", "submitted_at", "read_by_date", "published_at"])
    record = MoveRecord.objects.create(
        submission=held,
        action=action,
        before=before,
        after=held.state,
        revision=revision,
        by=by,
        reason=reason,
        note=note,
        second_by=second_by,
        rules_edition=current_number() if MOVES[action].actor is Actor.MODERATOR else None,
        at=now,
        part_of=part_of,
    )
    for name in settings.AFTER_MOVE:
        follow: Callable[..., object] = import_string(name)
        follow(record=record)
    return held


def submit_new(*, kind: Submission.Kind, filed: Sequence[tuple[str, int | None]], by: User | None) -> list[Submission]:
    """New submissions, each sent to be read, with its record. Nobody has written them but whom they are entered for.

    `filed` holds the slug of the charter and the year of the week of each.

    The same as a draft and its move, for many at once: nobody else can have had these before.
    """
    refuse_blocked(by)
    now = timezone.now()
    read_by = add_working_days(timezone.localdate(now), promised_days())
    made = Submission.objects.bulk_create(
        Submission(
            kind=kind,
            state=State.SUBMITTED,
            created_at=now,
            submitted_at=now,
            read_by_date=read_by,
            charter_slug=charter_slug,
            week_year=week_year,
        )
        for charter_slug, week_year in filed
    )
    MoveRecord.objects.bulk_create(
        MoveRecord(
            submission=one, action=Action.SUBMIT, before=State.DRAFT, after=State.SUBMITTED, revision=1, by=by, at=now
        )
        for one in made
    )
    return made


def happened_since(submission: Submission, rest: str, *, to: Actor) -> str:
    """What to tell somebody who comes too late: who did what, and what that means for them."""
    records = submission.move_records.all()
    last = (records.exclude(action__in=UNTOLD) if to is Actor.WRITER else records).last()
    happened = last.sentence if last else _("It is now: %(state)s") % {"state": submission.told_state.label}
    return f"{happened}. {rest}"
