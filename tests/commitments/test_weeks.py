"""The pages of Co-production Weeks: how far away they are, and whose commitments they show."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from commitments.models import Tally, Week
from commitments.recount import recount
from commitments.weeks import growth, looks
from tests import factories
from tests.commitments.public import hide, not_public

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def summer_week(**fields: Any) -> Week:
    days = {"starts_on": "2027-07-05", "ends_on": "2027-07-09", "opens_on": "2027-06-01", "closes_on": "2027-07-31"}
    week = factories.week(2027, **{**days, **fields})
    week.refresh_from_db()
    return week


@pytest.mark.parametrize(
    ("moment", "countdown", "commitments", "is_open"),
    [
        ("2027-05-31T23:59", "35 days until it begins", "in 1 day, from 1 June 2027.", False),
        # In London it is past midnight; in Greenwich it is not.
        ("2027-06-01T00:00", "34 days until it begins", "60 days are left: until 31 July 2027.", True),
        ("2027-07-04T23:59", "1 day until it begins", "27 days are left", True),
        ("2027-07-05T00:00", "It is on now. 4 days are left", "26 days are left", True),
        ("2027-07-09T23:59", "It is on now. Today is its last day", "22 days are left", True),
        ("2027-07-31T23:59", "It ended on 9 July 2027", "today. It is the last day.", True),
        ("2027-08-01T00:00", "It ended on 9 July 2027", "It took commitments until 31 July 2027.", False),
    ],
)
def test_it_counts_down_in_london_time(
    client: Client, moment: str, countdown: str, commitments: str, is_open: bool
) -> None:
    week = summer_week()
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=LONDON), tick=False):
        said = looks(week)
        page = client.get("/weeks/2027/").content.decode()
    assert (said.countdown, said.is_open) == (countdown, is_open)
    assert commitments in said.commitments
    assert countdown in page
    assert ("/commitments/new/?week=2027" in page) is is_open


def test_only_public_weeks_are_shown_and_made_up_ones_only_in_a_trial(client: Client, settings: Any) -> None:
    factories.week(2026)
    factories.week(2027, published_at=None)
    factories.week(2028, made_up=True)

    def found() -> tuple[list[int], list[int]]:
        answers = {year: client.get(f"/weeks/{year}/").status_code for year in (2026, 2027, 2028)}
        listed = [week.year for week, _, _ in client.get("/weeks/").context["weeks"]]
        return listed, [year for year, status in answers.items() if status == 200]

    assert found() == ([2028, 2026], [2026, 2028])
    settings.SHOW_MADE_UP = False
    cache.clear()
    assert found() == ([2026], [2026])
    assert client.get("/weeks/1999/").status_code == 404


def test_what_is_hidden_vanishes_from_page_wall_screen_list_and_counts(client: Client, settings: Any) -> None:
    week = factories.week()
    for number in range(2):
        factories.public_commitment(week=week, title=f"Shown {number}")
    factories.public_commitment(title="Of no week")
    gone = factories.public_commitment(week=week, title="Secret zebra")
    factories.public_commitment(week=week, title="Secret zebra", made_up=True)
    not_public(week=week)
    hide(gone)
    settings.SHOW_MADE_UP = False
    for address in ("/weeks/2026/", "/weeks/2026/wall/", "/weeks/2026/screen/", "/commitments/?week=2026"):
        page = client.get(address).content.decode()
        assert ("Shown 0" in page, "Shown 1" in page) == (True, True), address
        assert "Secret zebra" not in page, address
        assert "Of no week" not in page, address
    answer = client.get("/weeks/2026/")
    assert answer.context["counts"].made == 2
    assert [one.so_far for one in answer.context["grown"]] == [2]
    assert client.get("/weeks/2026/screen/").context["made"] == 2
    before = sorted(Tally.objects.filter(dimension="week", amount__gt=0).values_list("measure", "state", "made_up"))
    recount()
    counted = Tally.objects.filter(dimension="week").values_list("measure", "state", "made_up", "amount")
    assert {row[:3] for row in counted} <= set(before)
    assert {row[3] for row in counted if row[0] == "made" and not row[2]} == {2}


def test_count_grows_by_the_day_and_the_table_says_it(client: Client, clock: time_machine.Traveller) -> None:
    week = factories.week()
    factories.public_commitment(week=week)
    clock.shift(2 * 24 * 60 * 60)
    for _ in range(3):
        factories.public_commitment(week=week)
    assert [(str(one.day), one.on_it, one.so_far) for one in growth(week)] == [
        ("2026-11-23", 1, 1),
        ("2026-11-25", 3, 4),
    ]
    page = client.get("/weeks/2026/").content.decode()
    assert '<path d="M0 200H0V150H600V0"' in page
    assert "From 23 November 2026 to 25 November 2026: 4 commitments." in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("", 11), ("wall/", 9), ("screen/", 9)])
def test_pages_cost_the_same_at_any_size(
    client: Client, django_assert_num_queries: Callable[[int], Any], rows: int, address: str, queries: int
) -> None:
    week = factories.week()
    for _ in range(rows):
        week.charters.add(factories.public_commitment(week=week).charter)
    with django_assert_num_queries(queries):
        assert client.get(f"/weeks/2026/{address}").status_code == 200


def test_screen_moves_on_only_when_asked_and_can_be_stopped(client: Client) -> None:
    week = factories.week()
    for _ in range(7):
        factories.public_commitment(week=week)
    still = client.get("/weeks/2026/screen/")
    assert "Refresh" not in still.headers
    assert "?on=1&amp;part=1" in still.content.decode()
    moving = client.get("/weeks/2026/screen/?on=1&part=2")
    assert moving.headers["Refresh"] == "20; url=/weeks/2026/screen/?on=1&part=1"
    assert 'href="?part=2"' in moving.content.decode()
    assert (len(still.context["cards"]), len(moving.context["cards"])) == (6, 1)
    assert client.get("/weeks/2026/screen/?part=99999").context["part"] == 1


def test_wall_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commitments.views.weeks.ON_THE_WALL", 2)
    week = factories.week()
    for number in range(3):
        factories.public_commitment(week=week, title=f"Patch {number}")
    first = client.get("/weeks/2026/wall/").context
    second = client.get(f"/weeks/2026/wall/{first['next']}").context
    assert [[card.title for card in page["cards"]] for page in (first, second)] == [["Patch 2", "Patch 1"], ["Patch 0"]]
    assert client.get("/weeks/2026/wall/?after=nonsense").status_code == 200


def test_week_of_2017_is_history(client: Client) -> None:
    call_command("load_charters", stdout=StringIO())
    page = client.get("/weeks/2017/").content.decode()
    for words in ("3 July 2017", "7 July 2017", "copro@scie.org.uk", "#coprocommitment", "no list of the commitments"):
        assert words in page
    assert "of that time (old)" in page
    assert "mailto:copro" not in page
    assert "Make a commitment for this week" not in page
    out = StringIO()
    call_command("load_charters", stdout=out)
    assert "weeks.toml: nothing changed" in out.getvalue()
    Week.objects.filter(year=2017).update(note="Somebody knows more.", revision=2)
    call_command("load_charters", stdout=StringIO())
    assert Week.objects.get().note == "Somebody knows more."
