"""One page for a board, and what a steward chooses for it."""

import csv
from collections.abc import Callable
from datetime import date
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, Stewardship
from charters.operations.cases import open_charter_case
from commitments.going import Going
from commitments.models import ChosenLearning, Commitment, News
from commitments.operations.learning import MOST, choose_learning, take_back_learning
from commitments.operations.moderation import decide
from commitments.recount import recount
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import Action
from tests import factories

pytestmark = pytest.mark.django_db


def words(client: Client) -> str:
    page = client.get("/charters/sandwell/summary/").content.decode()
    return " ".join(strip_tags(page.partition('<main id="main"')[2].partition("</main>")[0]).split())


def rows(client: Client) -> dict[str, list[str]]:
    content = client.get("/charters/sandwell/summary.csv").content.decode("utf-8-sig")
    return {row[0]: row[1:] for row in csv.reader(content.splitlines())}


def learning(learned: str = "Ask early.", **fields: object) -> News:
    """Public, to the steward's charter."""
    news: News = factories.published(factories.news(factories.public_commitment(**fields), learned=learned))
    return news


@pytest.fixture
def steward_of_sandwell(steward: User) -> User:
    Stewardship.objects.create(charter=factories.charter("sandwell"), user=steward)
    return steward


@pytest.fixture
def desk(steward_of_sandwell: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(steward_of_sandwell, second_factor=True)


def test_counts_have_their_denominators_and_a_day(client: Client) -> None:
    factories.public_commitment()
    factories.published(factories.news(factories.public_commitment(), going=Going.DONE))
    late = factories.public_commitment()
    Commitment.objects.filter(pk=late.pk).update(news_due_on=date(2026, 10, 1))
    factories.waiting_commitment()
    factories.public_commitment(charter=factories.charter("stockport"))
    recount()

    page = words(client)

    assert "3 commitments, counted on 23 November 2026." in page
    for text in (
        "Not started 2 of 3",
        "Running late 0 of 3",
        "Done, confirmed by people involved 0 of 3",
        "Done, says its maker 1 of 3",
        "Stopped 0 of 3",
        "Commitments with news so far 1 of 3",
        "Commitments with no news: we asked, and have not heard 1 of 3",
        "Principles with at least one commitment 1 of 2",
        "What these counts cannot show",
    ):
        assert text in page
    table = rows(client)
    assert table["Commitments made"] == ["3", "", "", "2026-11-23"]
    assert table["Done, says its maker"] == ["1", "3", "", "2026-11-23"]
    assert table["Principles with at least one commitment"] == ["1", "2", "", "2026-11-23"]


def test_charter_without_commitments_says_what_to_do(client: Client) -> None:
    factories.charter("sandwell")
    page = words(client)
    assert "There are no commitments yet. We counted on 23 November 2026. Make the first commitment" in page
    assert "Ways to take part that are open now There are none to count yet." in page
    assert "0 of 0" not in page
    assert "Principles with at least one commitment 0 of 2" in page


def test_made_up_commitments_are_counted_only_in_a_trial(client: Client) -> None:
    factories.public_commitment(made_up=True)
    assert "1 commitment, counted on" in words(client)
    assert "Made-up commitments are counted here, because this is a trial." in words(client)
    with patch.object(settings, "SHOW_MADE_UP", new=False):
        page = words(client)
        assert "There are no commitments yet." in page
    assert "Made-up" not in page


def test_concerns_are_counted_from_five_people_up(client: Client) -> None:
    charter = factories.charter("sandwell")
    for name, people in (("listen", 5), ("pay", 4)):
        principle = charter.principles.get(slug=name)
        for number in range(people):
            open_charter_case(
                kind=Case.Kind.CONCERN,
                charter=charter,
                principle=principle,
                email=f"{name}-{number}@example.org",
                words="Nobody asked us.",
            )

    page = words(client)

    assert "listen actively: 5 people" in page
    assert "pay people" not in page
    assert rows(client)["People who raised a concern about this principle"] == [
        "5",
        "",
        "listen actively",
        "2026-11-23",
    ]


def test_steward_chooses_and_takes_back(client: Client, desk: Client, steward_of_sandwell: User) -> None:
    news = learning("Ask early.")
    learning("Pay cash.")
    assert "Ask early." not in words(client)

    for _ in range(2):
        response = desk.post("/steward/sandwell/summary/", {"news": news.pk, "act": "choose"}, follow=True)
        assert "It stands on the page now." in response.content.decode()
    assert [one.chosen_by for one in ChosenLearning.objects.all()] == [steward_of_sandwell]
    assert "Ask early. A parent carer" in words(client)
    assert "Pay cash." not in words(client)
    assert rows(client)["What people learned"] == ["", "", "Ask early. (A parent carer)", "2026-11-23"]

    for _ in range(2):
        desk.post("/steward/sandwell/summary/", {"news": news.pk, "act": "take-back"})
    assert "Ask early." not in words(client)


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30, "0"])
def test_what_is_not_there_cannot_be_chosen(desk: Client, key: str) -> None:
    assert desk.post("/steward/sandwell/summary/", {"news": key, "act": "choose"}).status_code == 404


def test_only_what_is_public_can_be_chosen_and_what_is_hidden_goes(
    client: Client, steward_of_sandwell: User, moderator: User
) -> None:
    charter = Charter.objects.get()
    shown = learning("Ask early.")
    waiting = factories.submitted(factories.news(shown.commitment, learned="Not read yet."))
    nothing = factories.published(factories.news(shown.commitment, learned=""))
    elsewhere = learning("Elsewhere.", charter=factories.charter("stockport"))
    for news in (waiting, nothing, elsewhere):
        with pytest.raises(Refused):
            choose_learning(charter=charter, news=news, by=steward_of_sandwell)
    choose_learning(charter=charter, news=shown, by=steward_of_sandwell)
    assert "Ask early." in words(client)

    shown.submission.refresh_from_db()
    decide(
        submission=shown.submission,
        action=Action.HIDE,
        revision=shown.submission.revision,
        by=moderator,
        reason="private-facts",
    )

    assert "Ask early." not in words(client)
    assert "What people learned" not in rows(client)


def test_page_has_room_for_a_few(desk: Client, steward_of_sandwell: User) -> None:
    charter = Charter.objects.get()
    for _ in range(MOST):
        choose_learning(charter=charter, news=learning(), by=steward_of_sandwell)
    one_more = learning("One too many.")

    page = desk.get("/steward/sandwell/summary/").content.decode()
    assert "The page is full. Take one back to make room." in page
    response = desk.post("/steward/sandwell/summary/", {"news": one_more.pk, "act": "choose"})
    assert response.status_code == 409
    assert "Take one back first." in response.content.decode()

    take_back_learning(charter=charter, news=News.objects.earliest("pk"), by=steward_of_sandwell)
    choose_learning(charter=charter, news=one_more, by=steward_of_sandwell)
    assert ChosenLearning.objects.count() == MOST


def test_somebody_else_cannot_choose(steward_of_sandwell: User, stranger: User, moderator: User) -> None:
    news = learning()
    for user in (stranger, moderator):
        with pytest.raises(Refused):
            choose_learning(charter=news.commitment.charter, news=news, by=user)
        with pytest.raises(Refused):
            take_back_learning(charter=news.commitment.charter, news=news, by=user)
    assert not ChosenLearning.objects.exists()


def test_charter_that_is_not_theirs_is_not_there(desk: Client) -> None:
    factories.charter("stockport")
    assert desk.get("/steward/stockport/summary/").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_summary_costs_the_same_for_any_charter(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, steward_of_sandwell: User, many: int
) -> None:
    for _ in range(many):
        choose_learning(charter=Charter.objects.get(), news=learning(), by=steward_of_sandwell)
    with django_assert_num_queries(9):
        client.get("/charters/sandwell/summary/")
