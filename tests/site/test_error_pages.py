"""Each answer that says no is a page of ours, with a way out, and asks nothing of the database or the session."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseGone
from django.test import Client
from django.urls import URLResolver, include, path
from django.views.decorators.http import require_POST

from coprod_portal.pages import PAGES
from coprod_portal.submissions.errors import Stale


def raises(exception: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise exception

    return view


@require_POST
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST["words"])


urlpatterns: list[Any] = [
    path("400/", raises(SuspiciousOperation("secret"))),
    path("403/", raises(PermissionDenied("secret"))),
    path("405/", form),
    path("409/", raises(Stale("Somebody else has decided."))),
    path("410/", lambda request: HttpResponseGone()),
    path("429/", lambda request: HttpResponse(status=429)),
    path("500/", raises(RuntimeError("secret"))),
    path("503/", raises(OperationalError("secret"))),
    path("json/", lambda request: HttpResponse("{}", status=404, content_type="application/json")),
    path("ours/", lambda request: HttpResponse('<!doctype html><html lang="en-GB" dir="ltr">Mine', status=410)),
    path("", include("coprod_portal.urls")),
]
handler400 = "coprod_portal.site.views.errors.bad_request"
handler403 = "coprod_portal.site.views.errors.permission_denied"
handler404 = "coprod_portal.site.views.errors.not_found"
handler500 = "coprod_portal.site.views.errors.server_error"

# How it looks hangs on no database.
pytestmark = [pytest.mark.urls(__name__), pytest.mark.sqlite]


@pytest.fixture
def reader() -> Client:
    """Somebody whose faults end in a page, as in service. No test here may touch the database: none asks for it."""
    return Client(raise_request_exception=False)


def test_urls_of_the_portal_name_the_same_handlers() -> None:
    from coprod_portal import urls

    assert isinstance(urls.urlpatterns[0], URLResolver)
    assert [getattr(urls, name) for name in ("handler400", "handler403", "handler404", "handler500")] == [
        handler400,
        handler403,
        handler404,
        handler500,
    ]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 410, 429, 500, 503])
def test_each_refusal_is_a_page_with_a_way_out(reader: Client, status: int) -> None:
    response = reader.get(f"/{status}/")
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{PAGES[status].heading}</h1>" in page
    assert '<a href="/">' in page
    assert "secret" not in page
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_refused_operation_that_no_view_catches_says_its_sentence(reader: Client) -> None:
    assert "Somebody else has decided." in reader.get("/409/").content.decode()


def test_405_still_says_what_is_allowed(reader: Client) -> None:
    assert reader.get("/405/").headers["Allow"] == "POST"


@pytest.mark.parametrize("status", [429, 503])
def test_machines_are_told_when_to_come_back(reader: Client, status: int) -> None:
    assert int(reader.get(f"/{status}/").headers["Retry-After"]) >= 60


def test_form_that_is_too_big_is_a_413(reader: Client) -> None:
    words = "x" * 2_600_000
    assert reader.post("/405/", {"words": words}).status_code == 413
    response = reader.post("/405/", f"words={words}", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert str(PAGES[413].heading) in response.content.decode()


def test_a_file_that_nobody_asked_for_is_not_kept_even_for_a_moment(reader: Client) -> None:
    picture = BytesIO(b"x" * 2_600_000)
    assert reader.post("/405/", {"words": "x", "picture": picture}).status_code == 413


@pytest.mark.parametrize("letters", ["latin-1", "utf-16", "utf-7", "unicode_escape"])
def test_what_claims_to_be_in_other_letters_is_a_400(reader: Client, letters: str) -> None:
    """Some of these can write what no database can hold."""
    reading = reader.get("/ours/?q=x", headers={"content-type": f"text/plain; charset={letters}"})
    sending = reader.post("/405/", b"words=x", content_type=f"application/x-www-form-urlencoded; charset={letters}")
    assert (reading.status_code, sending.status_code) == (400, 400)


def test_utf8_by_any_of_its_names_is_read(reader: Client) -> None:
    sent = reader.post("/405/", b"words=x", content_type="application/x-www-form-urlencoded; charset=UTF-8")
    assert sent.status_code == 200


def test_a_megabyte_in_a_field_reaches_its_form(reader: Client) -> None:
    assert reader.post("/405/", {"words": "x" * 1_000_000}).status_code == 200


def test_form_without_its_token_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/405/", {"words": "x"})
    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


def test_trial_shows_our_pages_too(reader: Client, settings: Any) -> None:
    settings.DEBUG = True
    for status in (400, 403, 404):
        response = reader.get(f"/{status}/")
        assert (response.status_code, str(PAGES[status].heading) in response.content.decode()) == (status, True)


def test_answers_for_machines_and_pages_of_ours_are_left_alone(reader: Client) -> None:
    assert reader.get("/json/").content == b"{}"
    assert reader.get("/ours/").content.endswith(b"Mine")


def test_template_that_cannot_be_drawn_still_ends_in_words(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any) -> str:
        raise RuntimeError

    monkeypatch.setattr("coprod_portal.pages.render_to_string", broken)
    response = reader.get("/500/")
    assert response.status_code == 500
    assert str(PAGES[500].heading) in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/%00/", "/charters/%00/", "/?q=%00", f"/{'x' * 5000}/", "/%ff%fe/", "/../../etc/passwd", "/x\u202ey/"]
)
def test_absurd_addresses_are_never_a_fault(reader: Client, address: str) -> None:
    assert reader.get(address).status_code in (400, 404)


def test_nul_in_a_cookie_is_never_a_fault(reader: Client) -> None:
    reader.cookies["session"] = "x"
    response = reader.get("/404/", headers={"cookie": 'session="\\000aaaaaaaaaaaa"'})
    assert response.status_code == 400


def test_words_are_plain_and_never_blame() -> None:
    for words in PAGES.values():
        for sentence in map(str, words.sentences):
            assert len(sentence.split()) <= 20
            assert not re.search(r"failed|invalid|forbidden|illegal|error", sentence, re.IGNORECASE)
