"""The page of what people learned, and the words of it that staff choose."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from charters.models import Stewardship
from commitments.going import Going
from commitments.lists.learned import ON_A_PAGE
from commitments.models import Highlight, News
from commitments.operations.highlighting import highlight
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import Action
from tests import factories

from .public import decided
from .test_giving_views import words


def learned(text: str, *, going: Going = Going.HAPPENING, told_on: date = date(2026, 11, 1), **fields: object) -> News:
    made = factories.public_commitment(**fields)
    news: News = factories.published(factories.news(made, going=going, learned=text, told_on=told_on))
    return news


def test_it_holds_what_is_public_newest_first_with_what_stopped_and_came_late(client: Client, db: None) -> None:
    learned("Ask earlier.", going=Going.STOPPED, told_on=date(2026, 10, 1))
    learned("Cash is quicker.", going=Going.LATE)
    hidden = learned("Secret zebra.")
    decided(hidden, Action.HIDE)
    factories.submitted(factories.news(hidden.commitment, learned="Secret zebra waits."))
    page = words(client.get("/learning/"))
    assert page.index("Cash is quicker.") < page.index("Ask earlier.")
    assert "When they told us, it was: Running late" in page
    assert "When they told us, it was: Stopped" in page
    assert "Secret zebra" not in page


def test_it_is_narrowed_by_theme_principle_and_charter(client: Client, db: None) -> None:
    learned("Cash is quicker.")
    learned("Ask earlier.", charter=factories.charter("stockport"))
    for query, sees in (
        ("charter=sandwell", (True, False)),
        ("principle=stockport.listen", (False, True)),
        ("charter=sandwell&principle=pay", (False, False)),
        ("theme=listening", (True, True)),
        ("theme=nothing", (True, True)),
    ):
        page = words(client.get(f"/learning/?{query}"))
        assert ("Cash is quicker." in page, "Ask earlier." in page) == sees, query
    assert client.get("/learning/?theme=&charter=sandwell").headers["Location"] == "/learning/?charter=sandwell"


def test_pages_follow_each_other_without_a_gap(client: Client, db: None) -> None:
    made = factories.public_commitment()
    for number in range(ON_A_PAGE + 2):
        factories.published(factories.news(made, learned=f"Lesson {number:02}.", told_on=date(2026, 11, 1)))
    first = client.get("/learning/")
    second = client.get(f"/learning/{first.context['next']}")
    seen = [one.news.learned for page in (first, second) for one in page.context["learned"]]
    assert seen == [f"Lesson {number:02}." for number in reversed(range(ON_A_PAGE + 2))]
    assert client.get("/learning/?after=ffffffff-1").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client: Client, db: None, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for each in range(number):
        news = learned(f"Lesson {each}.", made_by=factories.organisation())
        highlight(news=news, words="Lesson", by=factories.deciding_moderator())
    client.get("/learning/")
    with django_assert_num_queries(3):
        client.get("/learning/")


def test_made_up_words_are_for_no_live_site(client: Client, db: None, settings: Settings) -> None:
    learned("Made-up zebra.", made_up=True)
    page = client.get("/learning/").content.decode()
    assert ("Made-up zebra." in page, '<meta name="robots" content="noindex">' in page) == (True, True)
    settings.SHOW_MADE_UP = False
    assert "Made-up zebra." not in words(client.get("/learning/"))


def test_a_moderator_lets_words_stand_out_to_the_letter(
    client: Client, signed_in: Callable[..., Client], moderator: User
) -> None:
    news = learned("Cash is quicker. Vouchers are not.")
    desk = signed_in(moderator, second_factor=True)
    address = f"/moderation/learning/{news.pk}/"
    assert "Cash is quicker." in words(desk.get("/moderation/learning/"))
    refused = desk.post(address, {"words": "Cash is fast."})
    assert (refused.status_code, "stand there to the letter" in words(refused)) == (409, True)
    assert "These words stand out" in words(desk.post(address, {"words": "Vouchers are not."}, follow=True))
    assert "<mark>Vouchers are not.</mark>" in client.get("/learning/").content.decode()
    decided(news, Action.HIDE)
    assert "Vouchers" not in words(client.get("/learning/"))
    decided(news, Action.RESTORE)
    desk.post(address, {"words": ""})
    assert not Highlight.objects.exists()


def test_nobody_highlights_their_own_and_stewards_only_their_charter(
    maker: User, moderator: User, steward: User
) -> None:
    own = learned("We were kind.", by=moderator)
    other = learned("Cash is quicker.", by=maker)
    with pytest.raises(Refused):
        highlight(news=own, words="kind", by=moderator)
    with pytest.raises(Refused):
        highlight(news=other, words="Cash", by=steward)
    Stewardship.objects.create(charter=other.commitment.charter, user=steward)
    assert highlight(news=other, words="Cash", by=steward).words == "Cash"
