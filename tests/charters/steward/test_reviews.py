"""A steward opens a review, follows it, reads what is missing, and says what came of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from charters.models import Charter, Review, ReviewAnswer, ReviewSheet, Stewardship
from coprod_portal.accounts.models import StaffAct, User
from tests import factories
from tests.pdfs import is_for_everybody

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


@pytest.fixture
def charter(steward: User) -> Charter:
    made = factories.charter()
    Stewardship.objects.create(charter=made, user=steward)
    return made


@pytest.fixture
def browser(signed_in: SignIn, steward: User) -> Client:
    return signed_in(steward, second_factor=True)


def words(response: Any) -> str:
    return " ".join(response.content.decode().partition("<main")[2].partition("</main>")[0].split())


def dates(opens_on: date, closes_on: date, **more: str) -> dict[str, str]:
    parts = ("day", "month", "year")
    boxes = {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in (("opens_on", opens_on), ("closes_on", closes_on))
        for part in parts
    }
    return {**boxes, "why": "Two years have passed.", **more}


TODAY = date(2026, 11, 23)
LATER = date(2026, 12, 20)


def test_a_steward_opens_a_review_of_the_edition_that_stands(browser: Client, charter: Charter, steward: User) -> None:
    response = browser.post(f"/steward/{charter.slug}/reviews/new/", dates(TODAY, LATER), follow=True)
    review = Review.objects.get()
    assert (review.edition, review.opens_on, review.closes_on) == (charter.current_edition, TODAY, LATER)
    assert review.opened_by == steward
    assert "Open now." in words(response)
    assert "Two years have passed." in words(Client().get(f"/charters/{charter.slug}/review/"))


def test_the_steward_of_another_charter_finds_nothing(browser: Client, charter: Charter) -> None:
    other = factories.review(factories.charter("stockport"))
    for page in ("", "change/", "outcome/", "tell/", "missing/", "missing/file/", "sheets/", "sheets.pdf"):
        assert browser.get(f"/steward/stockport/reviews/{other.pk}/{page}").status_code == 404
        assert browser.get(f"/steward/{charter.slug}/reviews/{other.pk}/{page}").status_code == 404


def test_there_is_one_review_at_a_time(browser: Client, charter: Charter) -> None:
    factories.review(charter)
    response = browser.post(f"/steward/{charter.slug}/reviews/new/", dates(LATER, LATER))
    assert "There is a review of this charter already." in words(response)
    assert Review.objects.count() == 1


def test_after_a_closed_review_another_one_opens(browser: Client, charter: Charter) -> None:
    factories.closed_review(charter)
    browser.post(f"/steward/{charter.slug}/reviews/new/", dates(TODAY, LATER))
    assert Review.objects.count() == 2


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "sentence"),
    [
        (date(2026, 11, 22), LATER, "A review cannot open on a day that has gone."),
        (LATER, TODAY, "The last day comes before the first day."),
        (TODAY, date(2027, 11, 30), "A review may be open for a year at most."),
    ],
)
def test_dates_that_cannot_be_say_how_to_mend_them(
    browser: Client, charter: Charter, opens_on: date, closes_on: date, sentence: str
) -> None:
    response = browser.post(f"/steward/{charter.slug}/reviews/new/", dates(opens_on, closes_on))
    assert sentence in words(response)
    assert "Two years have passed." in words(response)
    assert not Review.objects.exists()


def test_dates_change_until_it_has_closed(browser: Client, charter: Charter, clock: time_machine.Traveller) -> None:
    review = factories.review(charter)
    where = f"/steward/{charter.slug}/reviews/{review.pk}/change/"
    browser.post(where, dates(review.opens_on, LATER, revision="1"))
    review.refresh_from_db()
    assert (review.closes_on, review.revision) == (LATER, 2)
    moved = browser.post(where, dates(LATER, LATER, revision="2"))
    assert "Its first day stays as it was." in words(moved)
    clock.shift(timedelta(days=60))
    late = browser.post(where, dates(review.opens_on, timezone.localdate(), revision="2"))
    assert "This review has closed." in words(late) or late.status_code == 302
    review.refresh_from_db()
    assert review.closes_on == LATER


def test_a_stale_change_shows_both_and_loses_nothing(browser: Client, charter: Charter) -> None:
    review = factories.review(charter, why="Their words", revision=2)
    response = browser.post(
        f"/steward/{charter.slug}/reviews/{review.pk}/change/",
        dates(review.opens_on, LATER, why="My own words", revision="1"),
    )
    assert response.status_code == 409
    assert "Their words" in words(response)
    assert "My own words" in words(response)
    review.refresh_from_db()
    assert review.why == "Their words"


def test_while_it_runs_the_steward_sees_how_many_and_nothing_else(browser: Client, charter: Charter) -> None:
    review = factories.review(charter)
    factories.review_answer(review, missing="Travel money", confirmed=True)
    factories.review_answer(review, missing="Not confirmed")
    here = f"/steward/{charter.slug}/reviews/{review.pk}/"
    page = words(browser.get(here))
    assert "<dd>1</dd>" in page
    assert "The answers, as everybody sees them" not in page
    for rest in ("missing/", "missing/file/"):
        response = browser.get(here + rest)
        assert response.status_code == 302
        assert "Travel money" not in response.content.decode()


def missing(review: Review, words: str, number: int) -> None:
    ReviewAnswer.objects.create(
        review=review, address_seal=f"seal-{number}", missing=words, confirmed_at=timezone.now()
    )


def test_the_words_on_what_is_missing_are_for_the_steward_also_as_csv(browser: Client, charter: Charter) -> None:
    review = factories.closed_review(charter)
    for number, line in enumerate(["Travel money", "=2+2", "<b>Bold</b>"]):
        missing(review, line, number)
    ReviewAnswer.objects.create(review=review, address_seal="not confirmed", missing="Never confirmed")
    here = f"/steward/{charter.slug}/reviews/{review.pk}/"
    page = words(browser.get(f"{here}missing/"))
    assert "Travel money" in page
    assert "&lt;b&gt;Bold" in page
    assert "Never confirmed" not in page
    assert "Travel money" not in words(browser.get(f"{here}missing/file/"))
    assert "Say why, in a few words" in words(browser.post(f"{here}missing/file/"))
    table = browser.post(f"{here}missing/file/", {"reason": "For the board."})
    assert StaffAct.objects.order_by("-pk")[0].reason == "For the board."
    assert table.headers["Content-Type"].startswith("text/csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines == ["What is missing?", "<b>Bold</b>", "'=2+2", "Travel money"]


OUTCOME = {"heard": "You want **travel money**.", "changed": "We pay it.", "not_changed": "The hall, because of cost."}


def test_what_came_of_it_is_written_looked_at_and_then_public(browser: Client, charter: Charter) -> None:
    review = factories.closed_review(charter)
    here = f"/steward/{charter.slug}/reviews/{review.pk}/"
    public = f"/charters/{charter.slug}/review/"
    preview = browser.post(f"{here}outcome/", {**OUTCOME, "revision": "1"}, follow=True)
    assert "<strong>travel money</strong>" in words(preview)
    assert "travel money" not in words(Client().get(public))

    browser.post(f"{here}tell/", {"revision": "2"})
    page = words(Client().get(public))
    assert "<strong>travel money</strong>" in page
    assert "The hall, because of cost." in page
    assert "Told by the people who look after the charter, on 23 November 2026." in page


def test_what_a_steward_pastes_is_cleaned(browser: Client, charter: Charter) -> None:
    review = factories.closed_review(charter)
    here = f"/steward/{charter.slug}/reviews/{review.pk}/"
    heard = "<script>alert(1)</script> [click](javascript:alert(1))"
    page = words(browser.post(f"{here}outcome/", {**OUTCOME, "heard": heard, "revision": "1"}, follow=True))
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_nothing_is_told_before_all_three_parts_are_written(browser: Client, charter: Charter) -> None:
    review = factories.closed_review(charter)
    here = f"/steward/{charter.slug}/reviews/{review.pk}/"
    browser.post(f"{here}outcome/", {**OUTCOME, "changed": "", "revision": "1"})
    response = browser.post(f"{here}tell/", {"revision": "2"})
    assert response.status_code == 409
    assert "Write all three parts first" in words(response)
    review.refresh_from_db()
    assert (review.heard, review.told_at) == (OUTCOME["heard"], None)


def test_words_that_somebody_changed_meanwhile_are_read_again_before_they_are_told(
    browser: Client, charter: Charter
) -> None:
    review = factories.closed_review(charter, **OUTCOME, revision=3)
    response = browser.post(f"/steward/{charter.slug}/reviews/{review.pk}/tell/", {"revision": "2"})
    assert response.status_code == 409
    review.refresh_from_db()
    assert review.told_at is None


def test_an_outcome_waits_until_the_review_has_closed(browser: Client, charter: Charter) -> None:
    review = factories.review(charter)
    response = browser.post(f"/steward/{charter.slug}/reviews/{review.pk}/outcome/", {**OUTCOME, "revision": "1"})
    assert "This review has not closed yet." in words(response)
    for page in ("outcome", "tell"):
        response = browser.get(f"/steward/{charter.slug}/reviews/{review.pk}/{page}/")
        assert response.headers["Location"] == f"/steward/{charter.slug}/reviews/{review.pk}/"


def test_sheets_are_made_and_printed_until_they_are_entered(browser: Client, charter: Charter) -> None:
    review = factories.review(charter)
    here = f"/steward/{charter.slug}/reviews/{review.pk}/sheets/"
    page = words(browser.post(here, {"how_many": "3"}, follow=True))
    made = list(ReviewSheet.objects.filter(review=review))
    assert len(made) == 3
    assert all(sheet.printed in page for sheet in made)
    ReviewAnswer.objects.create(review=review, sheet=made[0], confirmed_at=timezone.now())
    response = browser.get(f"/steward/{charter.slug}/reviews/{review.pk}/sheets.pdf")
    printed = is_for_everybody(response.content, title="Sheets of a review: Sandwell").words
    assert [sheet.printed in printed for sheet in made] == [False, True, True]
    for line in ("listen actively", "Does it still matter?", "I do not know", "It counts until 23 December 2026."):
        assert printed.count(line) == (4 if "?" in line or "I do" in line else 2)


def test_no_blank_sheets_are_nothing_to_print(browser: Client, charter: Charter) -> None:
    review = factories.review(charter)
    assert browser.get(f"/steward/{charter.slug}/reviews/{review.pk}/sheets.pdf").status_code == 409


@pytest.mark.parametrize("how_many", ["0", "101", "many", ""])
def test_how_many_sheets_is_asked_again(browser: Client, charter: Charter, how_many: str) -> None:
    review = factories.review(charter)
    response = browser.post(f"/steward/{charter.slug}/reviews/{review.pk}/sheets/", {"how_many": how_many})
    assert "There is something to mend" in words(response)
    assert not ReviewSheet.objects.exists()
