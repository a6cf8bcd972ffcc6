from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from charters.models import Charter, Edition, Principle, Section, Wording
from commitments.going import Going
from commitments.models import Commitment
from commitments.operations.moderation import decide
from coprod_portal.submissions.states import Action
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def with_news(going: Going, **fields: Any) -> Commitment:
    commitment = factories.public_commitment(**fields)
    factories.published(factories.news(commitment, going=going))
    return commitment


def context(client: Client) -> Any:
    response = client.get("/")
    assert response.status_code == 200
    return response.context


def test_counts_always_say_made_with_news_done_stopped_and_no_news(client: Client, settings: Any) -> None:
    settings.SHOW_MADE_UP = False
    for going in (Going.DONE, Going.STOPPED, Going.HAPPENING):
        with_news(going)
    with_news(Going.DONE, made_up=True)
    factories.waiting_commitment()
    factories.public_commitment()
    counts = context(client)["counts"]
    assert (counts.made, counts.with_news, counts.done, counts.stopped) == (4, 3, 1, 1)


def test_counts_follow_at_once_when_something_is_hidden(client: Client) -> None:
    commitment = factories.public_commitment()
    assert context(client)["counts"].made == 1
    version = commitment.published_version
    assert version is not None
    decide(
        submission=version.submission,
        action=Action.HIDE,
        revision=version.submission.revision,
        reason="private-facts",
        by=factories.deciding_moderator(),
    )
    assert context(client)["counts"].made == 0


def test_latest_news_comes_first_and_only_what_is_public(client: Client, settings: Any, clock: Any) -> None:
    settings.SHOW_MADE_UP = False
    told = []
    for _ in range(4):
        clock.shift(60)
        told.append(with_news(Going.HAPPENING))
    with_news(Going.DONE, made_up=True)
    factories.submitted(factories.news(factories.public_commitment()))
    assert [card.address for card in context(client)["latest"]] == [made.get_absolute_url() for made in told[:0:-1]]


def test_a_line_of_a_group_is_never_quoted_without_the_others(client: Client) -> None:
    small_charter(section_kind=Section.GROUP, is_quotation=True)
    assert [charter.quote for charter in context(client)["charters"]] == [""]


def small_charter(*, section_kind: str, is_quotation: bool) -> None:
    made = Charter.objects.create(slug="summary", kind="charter", short_title="Summary", thread="teal")
    edition = Edition.objects.create(charter=made, number=1, title="Summary", owner="Us")
    section = Section.objects.create(edition=edition, slug="we-will", kind=section_kind, position=1)
    principle = Principle.objects.create(charter=made, slug="listen")
    Wording.objects.create(
        edition=edition, section=section, principle=principle, text="To listen", is_quotation=is_quotation, position=1
    )
    factories.publish(edition)


def test_charters_show_their_own_words_or_none(client: Client) -> None:
    factories.charter()
    small_charter(section_kind="promise", is_quotation=False)
    Charter.objects.create(slug="coming", kind="charter", short_title="Coming", thread="teal")
    factories.public_commitment()
    charters = context(client)["charters"]
    facts = [(charter.short_title, charter.quote, charter.commitments) for charter in charters]
    assert facts == [("Sandwell", "listen actively", 1), ("Summary", "", 0)]


@pytest.mark.parametrize("rows", [1, 3])
def test_home_takes_few_queries_however_much_there_is(
    client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        with_news(Going.DONE, charter=factories.charter(f"charter-{number}"))
    with django_assert_num_queries(14):
        client.get("/")
    with django_assert_num_queries(3):
        client.get("/")


def test_search_box_asks_the_list(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'action="/commitments/"' in page
    assert 'name="q"' in page


def test_week_that_is_open_or_comes_next_is_named(client: Client) -> None:
    assert "Co-production Week 20" not in client.get("/").content.decode()
    factories.old_week()
    factories.week(2027, published_at=None)
    factories.week(2026)
    page = client.get("/").content.decode()
    assert ("Co-production Week 2026" in page, "10 days until it begins" in page) == (False, False)
    cache.clear()
    page = client.get("/").content.decode()
    assert ("Co-production Week 2026" in page, "10 days until it begins" in page) == (True, True)
    assert "Co-production Week 2025" not in page
    assert "Co-production Week 2027" not in page
