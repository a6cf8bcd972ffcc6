"""The public ledger: what is counted, what is withheld, and what never counts."""

import csv
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from commitments.ledger.report import EVERY, NAMES, Number, year_of
from commitments.ledger.withholding import withheld
from commitments.models import Appeal, LedgerMonth
from commitments.operations.ledger import count_ledger
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import Removal, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


def waiting(**fields: Any) -> Submission:
    return factories.waiting_commitment(**fields).versions.get().submission


def act(submission: Submission, action: Action, **fields: Any) -> Submission:
    submission.refresh_from_db()
    by = factories.deciding_moderator()
    return move(submission=submission, action=action, revision=submission.revision, by=by, **fields)


def counted(*, month: str = "2026-11", made_up: bool = False) -> LedgerMonth:
    LedgerMonth.objects.all().delete()
    count_ledger()
    return LedgerMonth.objects.get(starts_on=f"{month}-01", made_up=made_up)


def table(client: Client) -> dict[tuple[str, ...], str]:
    content = client.get("/ledger/ledger.csv").content.decode("utf-8-sig")
    return {(row[0], row[1], row[2]): row[3] for row in csv.reader(content.splitlines())}


def kept_month(month: str, counts: dict[str, int], *, made_up: bool = False, **fields: Any) -> LedgerMonth:
    values = {"waits": {}, "counted_at": timezone.now(), **fields}
    return LedgerMonth.objects.create(starts_on=f"{month}-01", made_up=made_up, counts=counts, **values)


def test_each_act_counts_once_in_its_month_by_its_reason(clock: time_machine.Traveller, maker: User) -> None:
    clock.move_to(datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    act(waiting(), Action.PUBLISH)
    clock.move_to(MONDAY)
    public = factories.public_commitment(by=maker)
    factories.published(factories.version(public))
    newest = public.versions.latest("pk").submission
    by = factories.deciding_moderator()
    # Hides and restores both versions, and is one act each.
    decide(submission=newest, action=Action.HIDE, revision=newest.revision, by=by, reason="unkind")
    decide(submission=newest, action=Action.RESTORE, revision=newest.revision, by=by)
    act(waiting(), Action.DECLINE, reason="law")
    no = act(waiting(), Action.DECLINE, reason="private-facts")
    act(waiting(), Action.RETURN, reason="unclear", note="Which day?")
    act(waiting(), Action.SET_APART)
    waiting()
    record = no.move_records.latest("pk")
    now = timezone.now()
    Appeal.objects.create(
        record=record, submission=no, words="No.", made_at=now, due_on=now, upheld=True, answer="Yes.", decided_at=now
    )
    Removal.objects.create(
        submission=newest, record=newest.move_records.get(action=Action.PUBLISH), what="name", words="Jo"
    )
    act(no, Action.REOPEN)

    assert counted(month="2026-10").counts["published"] == 1
    found = counted().counts
    assert {name: number for name, number in found.items() if number} == {
        "published": 2,
        "hidden": 1,
        "hidden:unkind": 1,
        "restored": 1,
        "declined": 2,
        "declined:law": 1,
        "declined:private": 1,
        "returned": 1,
        "returned:unclear": 1,
        "apart": 1,
        "appealed": 1,
        "upheld": 1,
        "removed": 1,
    }


def test_a_wait_is_in_working_days_from_the_last_sending_to_the_first_decision(clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2026, 11, 6, 16, tzinfo=UTC))
    over_a_weekend, changed, asked, never = waiting(), waiting(), waiting(), waiting()
    clock.move_to(datetime(2026, 11, 9, 9, tzinfo=UTC))
    act(over_a_weekend, Action.PUBLISH)
    act(asked, Action.RETURN, reason="unclear", note="Which day?")
    move(submission=changed, action=Action.REVISE, revision=1, by=None)
    clock.move_to(MONDAY)
    act(changed, Action.PUBLISH)
    asked.refresh_from_db()
    move(submission=asked, action=Action.SUBMIT, revision=asked.revision, by=None)
    act(asked, Action.PUBLISH)
    act(waiting(), Action.SET_APART)
    assert never.state == State.SUBMITTED

    assert counted().waits == {"0": 1, "1": 2, "10": 1}


def test_half_and_nine_of_ten_are_days_that_somebody_waited() -> None:
    kept_month("2026-10", {}, waits={"0": 2, "1": 3, "2": 4, "9": 1})
    kept_month("2026-11", {}, waits={"1": 4})
    october, november = year_of(2026).months
    assert (october.half, october.nine_of_ten) == (1, 2)
    assert (november.half, november.nine_of_ten) == (None, None)


def test_made_up_decisions_count_in_a_trial_alone(client: Client, settings: Any) -> None:
    for _ in range(6):
        act(waiting(made_up=True), Action.PUBLISH)
    act(waiting(), Action.PUBLISH)
    count_ledger()
    assert table(client)["2026-11", "Published", ""] == "7"
    assert "because this is a trial" in client.get("/ledger/").content.decode()
    settings.SHOW_MADE_UP = False
    assert table(client)["2026-11", "Published", ""] == "fewer than 5"
    LedgerMonth.objects.all().delete()
    count_ledger()
    assert not LedgerMonth.objects.filter(made_up=True).exists()


def test_a_month_that_is_over_stays_as_it_was_and_this_one_is_counted_each_hour(
    clock: time_machine.Traveller, settings: Any
) -> None:
    settings.SHOW_MADE_UP = False
    clock.move_to(datetime(2026, 9, 30, 12, tzinfo=UTC))
    old = act(waiting(), Action.PUBLISH)
    count_ledger()
    act(waiting(), Action.PUBLISH)
    clock.move_to(MONDAY)
    assert count_ledger() == 3
    old.delete()
    act(waiting(), Action.PUBLISH)
    assert count_ledger() == 0
    clock.shift(3700)
    assert count_ledger() == 1
    counts = {f"{row.starts_on:%m}": row.counts.get("published", 0) for row in LedgerMonth.objects.all()}
    assert counts == {"09": 2, "10": 0, "11": 1}


def test_no_sum_gives_a_small_number_away() -> None:
    """Tried on all: whoever knows the rules and does the sums is left with more than one answer."""
    for parts in product((0, 1, 2, 4, 5, 7), repeat=3):
        counts = {"sum": sum(parts), **dict(zip("abc", parts, strict=True))}
        hidden = withheld(counts, [("sum", "abc")])
        assert all(name in hidden for name, number in counts.items() if number < 5)
        possible = [
            found
            for found in product(*(choices(counts[name], shown=name not in hidden) for name in "abc"))
            if sum(found) in choices(counts["sum"], shown="sum" not in hidden)
        ]
        for place, number in enumerate(parts):
            if 0 < number < 5:
                assert len({found[place] for found in possible}) > 1, (parts, hidden)
    assert withheld({"sum": 25, "a": 10, "b": 15}, [("sum", "ab")]) == frozenset()


def test_who_knows_how_numbers_are_kept_back_learns_no_more() -> None:
    """Of all that may have been, several look the same: so nobody can tell which it was."""
    looks: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
    for parts in product(range(12), repeat=3):
        counts = {**dict(zip("abc", parts, strict=True)), "sum": sum(parts)}
        hidden = withheld(counts, [("sum", "abc")])
        look = tuple(Number(number, name in hidden).shown for name, number in counts.items())
        looks.setdefault(look, []).append(parts)
    for look, possible in looks.items():
        if max(map(max, possible)) < 11:
            for place in range(3):
                numbers = {parts[place] for parts in possible}
                assert not (look[place] == "fewer than 5" and len(numbers) == 1 and numbers != {0}), look


def choices(number: int, *, shown: bool) -> range:
    """What a reader must think possible of a number."""
    if shown:
        return range(number, number + 1)
    return range(5) if number < 5 else range(5, 30)


def test_a_year_has_sums_once_it_is_over_and_they_give_no_month_away(
    client: Client, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2027, 2, 1, 9, tzinfo=UTC))
    for month in range(1, 13):
        kept_month(
            f"2026-{month:02}", {"published": 20, "restored": 6, "hidden": 3, "appealed": 1 if month == 5 else 8}
        )
    kept_month("2027-01", {"published": 20})
    year = year_of(2026)
    assert year.total is not None
    assert year_of(2027).total is None
    shown = {name: year.total.number(name).shown for name in ("published", "restored", "appealed", "hidden", "read")}
    # One month alone had few appeals; of twelve small numbers the sum says nothing.
    assert shown == {"published": "240", "restored": "72", "appealed": "kept back", "hidden": "36", "read": "240"}
    page = client.get("/ledger/?month=2026-05").content.decode()
    assert "Why: May 2026" in page
    assert "240" in page
    assert "240" not in client.get("/ledger/").content.decode()


def test_page_and_file_say_the_same_and_withhold_the_same(client: Client) -> None:
    kept_month(
        "2026-11",
        {"published": 1234, "returned": 7, "returned:unclear": 7, "declined": 3, "declined:law": 3, "apart": 2},
        waits={"0": 1200, "3": 44},
    )
    page = " ".join(client.get("/ledger/").content.decode().split())
    assert "1,234" in page
    assert "November 2026 (so far)" in page
    found = table(client)
    assert found["2026-11", "Published", ""] == "1234"
    assert found["2026-11", "Decided", ""] == "1244"
    assert found["2026-11", "Not published", ""] == "fewer than 5"
    assert found["2026-11", "Sent back with a question", ""] == "kept back"
    assert found["2026-11", str(NAMES["apart"]), ""] == "fewer than 5"
    assert found["2026-11", "Nine of ten were decided on for the first time within so many working days", ""] == "0"
    assert len(found) - 1 == len(EVERY) + 2


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "1999-01", "٢٠٢٦-١١", "2026-11' OR 1"])  # noqa: RUF001
def test_an_empty_ledger_and_an_unknown_month_are_no_error(client: Client, month: str) -> None:
    assert "nothing to count yet" in client.get("/ledger/", {"month": month}).content.decode()
    kept_month("2026-11", {})
    assert "November 2026" in client.get("/ledger/", {"month": month}).content.decode()


@pytest.mark.parametrize("months", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_months(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, months: int
) -> None:
    for month in range(1, months + 1):
        kept_month(f"2026-{month:02}", {"published": 9})
    with django_assert_num_queries(2):
        client.get("/ledger/")
