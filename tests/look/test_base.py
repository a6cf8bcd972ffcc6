"""What every page carries, whoever asks for it and however."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

TEMPLATES = sorted((settings.ROOT / "templates").rglob("*.html"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "current"), [("/", []), ("/charters/", ["/charters/"]), ("/commitments/", ["/commitments/"])]
)
def test_the_menu_says_where_you_are(client: Client, address: str, current: list[str]) -> None:
    page = client.get(address).content.decode()
    menu = page[page.index('<nav aria-label="Main">') : page.index("</nav>")]
    assert re.findall(r'<a href="([^"]+)" aria-current', menu) == current


@pytest.mark.django_db
def test_the_menu_stays_short_and_the_foot_leads_to_search_and_ways_to_take_part(client: Client) -> None:
    menu, _, rest = client.get("/").content.decode().partition('<nav aria-label="Main">')[2].partition("</nav>")
    foot = rest.partition("<footer")[2]
    assert 'href="/search/"' not in menu
    for address in ("/search/", "/opportunities/"):
        assert f'href="{address}"' in foot


@pytest.mark.django_db
def test_the_first_link_skips_to_the_main_part(client: Client) -> None:
    page = client.get("/").content.decode()
    first = re.search(r'<a [^>]*href="([^"]+)"', page)
    assert first is not None
    assert first[1] == "#main"
    assert '<main id="main"' in page


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.ROOT)))
def test_no_template_carries_what_the_policy_forbids(template: Path) -> None:
    """Styles and scripts in the page are refused by the browser, so they must not be written."""
    assert not re.search(r'\sstyle="|<style|\son[a-z]+="|<script(?![^>]*\bsrc=)', template.read_text())
