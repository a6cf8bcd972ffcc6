"""A reader chooses a language by a link. Who has not chosen gets no cookie, and the page that all others get."""

import pytest
from django.test import Client

from tests.site.production import run

pytestmark = pytest.mark.django_db

SHAREABLE = "public, max-age=0, must-revalidate"


def test_reader_who_has_not_chosen_gets_the_page_of_all_others(client: Client) -> None:
    page = client.get("/help/contact/")
    assert '<html lang="en-GB" dir="ltr">' in page.content.decode()
    assert page.headers["Cache-Control"] == SHAREABLE
    assert "Cookie" not in page.headers["Vary"]
    assert not page.cookies


def test_choice_lasts_on_the_device_of_the_reader(client: Client) -> None:
    chosen = client.get("/help/contact/?language=ar-xb")
    assert '<html lang="ar-XB" dir="rtl">' in chosen.content.decode()
    assert chosen.headers["Cache-Control"] == "private, no-store"
    cookie = chosen.cookies["language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("ar-xb", True, "Lax")

    later = client.get("/help/privacy/")
    assert '<html lang="ar-XB" dir="rtl">' in later.content.decode()
    assert later.headers["Cache-Control"] == "private, no-store"
    assert not later.cookies


def test_the_portals_own_language_is_chosen_by_forgetting_the_other(client: Client) -> None:
    client.get("/help/contact/?language=en-xa")
    client.get("/help/contact/?language=en-gb")
    page = client.get("/help/contact/")
    assert '<html lang="en-GB" dir="ltr">' in page.content.decode()
    assert page.headers["Cache-Control"] == SHAREABLE


@pytest.mark.parametrize("code", ["cy", "", "en-gb\0", "../en-xa"])
def test_language_that_we_do_not_speak_is_left_out(client: Client, code: str) -> None:
    page = client.get("/help/contact/", {"language": code})
    assert not page.cookies
    client.cookies["language"] = "cy"
    again = client.get("/help/contact/")
    assert '<html lang="en-GB" dir="ltr">' in again.content.decode()
    assert again.headers["Cache-Control"] == SHAREABLE


def test_links_to_other_languages_keep_what_was_asked(client: Client) -> None:
    page = client.get("/commitments/?q=kitchen").content.decode()
    assert 'href="?q=kitchen&amp;language=ar-xb" lang="ar-XB" dir="rtl"' in page
    assert 'language=en-gb"' not in page
    assert 'href="?language=en-gb" lang="en-GB" dir="ltr"' in client.get("/", {"language": "en-xa"}).content.decode()


def test_error_page_speaks_the_language_too(client: Client) -> None:
    client.get("/help/contact/?language=ar-xb")
    page = client.get("/nothing-here/")
    assert page.status_code == 404
    assert '<html lang="ar-XB" dir="rtl">' in page.content.decode()


def test_live_portal_knows_no_pseudo_language() -> None:
    result = run("-c", "import django; django.setup()\nfrom django.conf import settings\nprint(settings.LANGUAGES)")
    assert result.stdout.strip() == "[('en-gb', 'English')]"
