"""The pictures of shared links, and what the pages say about them."""

import re
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commitments.going import Going
from commitments.models import Commitment
from commitments.operations.moderation import decide
from coprod_portal import printing
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import Action
from tests import factories

# How it looks hangs on no database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def address() -> Iterator[None]:
    with patch.object(settings, "BASE_URL", "https://commitments.example.org"):
        yield


def pages(commitment: Commitment) -> dict[str, str]:
    """Each page that is shared, with its picture."""
    return {
        "/charters/sandwell/": "/charters/sandwell/share.png",
        "/charters/sandwell/principles/listen/": "/charters/sandwell/principles/listen/share.png",
        f"/commitments/{commitment.reference}/": f"/commitments/{commitment.reference}/share.png",
    }


def test_each_page_names_its_picture_and_says_what_is_on_it(client: Client) -> None:
    commitment = factories.public_commitment(title="Pay on the day", what='We "pay" <people>.')
    for page, image in pages(commitment).items():
        html = client.get(page).content.decode()
        told = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', html))
        assert told["og:image"] == f"https://commitments.example.org{image}"
        assert told["og:url"] == f"https://commitments.example.org{page}"
        assert told["twitter:card"] == "summary_large_image"
        assert told["og:title"]
        assert told["og:description"]
        assert len(told["og:image:alt"]) > 30
    assert told["og:title"] == "Pay on the day"
    assert told["og:description"] == "We &quot;pay&quot; &lt;people&gt;."
    assert "“Pay on the day”" in told["og:image:alt"]
    assert "How it is going: Not started." in told["og:image:alt"]


def test_pictures_have_the_size_that_pages_say_and_may_be_shown_elsewhere(client: Client) -> None:
    for image in pages(factories.public_commitment()).values():
        response = client.get(image)
        assert response.headers["Content-Type"] == "image/png"
        assert response.content.startswith(b"\x89PNG")
        size = int.from_bytes(response.content[16:20]), int.from_bytes(response.content[20:24])
        assert size == (1200, 630)
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_who_has_a_picture_already_costs_no_drawing(client: Client) -> None:
    for image in pages(factories.public_commitment()).values():
        first = client.get(image)
        with patch.object(printing, "compiled", side_effect=AssertionError("It was drawn again.")):
            again = client.get(image, headers={"if-none-match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_picture_says_what_the_commitment_is_and_how_it_is_going(client: Client) -> None:
    commitment = factories.public_commitment(title="Pay on the day", what="We will pay people.")
    factories.published(factories.news(commitment, going=Going.DONE))

    with patch.object(printing, "compiled", return_value=b"") as drawn:
        client.get(f"/commitments/{commitment.reference}/share.png")

    words = drawn.call_args.args[1]
    for text in (
        "Pay on the day",
        "We will pay people.",
        "A parent carer",
        "A commitment to Sandwell",
        '"Done, says its maker"',
        "teal",
    ):
        assert text in words


def test_sentences_that_lean_on_each_other_are_shown_together(client: Client) -> None:
    charter = factories.charter("sandwell")
    assert charter.current_edition is not None
    charter.current_edition.published_at = None
    charter.current_edition.save()
    charter.current_edition.sections.update(kind="principle-group")
    factories.publish(charter.current_edition)

    with patch.object(printing, "compiled", return_value=b"") as drawn:
        client.get("/charters/sandwell/principles/pay/share.png")

    words = drawn.call_args.args[1]
    assert '{"meant": false, "text": "listen actively"}' in words
    assert '{"meant": true, "text": "pay people for their time"}' in words


def test_hidden_commitment_has_no_picture_any_more(client: Client, moderator: User) -> None:
    commitment = factories.public_commitment()
    image = f"/commitments/{commitment.reference}/share.png"
    held = client.get(image).headers["ETag"]
    assert commitment.published_version is not None
    words = commitment.published_version.submission
    decide(submission=words, action=Action.HIDE, revision=words.revision, by=moderator, reason="private-facts")

    for headers in ({}, {"if-none-match": held}):
        assert client.get(image, headers=headers).status_code == 410


def test_what_waits_or_is_made_up_has_no_picture(client: Client) -> None:
    waiting = factories.waiting_commitment()
    pretend = factories.public_commitment(made_up=True)
    factories.charter("pretend", made_up=True)

    assert client.get(f"/commitments/{waiting.reference}/share.png").status_code == 404
    with patch.object(settings, "SHOW_MADE_UP", new=False):
        assert client.get(f"/commitments/{pretend.reference}/share.png").status_code == 404
        assert client.get("/charters/pretend/share.png").status_code == 404
        assert client.get("/charters/pretend/principles/listen/share.png").status_code == 404


@pytest.mark.parametrize(("page", "queries"), [(0, 3), (1, 2), (2, 2)])
def test_pictures_cost_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, page: int, queries: int
) -> None:
    image = list(pages(factories.public_commitment()).values())[page]
    with django_assert_num_queries(queries):
        client.get(image)
