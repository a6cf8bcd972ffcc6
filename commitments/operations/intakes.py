"""Bringing in the rows of an organiser's sheet: checked one by one, mended or left out, and then in, each once.

Whoever lets rows in holds the week first, so that two intakes of one week wait for each other; that a row goes in once
is the database's own rule (`RowGone`), whatever file it stands in.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.intake.columns import Cells, Table, read_table
from commitments.intake.row_form import Known, RowForm, known_to, seal_of
from commitments.intake.sheets import read_sheet
from commitments.models import Intake, IntakeRow, RowGone, Week
from commitments.teams import of_week
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale

from .entering import Entered, enter_many

WRITTEN_AT_ONCE = 500
# So few that somebody else who writes meanwhile hardly waits.
IN_ONE_TRANSACTION = 50
SECONDS_OF_A_SLICE = 3.0
SECONDS_OF_A_TASK = 20.0


@dataclass(frozen=True)
class Checked:
    """A file that was read, its rows not written yet."""

    seal: str
    table: Table
    rows: list[IntakeRow]


def check(*, content: bytes, week: Week, by: User) -> Checked:
    """Read a file and check each row. Writes nothing. Raises `Refused` with what is wrong with the file."""
    if week.opens_on is None:
        raise Refused(_("This week was before the portal, so it takes no commitments."))
    table = read_table(read_sheet(content))
    if not table.rows:
        raise Refused(_("This file has headings and no rows below them. Write one commitment in each row."))
    known = known_to(of_week(week), own_address=by.email)
    rows = [
        checked_row(IntakeRow(number=number, brought_seal=seal_of(cells)), cells, known) for number, cells in table.rows
    ]
    return Checked(hashlib.sha256(content).hexdigest(), table, rows)


def checked_row(row: IntakeRow, cells: Cells, known: Known) -> IntakeRow:
    """With what the form says of its cells; not saved."""
    form = RowForm(cells, known=known)
    row.cells, row.faults, row.seal = cells, form.faults(), form.seal()
    return row


@transaction.atomic
def bring(*, checked: Checked, week: Week, file_name: str, by: User) -> Intake:
    """Keep what was checked. The same file that is being checked already is not kept twice: that one goes on."""
    Week.objects.select_for_update(no_key=True).get(pk=week.pk)
    going_on = Intake.objects.filter(
        week=week, file_seal=checked.seal, state__in=[Intake.State.CHECKING, Intake.State.GOING_IN]
    ).first()
    if going_on is not None:
        return going_on
    intake = Intake.objects.create(week=week, file_name=file_name, file_seal=checked.seal, brought_by=by)
    for row in checked.rows:
        row.intake = intake
    IntakeRow.objects.bulk_create(checked.rows, batch_size=WRITTEN_AT_ONCE)
    return intake


def held_open(intake: Intake) -> Intake:
    """The intake, locked, while its rows can still be changed."""
    held = Intake.objects.select_for_update().select_related(None).get(pk=intake.pk)
    if held.state == Intake.State.CHECKING:
        return held
    raise Refused(CLOSED[Intake.State(held.state)]())


CLOSED = {
    Intake.State.GOING_IN: lambda: _("The rows of this file are going in, so they cannot be changed any more."),
    Intake.State.DONE: lambda: _("The rows of this file are in, so they cannot be changed here any more."),
    Intake.State.GIVEN_UP: lambda: _("This file was given up. Bring it again."),
}


@transaction.atomic
def mend(*, row: IntakeRow, cells: Cells, seen: str, by: User) -> IntakeRow:
    """Put other cells in a row. `seen` is the seal of those that the person had before them."""
    intake = held_open(row.intake)
    held = IntakeRow.objects.select_for_update().get(pk=row.pk)
    if cells_seal(held.cells) != seen:
        raise Stale(_("Somebody changed this row after you opened it."))
    checked_row(held, cells, known_to(of_week(intake.week), own_address=by.email))
    held.is_left_out = False
    held.save(update_fields=["cells", "faults", "seal", "is_left_out"])
    return held


def cells_seal(cells: Cells) -> str:
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def leave_out(*, row: IntakeRow, is_left_out: bool) -> None:
    held_open(row.intake)
    IntakeRow.objects.filter(pk=row.pk).update(is_left_out=is_left_out)


@transaction.atomic
def leave_out_faulty(*, intake: Intake) -> int:
    """All rows that need mending. Returns how many."""
    held_open(intake)
    return to_mend(intake).update(is_left_out=True)


def gone(intake: Intake) -> Exists:
    """Whether a row, as it is now or as the file had it, has gone into the week already."""
    either = Q(seal=OuterRef("seal")) | Q(seal=OuterRef("brought_seal"))
    return Exists(RowGone.objects.filter(either, week=intake.week_id))


def to_mend(intake: Intake) -> "QuerySet[IntakeRow]":
    """What keeps the others from going in."""
    return intake.rows.filter(is_left_out=False, went_in_at=None).exclude(faults=[]).exclude(gone(intake))


def to_go_in(intake: Intake) -> "QuerySet[IntakeRow]":
    return intake.rows.filter(is_left_out=False, went_in_at=None, faults=[])


@transaction.atomic
def start(*, intake: Intake) -> Intake:
    """Let the rows go in, once each is right or left out. Doing it again changes nothing."""
    Week.objects.select_for_update(no_key=True).get(pk=intake.week_id)
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    if held.state in (Intake.State.GOING_IN, Intake.State.DONE):
        return held
    held = held_open(held)
    wrong = to_mend(held).count()
    if wrong:
        said = ngettext(
            "%(number)s row needs mending first, or leave it out.",
            "%(number)s rows need mending first, or leave them out.",
            wrong,
        )
        raise Refused(said % {"number": wrong})
    # What is in already, from this file or another, needs no second way in.
    held.rows.filter(gone(held), is_left_out=False, went_in_at=None).update(went_in_at=timezone.now())
    if not held.rows.filter(is_left_out=False).exists():
        raise Refused(_("Every row is left out. Take one back in first, or give up this file."))
    held.state = Intake.State.GOING_IN
    held.save(update_fields=["state"])
    return held


def go_on(*, intake: Intake, seconds: float = SECONDS_OF_A_SLICE) -> int:
    """Let in as many rows as some seconds allow, few in each transaction. Returns how many were dealt with.

    Whatever stops it, the rows of ended transactions are in, and the next call goes on with the rest.
    """
    until, done = time.monotonic() + seconds, 0
    week = Week.objects.get(pk=intake.week_id)
    known = known_to(of_week(week))
    while True:
        dealt_with = let_some_in(intake=intake, week=week, known=known)
        done += dealt_with
        if dealt_with == 0 or time.monotonic() >= until:
            return done


@transaction.atomic
def let_some_in(*, intake: Intake, week: Week, known: Known) -> int:
    """The next few rows. When none is left the intake is done, or waits for what cannot go in any more."""
    Week.objects.select_for_update(no_key=True).get(pk=week.pk)
    held = Intake.objects.select_for_update().select_related(None).get(pk=intake.pk)
    if held.state != Intake.State.GOING_IN:
        return 0
    rows = list(to_go_in(held)[:IN_ONE_TRANSACTION])
    if rows:
        let_in(rows=rows, week=week, known=known, by=held.brought_by)
    else:
        finish(held)
    return len(rows)


def finish(held: Intake) -> None:
    """Rows that were right when they were checked may not be any more: a day has passed, or a charter has changed."""
    if to_mend(held).exists():
        held.state = Intake.State.CHECKING
    else:
        held.state, held.ended_at = Intake.State.DONE, timezone.now()
    held.save(update_fields=["state", "ended_at"])


def let_in(*, rows: Sequence[IntakeRow], week: Week, known: Known, by: User | None) -> None:
    """Rows become submissions for the desk. One that is in already only says so, and one that is right no more waits.

    The caller holds the week, so nobody else lets rows into it meanwhile. No seal can stand there twice.
    """
    forms = [RowForm(row.cells, known=known) for row in rows]
    all_seals = [{form.seal(), row.brought_seal} - {""} for form, row in zip(forms, rows, strict=True)]
    taken = set(RowGone.objects.filter(week=week, seal__in=set().union(*all_seals)).values_list("seal", flat=True))
    going: list[tuple[IntakeRow, Entered]] = []
    new: list[RowGone] = []
    for row, form, seals in zip(rows, forms, all_seals, strict=True):
        row.faults = form.faults()
        if row.faults:
            continue
        row.went_in_at = timezone.now()
        if not seals & taken:
            going.append((row, entered(form)))
            new += [RowGone(week=week, seal=seal) for seal in sorted(seals)]
        taken |= seals
    RowGone.objects.bulk_create(new)
    commitments = enter_many(team=of_week(week), entered=[one for _row, one in going], by=by) if going else []
    for (row, _one), commitment in zip(going, commitments, strict=True):
        row.commitment = commitment
    IntakeRow.objects.bulk_update(rows, ["faults", "went_in_at", "commitment"])


def entered(form: RowForm) -> Entered:
    return Entered(maker=form.maker(), charter=form.cleaned_data["charter"], words=form.words(), consent=form.consent())


@transaction.atomic
def give_up(*, intake: Intake) -> Intake:
    """Its rows are deleted with all that stood in them. What another file brought in stays."""
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    if held.state == Intake.State.GIVEN_UP:
        return held
    held = held_open(held)
    held.rows.filter(commitment=None).delete()
    held.rows.update(cells={}, faults=[])
    held.state, held.ended_at = Intake.State.GIVEN_UP, timezone.now()
    held.save(update_fields=["state", "ended_at"])
    return held


def finish_left() -> int:
    """Go on with what somebody started and left. Run by `run_due`, also while a browser does the same."""
    return sum(
        go_on(intake=intake, seconds=SECONDS_OF_A_TASK)
        for intake in Intake.objects.filter(state=Intake.State.GOING_IN).order_by("pk")
    )


def prune_intakes() -> int:
    """Empty the cells of what went in some time ago, and give up what nobody goes on with. Returns how many rows."""
    before = timezone.now() - timedelta(days=int(settings.INTAKE_DAYS))
    for intake in Intake.objects.filter(state=Intake.State.CHECKING, brought_at__lt=before):
        give_up(intake=intake)
    old = IntakeRow.objects.filter(intake__state=Intake.State.DONE, intake__ended_at__lt=before)
    return old.exclude(cells={}).update(cells={}, faults=[])


def about_rows(*, email: str, user: User | None) -> dict[str, Any]:
    rows = IntakeRow.objects.filter(cells__email__iexact=email).order_by("pk")
    facts: dict[str, Any] = {"rows_brought_for_you": list(rows.values("cells", "intake__week__year"))}
    if user is not None:
        brought = Intake.objects.filter(brought_by=user).order_by("pk")
        facts["files_brought_by_you"] = list(brought.values("file_name", "brought_at", "week__year"))
    return facts


def forget_rows(*, email: str, user: User | None) -> None:
    """Rows that have not gone in go; of the others nothing is left but that they did."""
    rows = IntakeRow.objects.filter(cells__email__iexact=email)
    rows.filter(went_in_at=None).delete()
    rows.update(cells={}, faults=[])
