""" "I do not understand this page": one press on every page, counted by page, and nothing of the person is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from charters.models import EasyRead, Theme
from coprod_portal.accounts.models import User
from coprod_portal.site.known_pages import known_page, page_of_seal, sealed
from coprod_portal.site.models import NotUnderstood
from coprod_portal.site.operations.not_understood import count_press
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/help/not-understood/"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def reader() -> Client:
    """A browser without a cookie, in front of the real guard."""
    return Client(enforce_csrf_checks=True)


def press(reader: Client, path: str, **headers: str) -> Any:
    return reader.post(ADDRESS, {"page": sealed(path)}, headers=headers or OURS)


def kept() -> list[tuple[str, str, date, int]]:
    return list(NotUnderstood.objects.order_by("path").values_list("page", "path", "day", "presses"))


@pytest.mark.parametrize("path", ["/", "/charters/", "/help/contact/", "/accounts/login/", "/commitments/"])
def test_every_page_has_the_button_and_its_own_seal(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "I do not understand this page" in page
    assert f'value="{sealed(path)}"' in page


def test_error_pages_have_no_seal_to_take(client: Client) -> None:
    page = client.get("/charters/nothing/").content.decode()
    assert "I do not understand this page" not in page
    assert sealed("/charters/nothing/") not in page


def test_one_press_counts_and_leaves_no_trace(reader: Client) -> None:
    factories.charter()
    for _ in range(2):
        response = press(reader, "/charters/sandwell/")
    press(reader, "/")
    assert response.headers["Location"] == "/help/not-understood/thank-you/?page=%2Fcharters%2Fsandwell%2F"
    assert not response.cookies
    today = date(2026, 11, 23)
    assert kept() == [("home", "/", today, 1), ("charter", "/charters/sandwell/", today, 2)]


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://elsewhere.example"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": "http://testserver/"}, False),
    ],
)
def test_only_the_browsers_own_word_counts(reader: Client, headers: dict[str, str], counts: bool) -> None:
    response = press(reader, "/", **headers)
    assert (response.status_code, bool(kept())) == ((302, True) if counts else (403, False))


def test_an_older_browser_presses_once_more(reader: Client) -> None:
    again = press(reader, "/charters/", Accept="text/html")
    page = again.content.decode()
    assert "One more press, please" in page
    assert kept() == []
    token = again.context["csrf_token"]
    data = {"page": again.context["page"], "csrfmiddlewaretoken": str(token)}
    assert reader.post(ADDRESS, data).status_code == 302
    assert [row[1] for row in kept()] == ["/charters/"]


@pytest.mark.parametrize(
    "words", ["", "/charters/", "/charters/:forged", f"{sealed('/charters/')}x", sealed("/nowhere/"), "x" * 9_000]
)
def test_what_is_no_page_of_ours_is_not_kept(reader: Client, words: str) -> None:
    response = reader.post(ADDRESS, {"page": words}, headers=OURS)
    assert response.headers["Location"] == "/help/not-understood/thank-you/"
    assert kept() == []


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("/charters/sandwell/principles/listen/", "/charters/sandwell/principles/listen/"),
        ("/commitments/7K3F9Q/", "/commitments/7K3F9Q/"),
        ("/my/commitments/7K3F9Q/", "/my/commitments/<reference>/"),
        ("/help/sent/2222222222/", "/help/sent/<reference>/"),
        ("/steward/sandwell/cases/", "/steward/<charter>/cases/"),
    ],
)
def test_of_pages_for_one_person_only_the_kind_is_kept(path: str, stays: str) -> None:
    page = known_page(path)
    assert page is not None
    assert page.kept_path == stays


def test_seal_of_an_earlier_key_still_holds(settings: Any) -> None:
    words = sealed("/")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    assert page_of_seal(words) == known_page("/")
    settings.SECRET_KEY_FALLBACKS = []
    assert page_of_seal(words) is None


def test_thanks_offers_what_helps_on_that_page(client: Client) -> None:
    charter = factories.charter()
    page = client.get(f"{ADDRESS}thank-you/?page=/charters/sandwell/").content.decode()
    assert reverse("charter-format-request", args=["sandwell"]) in page
    assert "/easy-read/" not in page.partition("<main")[2]
    EasyRead.objects.create(edition=charter.current_edition)
    plain = client.get(f"{ADDRESS}thank-you/").content.decode()
    for address in ("help-contact", "help-accessibility-problem"):
        assert reverse(address) in plain


@pytest.mark.parametrize(
    ("path", "easy_read"),
    [
        ("/", "/easy-read/"),
        ("/commitments/", "/commitments/easy-read/"),
        ("/commitments/7K3F9Q/", "/commitments/7K3F9Q/easy-read/"),
        ("/commitments/7K3F9Q/history/", "/commitments/7K3F9Q/easy-read/"),
        ("/charters/sandwell/", "/charters/sandwell/easy-read/"),
        ("/charters/sandwell/principles/listen/", "/charters/sandwell/easy-read/"),
        ("/charters/stockport/", ""),
        ("/themes/listening/", "/themes/listening/easy-read/"),
        ("/themes/safe/", ""),
        ("/help/contact/", ""),
    ],
)
def test_thanks_leads_to_the_page_in_easy_read_where_it_is_written(client: Client, path: str, easy_read: str) -> None:
    EasyRead.objects.create(edition=factories.charter().current_edition)
    EasyRead.objects.create(theme=Theme.objects.get(slug="listening"))
    factories.charter("stockport")
    assert client.get(f"{ADDRESS}thank-you/", {"page": path}).context["easy_read"] == easy_read


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", "/my/7K3F9Q/", "javascript:x"])
def test_thanks_leads_to_no_other_place(client: Client, page: str) -> None:
    words = client.get(f"{ADDRESS}thank-you/", {"page": page}).content.decode()
    assert "Go back to the page" not in words


def test_staff_see_counts_by_page_those_of_the_last_days_first(
    moderator: User, signed_in: Callable[..., Client], clock: Any
) -> None:
    old = known_page("/charters/")
    assert old is not None
    for _ in range(3):
        count_press(page=old)
    NotUnderstood.objects.update(day=date(2026, 11, 23) - timedelta(days=30))
    new = known_page("/")
    assert new is not None
    count_press(page=new)
    count_press(page=old)
    desk = signed_in(moderator, second_factor=True)
    response = desk.get("/moderation/not-understood/")
    rows = [(row["path"], row["recent"], row["ever"]) for row in response.context["rows"]]
    assert rows == [("/charters/", 1, 4), ("/", 1, 1)]
    assert "/moderation/not-understood/" in desk.get("/my/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_counts_take_as_many_queries_for_many_pages(
    moderator: User, signed_in: Callable[..., Client], rows: int, django_assert_num_queries: Any
) -> None:
    for path in ["/", "/charters/", "/themes/"][:rows]:
        page = known_page(path)
        assert page is not None
        count_press(page=page)
    desk = signed_in(moderator, second_factor=True)
    with django_assert_num_queries(5):
        desk.get("/moderation/not-understood/")


def test_no_column_could_hold_a_person() -> None:
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, NotUnderstood._meta.db_table)
    assert {column.name for column in columns} == {"id", "page", "path", "day", "presses"}
