"""The form to fill in by hand asks what the pages on the site ask."""

from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commitments.forms import steps, words
from tests import factories
from tests.pdfs import Pdf, is_for_everybody

# How it looks hangs on no database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def form(client: Client) -> Pdf:
    content = client.get("/charters/sandwell/commitment-form.pdf").content
    return is_for_everybody(content, title="Make a commitment on paper: Sandwell")


def test_every_question_of_the_site_is_on_paper(client: Client) -> None:
    factories.charter("sandwell")

    paper = form(client)

    assert {"H1", "H2", "H3", "L", "LI", "Figure"} <= paper.tags
    for step in steps.STEPS:
        if step.form is words.CharterForm:
            assert str(step.heading) not in paper.words
            continue
        assert str(step.heading) in paper.words
        fields = {} if step.form is words.PrinciplesForm else step.form().fields
        for field in fields.values():
            if not field.widget.is_hidden:
                assert str(field.label) in paper.words


def test_principles_are_printed_in_their_exact_words(client: Client) -> None:
    factories.charter("sandwell")
    factories.charter("stockport")

    paper = form(client)

    assert "Tick one, two or three. We will: listen actively pay people for their time" in paper.words
    assert "stockport" not in paper.words


def test_it_says_where_to_send_it_and_what_will_be_public(client: Client) -> None:
    factories.charter("sandwell")

    with patch.multiple(settings, CONTACT_ADDRESS="1 High Street, Anytown", CONTACT_EMAIL="us@example.org"):
        paper = form(client)

    for text in (
        "Or send it to 1 High Street, Anytown",
        "send them to us@example.org",
        "Everybody will be able to read what you write here",
        "I agree that my commitment is put on the site, once a person has read it.",
        "Nobody will see your e-mail address or your age.",
    ):
        assert text in paper.words


def test_without_an_address_it_names_none(client: Client) -> None:
    factories.charter("sandwell")
    assert "Or send it to" not in form(client).words


def test_it_costs_as_much_as_a_poster(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    factories.charter("sandwell")
    with django_assert_num_queries(4):
        form(client)
