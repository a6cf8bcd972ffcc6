from datetime import date

import pytest
from django.test import Client

from commitments.latest import latest_cards
from tests import factories
from tests.commitments import public

pytestmark = pytest.mark.django_db

PRINCIPLE = "/charters/sandwell/principles/listen/"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_charter_and_a_principle_show_the_latest_three_and_how_many_there_are(client: Client) -> None:
    for number in range(4):
        factories.public_commitment(title=f"Sandwell number {number}")
    factories.public_commitment(title="Of another", charter=factories.charter("stockport"))
    public.not_public()
    for address in ("/charters/sandwell/", PRINCIPLE):
        page = text(client, address)
        shown = [number for number in range(4) if f"Sandwell number {number}" in page]
        assert shown == [1, 2, 3]
        assert "See all 4 commitments" in page
        assert "Of another" not in page
        assert "zebra" not in page
    assert 'href="/commitments/?charter=sandwell"' in text(client, "/charters/sandwell/")
    assert 'href="/commitments/?principle=sandwell.listen"' in text(client, PRINCIPLE)
    assert "Nobody has made a commitment to these words yet" in text(client, "/charters/sandwell/principles/pay/")


def test_the_latest_news_for_the_home_page() -> None:
    factories.public_commitment(title="Without news", starts_on=date(2026, 11, 1))
    told = factories.public_commitment(title="Told")
    factories.published(factories.news(told))
    assert [card.title for card in latest_cards(3, with_news=True)] == ["Told"]
    assert [card.title for card in latest_cards(1)] == ["Told"]
