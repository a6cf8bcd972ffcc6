"""Where nobody has committed yet, where nobody has told us news, and what people learned."""

from datetime import date
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter
from commitments.gaps import found_of
from commitments.models import Commitment
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import Action
from tests import factories

pytestmark = pytest.mark.django_db


def parts(client: Client, charter: str = "sandwell") -> list[str]:
    """The words of the page above the first of its parts, and of each part."""
    page = client.get(f"/charters/{charter}/gaps/").content.decode()
    main = page.partition('<main id="main"')[2].partition("</main>")[0]
    return [" ".join(strip_tags("<h2" + part).split()) for part in main.split("<h2")]


def silent(**fields: object) -> Commitment:
    """To `listen`, asked long ago."""
    made = factories.public_commitment(**fields)
    Commitment.objects.filter(pk=made.pk).update(news_due_on=date(2026, 10, 1))
    return made


def test_words_without_commitments_come_first(client: Client) -> None:
    factories.public_commitment()

    above, none, no_news, learned = parts(client)

    assert "1 of 2 principles has no commitments yet." in above
    assert none == "No commitments yet pay people for their time"
    assert no_news == "Commitments with no news There are none just now."
    assert learned.startswith("What people learned Nobody has told us yet what they learned.")


def test_nothing_is_called_a_failure_when_nobody_has_committed(client: Client) -> None:
    factories.charter("sandwell")

    above, none, *_ = parts(client)

    assert "2 of 2 principles have no commitments yet." in above
    assert none == "No commitments yet listen actively pay people for their time"
    assert "fail" not in "".join(parts(client)).lower()


def test_silence_is_counted_of_all_and_led_to(client: Client) -> None:
    silent()
    factories.public_commitment()

    _, _, no_news, _ = parts(client)

    assert "listen actively 1 of 2 commitments have no news" in no_news
    page = client.get("/charters/sandwell/gaps/").content.decode()
    assert "/commitments/?principle=sandwell.listen&amp;going=no-news" in page
    listed = client.get("/commitments/?principle=sandwell.listen&going=no-news").content.decode()
    assert listed.count('class="card ') == 1


def test_what_was_learned_is_the_newest_of_each_principle(client: Client) -> None:
    commitment = factories.public_commitment(person_name="A carer")
    factories.published(factories.news(commitment, told_on=date(2026, 9, 2), learned="Ask early."))
    factories.published(factories.news(commitment, told_on=date(2026, 10, 2), learned="Ask often."))
    factories.submitted(factories.news(commitment, told_on=date(2026, 11, 2), learned="Not read yet."))

    *_, learned = parts(client)

    assert "listen actively Ask often. A carer" in learned
    assert "Ask early." not in learned
    assert "Not read yet." not in learned


def test_what_is_not_public_counts_nowhere(client: Client, moderator: User) -> None:
    hidden = silent()
    factories.published(factories.news(hidden, learned="Gone."))
    Commitment.objects.filter(pk=hidden.pk).update(news_due_on=date(2026, 10, 1))
    hidden.refresh_from_db()
    assert hidden.published_version is not None
    words = hidden.published_version.submission
    decide(submission=words, action=Action.HIDE, revision=words.revision, by=moderator, reason="private-facts")
    factories.waiting_commitment()
    silent(made_up=True)

    with patch.object(settings, "SHOW_MADE_UP", new=False):
        above, none, no_news, learned = parts(client)

    assert "2 of 2 principles have no commitments yet." in above
    assert "There are none just now." in no_news
    assert "Gone." not in learned
    assert "listen actively" in none


def test_sentences_that_lean_on_each_other_stand_together(client: Client) -> None:
    charter = factories.charter("sandwell")
    assert charter.current_edition is not None
    charter.current_edition.published_at = None
    charter.current_edition.save()
    charter.current_edition.sections.update(kind="principle-group")
    factories.publish(charter.current_edition)
    silent()

    _, none, no_news, _ = parts(client)

    together = "listen actively pay people for their time These sentences belong together."
    assert together in none
    assert together in no_news
    assert "listen actively 1 of 1 commitment has no news" in no_news


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_for_any_charter(django_assert_num_queries: DjangoAssertNumQueries, many: int) -> None:
    for _ in range(many):
        factories.published(factories.news(silent(), learned="Ask early."))
    charter = Charter.objects.select_related("current_edition").get()
    assert charter.current_edition is not None

    with django_assert_num_queries(4):
        found_of(charter, charter.current_edition)
