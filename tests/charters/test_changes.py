"""What changed between two editions, as a reader finds it."""

from html import unescape
from re import sub
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, Edition, Principle, Wording
from tests import factories

pytestmark = pytest.mark.django_db

CHANGES = "/charters/sandwell/changes/"


def words(client: Client, address: str = CHANGES) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(unescape(sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])).split())


def second(charter: Charter, changes: str = "We also act.", **texts: str) -> Edition:
    edition = factories.draft(charter, **texts)
    edition.changes = changes
    edition.save()
    return edition


@pytest.fixture
def charter() -> Charter:
    return factories.charter()


def test_one_edition_has_no_changes(client: Client, charter: Charter) -> None:
    assert "This charter has one edition so far." in words(client)


def test_a_draft_is_not_compared(client: Client, charter: Charter) -> None:
    second(charter, listen="listen and act")

    page = words(client)

    assert "one edition so far" in page
    assert "listen and act" not in page


def test_changed_words_are_marked_for_eyes_and_ears(client: Client, charter: Charter) -> None:
    factories.publish(second(charter, listen="listen and act"))

    html = client.get(CHANGES).content.decode()
    assert '<del><span class="visually-hidden">taken out: </span>actively' in html
    assert '<ins><span class="visually-hidden">added: </span>and act' in html
    page = words(client)
    assert "What is new in edition 2 In the words of the people who look after it We also act." in page
    assert "The words are the same: 1 The words changed: 1" in page
    assert "Words that were taken out are struck through." in page


def test_every_kind_of_change_is_named(client: Client, charter: Charter) -> None:
    edition = second(charter, listen="listen, and pay people", thank="thank people", hear="hear people")
    edition.wordings.get(principle__slug="pay").delete()
    edition.wordings.get(principle__slug="listen").came_from.add(Principle.objects.get(slug="pay"))
    factories.publish(edition)
    third = second(charter, "Fewer.", listen="listen to all", thank="thank people", greet="greet people")
    third.wordings.get(principle__slug="pay").delete()
    third.wordings.get(principle__slug="greet").came_from.add(Principle.objects.get(slug="listen"))
    factories.publish(third)

    page = words(client, f"{CHANGES}?from=1&to=2")
    assert "Joined with other words: 1 New in the charter: 2" in page
    assert "thank people New in the charter." in page

    page = words(client)
    assert "Split into more than one: 2" in page
    assert "hear people No longer in the charter." in page
    assert "thank people The words are the same." in page

    page = words(client, f"{CHANGES}?from=3&to=1")
    assert page.index("What is new in edition 3 ") < page.index("What is new in edition 2 ")


def test_a_heading_that_changed_is_shown_with_its_words(client: Client, charter: Charter) -> None:
    edition = second(charter)
    edition.sections.update(heading="We might:")
    factories.publish(edition)

    page = words(client)

    assert "Edition 1 We will: listen actively Edition 2 We might: listen actively" in page


def test_other_words_of_the_charter_are_compared_too(client: Client, charter: Charter) -> None:
    edition = second(charter)
    edition.ways_to_take_part.create(slug="meet", text="Come to a meeting", position=1)
    factories.publish(edition)

    page = words(client).partition("Other words")[2]

    assert "Title" in page
    assert "Come to a meeting" in page


@pytest.mark.parametrize("query", ["from=9", "to=x", "from=1&to=3", "to=99999999999999999999"])
def test_an_edition_that_is_not_there_is_404(client: Client, charter: Charter, query: str) -> None:
    factories.publish(second(charter))
    second(charter)

    assert client.get(f"{CHANGES}?{query}").status_code == 404


def test_the_same_edition_twice_is_told(client: Client, charter: Charter) -> None:
    factories.publish(second(charter))

    assert "You chose the same edition twice." in words(client, f"{CHANGES}?from=2&to=2")


def test_words_that_people_wrote_stay_words(client: Client, charter: Charter) -> None:
    factories.publish(second(charter, "<b>New</b>", listen="<script>listen</script>"))

    html = client.get(CHANGES).content.decode()

    assert "<b>New" not in html
    assert "<script>listen" not in html


def test_an_old_edition_leads_to_what_changed(client: Client, charter: Charter) -> None:
    factories.publish(second(charter))

    html = client.get("/charters/sandwell/editions/1/").content.decode()
    assert "There is a newer one" in html
    assert f"{CHANGES}?from=1&amp;to=2" in html
    assert "?from=" not in client.get("/charters/sandwell/editions/2/").content.decode()


def test_the_page_of_joined_words_says_where_they_went_and_came_from(client: Client, charter: Charter) -> None:
    edition = second(charter, listen="listen, and pay people")
    edition.wordings.get(principle__slug="pay").delete()
    edition.wordings.get(principle__slug="listen").came_from.add(Principle.objects.get(slug="pay"))
    factories.publish(edition)

    page = words(client, "/charters/sandwell/principles/pay/")
    assert "These words stand in edition 1." in page
    assert "Their words went on here: listen, and pay people" in page
    page = words(client, "/charters/sandwell/principles/listen/")
    assert "Where these words came from" in page
    assert "pay people for their time (edition 1)" in page


def test_the_page_of_dropped_words_names_nothing_else(client: Client, charter: Charter) -> None:
    edition = second(charter)
    edition.wordings.get(principle__slug="pay").delete()
    factories.publish(edition)

    page = words(client, "/charters/sandwell/principles/pay/")

    assert "These words stand in edition 1." in page
    assert "went on here" not in page
    assert "Where these words came from" not in words(client, "/charters/sandwell/principles/listen/")


def test_a_live_site_shows_nothing_of_a_made_up_charter(client: Client, settings: Any) -> None:
    factories.publish(second(factories.charter("invented", made_up=True)))
    assert client.get("/charters/invented/changes/").status_code == 200
    settings.SHOW_MADE_UP = False

    assert client.get("/charters/invented/changes/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries(
    client: Client, charter: Charter, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    factories.publish(second(charter, **{f"new-{number}": "thank people" for number in range(count)}))
    assert Wording.objects.filter(edition__number=2).count() == 2 + count

    with django_assert_num_queries(10):
        client.get(CHANGES)
