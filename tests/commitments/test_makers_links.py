"""A new maker's links can be read, and not followed."""

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from commitments.makers_links import has_live_links, inert
from commitments.models import Organisation
from coprod_portal.submissions.states import Action
from tests import factories
from tests import opportunity_factories as made

pytestmark = pytest.mark.django_db
PAGE = "https://kitchen.example/book"
LINK = f'<a href="{PAGE}" rel="nofollow ugc noopener">'


def page_of(address: str) -> str:
    text: str = Client().get(address).content.decode()
    assert PAGE in text
    return text


def test_a_link_is_text_until_something_else_of_its_maker_was_published() -> None:
    kitchen = factories.organisation()
    first = made.public_opportunity(listed_by=kitchen, url=PAGE)
    waiting = factories.waiting_commitment(made_by=kitchen)
    factories.public_commitment(made_by=factories.organisation())
    assert f'href="{PAGE}"' not in page_of(first.get_absolute_url())

    second = made.public_opportunity(listed_by=kitchen, url=PAGE)
    for opportunity in (first, second):
        assert LINK in page_of(opportunity.get_absolute_url())

    made.moved(first.notices.get(), Action.HIDE)
    assert f'href="{PAGE}"' not in page_of(second.get_absolute_url())

    factories.publish_waiting(waiting.versions.get().submission)
    assert LINK in page_of(second.get_absolute_url())


def test_the_web_address_of_an_organisation() -> None:
    kitchen = factories.organisation()
    Organisation.objects.update(url=PAGE)
    assert not has_live_links(kitchen)
    factories.public_commitment(made_by=kitchen)
    assert LINK in page_of(kitchen.get_absolute_url())


def test_what_a_steward_lists_for_a_charter_is_a_link_at_once() -> None:
    assert LINK in page_of(made.public_opportunity(url=PAGE).get_absolute_url())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Go to https://buy.example/now?a=b. Today", "Go to https (://) buy (.) example/now?a=b (.)  Today"),
        ("www.buy.example", "www (.) buy (.) example"),
        ("buy.example/now", "buy (.) example/now"),
        ("We meet at 10.30. Nobody pays £2.50, e.g. parents.", None),
        ("Café.com", "Café (.) com"),
    ],
)
def test_words_that_nobody_has_read_carry_no_link_in_a_mail(words: str, said: Any) -> None:
    assert inert(words) == (said or words)
    assert Template("{% load commitments_tags %}{{ words|inert }}").render(Context({"words": words}))
