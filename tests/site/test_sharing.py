"""Who may keep an answer, and that readers get no cookie."""

import gzip
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path

from coprod_portal.accounts.models import User

LONG = "words " * 500


def reads_session_late(request: HttpRequest) -> HttpResponse:
    """As a template does: nothing is read before the page is drawn."""
    return HttpResponse("yes" if request.user.is_authenticated else "no")


urlpatterns: list[Any] = [
    path("public/", lambda request: HttpResponse(LONG)),
    path("user/", reads_session_late),
    path("form/", lambda request: HttpResponse(get_token(request))),
    path("feed/", lambda request: HttpResponse("x", headers={"Cache-Control": "public, max-age=600"})),
    path("never/", lambda request: HttpResponse("x", headers={"Cache-Control": "max-age=0, private"})),
]

pytestmark = pytest.mark.urls(__name__)

PERSONAL = "private, no-store"


def test_public_page_may_be_kept_by_anybody_who_asks_again(client: Client) -> None:
    response = client.get("/public/")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert not response.cookies
    again = client.get("/public/", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == response.headers["Cache-Control"]


@pytest.mark.django_db
def test_public_page_is_the_same_for_somebody_signed_in(client: Client, stranger: User) -> None:
    client.force_login(stranger)
    response = client.get("/public/")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in response.headers["Vary"]


@pytest.mark.django_db
def test_page_that_looked_at_the_person_is_theirs_alone(client: Client, stranger: User) -> None:
    client.force_login(stranger)
    response = client.get("/user/")
    assert response.content == b"yes"
    assert response.headers["Cache-Control"] == PERSONAL
    assert "Cookie" in response.headers["Vary"]
    assert "ETag" not in response.headers


def test_page_with_a_form_is_private(client: Client) -> None:
    response = client.get("/form/")
    assert response.cookies
    assert response.headers["Cache-Control"] == PERSONAL


def test_page_that_calls_itself_private_stays_so(client: Client) -> None:
    assert client.get("/never/").headers["Cache-Control"] == PERSONAL


def test_view_may_say_for_how_long(client: Client) -> None:
    assert client.get("/feed/").headers["Cache-Control"] == "public, max-age=600"


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_answer_to_a_write_is_never_kept(client: Client, method: str) -> None:
    assert getattr(client, method)("/public/").headers["Cache-Control"] == PERSONAL


def test_public_page_is_compressed_for_those_who_can_read_that(client: Client) -> None:
    plain = client.get("/public/")
    small = client.get("/public/", headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert small.headers["ETag"] == plain.headers["ETag"]
    refused = client.get("/public/", headers={"accept-encoding": "gzip;q=0, br"})
    assert "Content-Encoding" not in refused.headers


def test_private_page_is_not_compressed(client: Client) -> None:
    response = client.get("/form/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
