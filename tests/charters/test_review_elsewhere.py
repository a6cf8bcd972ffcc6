"""A review that others do is shown as such, with what our source says and nothing else."""

import re

import pytest
from django.conf import settings
from django.test import Client

from charters.operations.loading import load_content

pytestmark = pytest.mark.django_db

DAY = re.compile(r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)")


@pytest.fixture
def content() -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert not client.cookies
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_review_of_stockport_is_under_way_and_we_invent_nothing(client: Client, content: None) -> None:
    page = words(client, "/charters/stockport/review/")
    assert "Review planned and under way" in page
    assert "Parents and Carers Together Stockport (PACTS)" in page
    assert "Our source gives no dates and no results, so we give none." in page
    assert "Count my answers" not in page
    assert "Send my answers" not in page
    days = DAY.findall(page)
    assert days == [] or "We read it on" in page


def test_easy_read_says_the_same(client: Client, content: None) -> None:
    page = words(client, "/charters/stockport/review/easy-read/")
    assert "Parents and Carers Together Stockport (PACTS)" in page
    assert "We do not know the dates." in page


@pytest.mark.parametrize("charter", ["sandwell", "bracknell-forest", "scie", "west-midlands"])
def test_where_no_review_is_known_the_page_says_so_and_whom_to_ask(client: Client, content: None, charter: str) -> None:
    page = words(client, f"/charters/{charter}/review/")
    assert "No review of this charter is open here now." in page
    assert "Ask the people who look after the charter" in page
