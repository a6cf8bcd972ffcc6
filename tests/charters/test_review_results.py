"""What the answers show, and that no number below five can be worked out of it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, Review, ReviewAnswer, ReviewPoint
from charters.review_results import FEWEST, HAPPENING, MATTERS, Question, Split, split
from tests import factories


def published(question: Question, counts: tuple[int, ...]) -> tuple[object, ...]:
    """All that a reader learns."""
    found = split(question, dict(zip(answers(question), counts, strict=True)))
    return found.people, tuple((bar.words, bar.people, bar.at_least, bar.percent) for bar in found.bars)


def answers(question: Question) -> list[str]:
    return [answer for group in question.levels[0] for answer in group]


def possible_counts(question: Question, most: int) -> Iterator[tuple[int, ...]]:
    return (each for each in product(range(most + 1), repeat=len(answers(question))) if sum(each) <= most)


@pytest.mark.parametrize(("question", "most"), [(MATTERS, 40), (HAPPENING, 22)], ids=["matters", "happening"])
def test_no_number_below_five_can_be_worked_out(question: Question, most: int) -> None:
    """Everything that could stand behind the same page is compared: each small number stays open between two or more.

    That holds for single answers and for answers added together.
    """
    behind: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for counts in possible_counts(question, most):
        behind[published(question, counts)].append(counts)
    some = [chosen for chosen in product([0, 1], repeat=len(answers(question))) if any(chosen)]
    for page, possible in behind.items():
        for chosen in some:
            sums = {sum(count for count, is_in in zip(counts, chosen, strict=True) if is_in) for counts in possible}
            assert len(sums) > 1 or min(sums) >= FEWEST, f"{page} tells that {chosen} is {sums}"


def shown(found: Split) -> list[tuple[str, int | None, bool]]:
    return [(str(bar.words), bar.people, bar.at_least) for bar in found.bars]


def test_large_numbers_are_shown_as_they_are() -> None:
    found = split(MATTERS, {"yes": 20, "not-sure": 6, "no": 5})
    assert (found.people, shown(found)) == (31, [("Yes", 20, False), ("Not sure", 6, False), ("No", 5, False)])


def test_a_small_number_stands_together_with_its_neighbour() -> None:
    found = split(MATTERS, {"yes": 20, "not-sure": 6, "no": 1})
    assert (found.people, shown(found)) == (27, [("Yes", 20, False), ("Not sure, or no", 7, False)])
    found = split(HAPPENING, {"yes": 2, "a-bit": 12, "no": 9, "do-not-know": 5})
    assert shown(found) == [("Yes, or a bit", 14, False), ("No", 9, False), ("I do not know", 5, False)]


def test_where_nearly_all_agree_only_that_is_told() -> None:
    found = split(MATTERS, {"yes": 23})
    assert (found.people, shown(found)) == (23, [("Yes", 19, True), ("Not sure, or no", None, False)])
    assert shown(split(MATTERS, {"yes": 20, "no": 3})) == shown(found)


def test_few_answers_show_no_split() -> None:
    assert split(MATTERS, {"yes": 8}).bars == []
    assert split(MATTERS, {"yes": 8}).people == 8


def test_fewer_than_five_answers_show_nothing() -> None:
    assert split(MATTERS, {"yes": 4}) == Split(MATTERS, None, [])


def answered(review: Review, *, times: int, matters: str) -> None:
    """Straight into the tables: a closed review takes no answers any more."""
    wording = review.edition.wordings.order_by("position")[0]
    for number in range(times):
        answer = ReviewAnswer.objects.create(
            review=review, address_seal=f"{matters}-{number}", confirmed_at=timezone.now()
        )
        ReviewPoint.objects.create(answer=answer, wording=wording, matters=matters)


def page(client: Client, charter: Charter) -> str:
    response = client.get(f"/charters/{charter.slug}/review/")
    assert response.status_code == 200
    return " ".join(response.content.decode().partition("<main")[2].partition("</main>")[0].split())


@pytest.mark.django_db
def test_the_page_of_a_closed_review_shows_the_split_and_what_it_cannot_show(client: Client) -> None:
    charter = factories.charter()
    review = factories.closed_review(charter)
    answered(review, times=7, matters="yes")
    answered(review, times=5, matters="no")
    answered(review, times=1, matters="not-sure")
    unconfirmed = ReviewAnswer.objects.create(review=review, address_seal="unconfirmed", missing="My neighbour Ann")
    ReviewPoint.objects.create(answer=unconfirmed, wording=review.edition.wordings.all()[0], matters="yes")

    words = page(client, charter)

    assert "It has closed." in words
    assert "At least 13 people answered." in words
    assert "7 of 13" in words
    assert "6 of 13" in words
    assert "Fewer than five people answered, so we show no numbers." in words
    assert "What these numbers cannot show" in words
    assert "My neighbour Ann" not in words
    assert not client.cookies


@pytest.mark.django_db
def test_the_words_on_what_is_missing_are_never_public(client: Client) -> None:
    charter = factories.charter()
    review = factories.closed_review(charter)
    ReviewAnswer.objects.create(
        review=review, address_seal="one", missing="My neighbour Ann", confirmed_at=timezone.now()
    )
    assert "Ann" not in page(client, charter)
    assert "Fewer than five people answered each question." in page(client, charter)


@pytest.mark.django_db
def test_results_of_a_review_that_is_open_are_not_there(client: Client) -> None:
    charter = factories.charter()
    review = factories.review(charter)
    answered(review, times=9, matters="yes")
    assert client.get(f"/charters/{charter.slug}/review/{review.pk}/").status_code == 404
    assert "of 9" not in page(client, charter)


@pytest.mark.django_db
@pytest.mark.parametrize("times", [1, 9])
def test_results_cost_the_same_for_any_number_of_answers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, times: int
) -> None:
    charter = factories.charter()
    review = factories.closed_review(charter)
    answered(review, times=times, matters="yes")
    with django_assert_num_queries(8):
        page(client, charter)
