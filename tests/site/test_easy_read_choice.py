"""Choosing Easy Read lasts until it is turned off, and changes nothing for whoever did not choose it."""

import pytest
from django.test import Client

from charters.models import EasyRead
from commitments.models import Commitment
from coprod_portal.site.twins import TWINS
from tests import factories

pytestmark = pytest.mark.django_db
COOKIE = "easy-read"


@pytest.fixture
def promised() -> Commitment:
    made = factories.public_commitment()
    easy_read = EasyRead.objects.create(edition=made.charter.editions.get())
    easy_read.ideas.create(words="Listen well.", picture="ear", position=1)
    return made


@pytest.fixture
def chosen(client: Client, promised: Commitment) -> Client:
    client.get("/easy-read/?easy-read=on")
    return client


def pages(promised: Commitment) -> dict[str, str]:
    return {
        "/": "/easy-read/",
        "/charters/sandwell/": "/charters/sandwell/easy-read/",
        "/themes/listening/": "/themes/listening/easy-read/",
        "/commitments/": "/commitments/easy-read/",
        f"/commitments/{promised.reference}/": f"/commitments/{promised.reference}/easy-read/",
    }


def test_each_page_with_a_twin_has_a_plain_link_to_it(client: Client, promised: Commitment) -> None:
    # The form of a report has one too, and is nobody else's: it gives a cookie.
    assert len(pages(promised)) == len(TWINS.keys() - {"report"})
    for page, twin in pages(promised).items():
        response = client.get(page)
        assert f'href="{twin}?easy-read=on" rel="nofollow">Easy Read</a>' in response.content.decode()
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Cookie" not in response["Vary"]


def test_a_page_without_a_twin_has_no_link(client: Client, promised: Commitment) -> None:
    for page in ["/charters/", "/help/privacy/", "/charters/atlantis/"]:
        assert "easy-read=on" not in client.get(page).content.decode()


def test_the_link_keeps_what_the_list_was_asked(client: Client, promised: Commitment) -> None:
    page = client.get("/commitments/?charter=sandwell").content.decode()
    assert 'href="/commitments/easy-read/?charter=sandwell&amp;easy-read=on"' in page


def test_reading_a_twin_without_choosing_gives_no_cookie(client: Client, promised: Commitment) -> None:
    for twin in pages(promised).values():
        response = client.get(f"{twin}?pictures=off")
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Keep Easy Read on" in response.content.decode()
    assert client.get("/").status_code == 200


def test_choosing_it_leads_from_every_page_to_its_twin(client: Client, promised: Commitment) -> None:
    response = client.get("/easy-read/?easy-read=on&pictures=off")
    assert (response.status_code, response["Location"]) == (302, "/easy-read/?pictures=off")
    cookie = response.cookies[COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        "on.pictures-off",
        True,
        "Lax",
        "/",
    )
    for page, twin in pages(promised).items():
        response = client.get(page)
        assert (response.status_code, response["Location"]) == (302, twin)
        assert response["Cache-Control"] == "private, no-store"
        twin_page = client.get(twin)
        assert twin_page["Cache-Control"] == "private, no-store"
        assert "idea-picture" not in twin_page.content.decode()
        assert "Keep Easy Read on" not in twin_page.content.decode()


def test_choosing_on_a_full_page_leads_to_its_twin(client: Client, promised: Commitment) -> None:
    response = client.get("/charters/sandwell/?easy-read=on")
    assert (response.status_code, response["Location"]) == (302, "/charters/sandwell/easy-read/")


def test_what_the_list_was_asked_goes_along(chosen: Client) -> None:
    response = chosen.get("/commitments/?charter=sandwell")
    assert response["Location"] == "/commitments/easy-read/?charter=sandwell"


def test_pictures_stay_as_last_asked_for(chosen: Client) -> None:
    chosen.get("/easy-read/?pictures=off&words=bigger")
    assert chosen.cookies[COOKIE].value == "on.pictures-off.words-bigger"
    page = chosen.get("/charters/sandwell/easy-read/").content.decode()
    assert "idea-picture" not in page
    assert 'href="/charters/sandwell/easy-read/?pictures=on&amp;words=bigger"' in page
    chosen.get("/charters/sandwell/easy-read/?pictures=on&words=bigger")
    assert chosen.cookies[COOKIE].value == "on.words-bigger"
    assert "idea-picture" in chosen.get("/charters/sandwell/easy-read/").content.decode()


def test_one_page_can_be_read_in_full(chosen: Client) -> None:
    response = chosen.get("/charters/sandwell/?easy-read=not-now")
    assert response.status_code == 200
    assert "listen actively" in response.content.decode()
    assert chosen.get("/charters/sandwell/").status_code == 302


def test_turning_it_off_forgets_it(chosen: Client) -> None:
    response = chosen.get("/charters/sandwell/?easy-read=off")
    assert (response.status_code, response["Location"]) == (302, "/charters/sandwell/")
    assert response.cookies[COOKIE]["max-age"] == 0
    response = chosen.get("/charters/sandwell/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_pages_without_a_twin_and_posts_are_left_alone(chosen: Client) -> None:
    assert chosen.get("/charters/").status_code == 200
    assert chosen.post("/").status_code == 405
    assert chosen.get("/charters/atlantis/easy-read/").status_code == 404


@pytest.mark.parametrize("mark", ["on", "off"])
def test_no_mark_leads_to_another_host(client: Client, mark: str) -> None:
    response = client.get(f"/?easy-read={mark}", PATH_INFO="//example.org/")
    assert response.status_code == 404


@pytest.mark.parametrize("value", ["", "on", "x" * 3000, "on.pictures-maybe.<script>"])
def test_a_cookie_that_somebody_made_up_does_no_harm(client: Client, promised: Commitment, value: str) -> None:
    client.cookies[COOKIE] = value
    assert client.get("/").status_code in (200, 302)
    response = client.get("/easy-read/")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_who_reads_in_easy_read_may_do_so_under_a_mark_nobody_knows(client: Client, promised: Commitment) -> None:
    response = client.get("/?easy-read=perhaps")
    assert response.status_code == 200
    assert not response.cookies
