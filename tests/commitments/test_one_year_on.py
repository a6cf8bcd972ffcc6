"""One year on: all states with their denominators, the silent by name, and nothing that is hidden."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from commitments.going import Going
from commitments.models import Commitment, Week
from tests import factories
from tests.commitments.public import hide, not_public

pytestmark = pytest.mark.django_db

PAGE, TABLE = "/weeks/2025/one-year-on/", "/weeks/2025/one-year-on.csv"


@pytest.fixture
def week(clock: time_machine.Traveller) -> Week:
    """Commitments of a week of 2025, of which some are told of since and some are not."""
    week = factories.old_week()
    with time_machine.travel("2025-07-08T10:00:00+01:00", tick=False):
        made = [
            factories.public_commitment(week=week, title=title, starts_on="2025-07-08", due_on="2026-07-01")
            for title in ("Silent from the start", "Silent since", "Done by its word", "Confirmed", "Stopped")
        ]
        not_public(week=week)
        gone = factories.public_commitment(week=week, title="Secret zebra")
        factories.public_commitment(week=week, title="Secret zebra", made_up=True)
        factories.public_commitment(title="Of no week")
    with time_machine.travel("2025-10-01T10:00:00+01:00", tick=False):
        tell(made[1], Going.HAPPENING)
        tell(gone, Going.DONE, learned="Secret zebra learned")
        tell(made[2], Going.DONE, learned="Ask earlier.")
        tell(made[3], Going.DONE)
        tell(made[4], Going.STOPPED, learned="Ask for a second room.")
    hide(gone)
    return week


def tell(commitment: Commitment, going: Going, **words: Any) -> None:
    factories.published(factories.news(commitment, going=going, **words))


def numbers(rows: Any) -> dict[str, tuple[int, int]]:
    return {str(row.words): (row.number, row.of) for row in rows}


def test_report_counts_every_state_names_the_silent_and_shows_nothing_hidden(
    client: Client, week: Week, settings: Any
) -> None:
    settings.SHOW_MADE_UP = False
    answer = client.get(PAGE)
    page, report = answer.content.decode(), answer.context["report"]
    assert numbers(report.going) == {
        "Not started": (1, 5),
        "Happening now": (1, 5),
        "Running late": (0, 5),
        "Plan changed": (0, 5),
        "Partly done": (0, 5),
        "Done, confirmed by people involved": (0, 5),
        "Done, says its maker": (2, 5),
        "Stopped": (1, 5),
    }
    assert numbers(report.rows) == {
        "Have given news at least once": (4, 5),
        "Silent: news was due, and we have not heard": (2, 5),
        "Went on as a new commitment": (0, 5),
    }
    assert [one.published_version.title for one in report.silent] == ["Silent from the start", "Silent since"]
    assert {str(row.words): row.number for row in report.themes} == {"Listening well": 5}
    assert [news.learned for news in report.learned] == ["Ask for a second room.", "Ask earlier."]
    assert "5 commitments were made for this week and are public. We counted on 23 November 2026." in page
    table = client.get(TABLE).content.decode("utf-8-sig")
    lines = {row["Commitment"]: row for row in csv.DictReader(StringIO(table))}
    assert set(lines) == {"Silent from the start", "Silent since", "Done by its word", "Confirmed", "Stopped"}
    assert (lines["Silent since"]["Last news"], lines["Silent since"]["Silent since"]) == ("2025-10-01", "2026-01-01")
    assert (lines["Stopped"]["How it is going"], lines["Stopped"]["Silent since"]) == ("Stopped", "")
    assert "Secret zebra" not in page + table


def test_it_is_there_from_a_year_after_the_week_and_says_so_before(client: Client, week: Week) -> None:
    with time_machine.travel("2026-07-10T23:59:00+01:00", tick=False):
        assert "From 11 July 2026 you can read here" in client.get(PAGE).content.decode()
        assert client.get(TABLE).status_code == 404
    with time_machine.travel("2026-07-11T00:00:00+01:00", tick=False):
        cache.clear()
        assert client.get(PAGE).context["report"] is not None
        assert client.get(TABLE).status_code == 200


def test_week_before_the_portal_says_that_nothing_is_known(client: Client) -> None:
    factories.old_week(2017, opens_on=None, closes_on=None)
    assert "We have no list of its commitments" in client.get("/weeks/2017/one-year-on/").content.decode()
    assert client.get("/weeks/2017/one-year-on.csv").status_code == 404


def test_what_goes_on_is_counted_and_named(client: Client, week: Week) -> None:
    old = Commitment.objects.get(published_version__title="Stopped")
    new = factories.public_commitment(renews=old)
    factories.waiting_commitment(renews=Commitment.objects.get(published_version__title="Confirmed"))
    assert numbers(client.get(PAGE).context["report"].rows)["Went on as a new commitment"] == (1, 6)
    assert f",{new.reference}," in client.get(TABLE).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_at_any_size(
    client: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    week = factories.old_week()
    for _ in range(rows):
        tell(factories.public_commitment(week=week), Going.LATE, learned="Begin early.")
    with django_assert_num_queries(8):
        client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(TABLE)
