"""A first visit is light, and asks nobody but the portal."""

import re

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests import factories

# How it looks hangs on no database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

MOST_BYTES, MOST_REQUESTS = 60_000, 8
LOADED = r'<(?:link|script|img|use)\b[^>]*?(?:href|src)="([^"#]+)'
NAMED_ONLY = r'<link rel="(?:canonical|alternate|manifest)"[^>]*>'


def loaded(page: str) -> set[str]:
    """The addresses of all that a browser fetches for a page, with what the stylesheet asks for."""
    fonts = set(re.findall(r'url\("([^"]+)"\)', file("portal.css").decode()))
    return set(re.findall(LOADED, re.sub(NAMED_ONLY, "", page))) | {f"/static/{name}" for name in fonts}


def file(name: str) -> bytes:
    path = finders.find(name)
    assert path is not None
    with open(path, "rb") as opened:
        return opened.read()


def weight(name: str) -> int:
    content = file(name)
    return len(content) if name.endswith("woff2") else len(brotli.compress(content, quality=5))


def test_a_first_visit_is_light_and_asks_no_other_host(client: Client) -> None:
    for _ in range(20):
        factories.public_commitment()
    for address in ["/", "/charters/", "/charters/sandwell/", "/themes/", "/commitments/"]:
        page = client.get(address).content
        files = loaded(page.decode())
        assert all(name.startswith(settings.STATIC_URL) for name in files), address
        names = [name.removeprefix(settings.STATIC_URL) for name in files]
        assert len(names) + 1 <= MOST_REQUESTS, address
        assert len(brotli.compress(page, quality=5)) + sum(weight(name) for name in names) <= MOST_BYTES, address


def test_letters_and_script_keep_to_their_share() -> None:
    assert sum(weight(f"fonts/atkinson-hyperlegible-{name}.woff2") for name in ("regular", "bold")) <= 40_000
    assert weight("portal.js") <= 8_000


@pytest.mark.parametrize("name", ["portal.css", "sprite.svg", "favicon.svg"])
def test_no_file_asks_another_host(name: str) -> None:
    assert set(re.findall(r"https?://[^\"' )]+", file(name).decode())) <= {"http://www.w3.org/2000/svg"}
