import re
from typing import Any

import pytest
from django.test import Client

from charters.models import Charter
from coprod_portal.site.views import sitemap
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def live(settings: Any) -> None:
    settings.SHOW_MADE_UP = False
    settings.BASE_URL = "https://portal.example"


def addresses(client: Client, part: str = "") -> list[str]:
    response = client.get("/sitemap.xml", {"part": part} if part else {})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return re.findall("<loc>https://portal.example(.*?)</loc>", response.content.decode())


def test_index_names_the_parts(client: Client) -> None:
    factories.public_commitment(made_by=factories.organisation())
    assert addresses(client) == [
        "/sitemap.xml?part=pages",
        "/sitemap.xml?part=commitments-0",
        "/sitemap.xml?part=organisations-0",
    ]


def test_pages_have_the_charters_that_are_public(client: Client) -> None:
    factories.charter()
    factories.charter("made-up", made_up=True)
    Charter.objects.create(slug="coming", kind="charter", short_title="Coming", thread="teal")
    found = addresses(client, "pages")
    assert {"/", "/charters/", "/charters/sandwell/", "/charters/sandwell/principles/listen/"} <= set(found)
    assert {"/themes/listening/", "/themes/listening/easy-read/", "/easy-read/", "/help/privacy/"} <= set(found)
    for page in ("easy-read", "formats", "take-part", "concern", "gaps", "summary", "signatures", "changes"):
        assert client.get(f"/charters/sandwell/{page}/").status_code == 200
        assert f"/charters/sandwell/{page}/" in found
    assert not [address for address in found if "made-up" in address or "coming" in address]


def test_only_what_is_public_is_listed(client: Client) -> None:
    public = factories.public_commitment(made_by=factories.organisation())
    waiting = factories.waiting_commitment(made_by=factories.organisation())
    made_up = factories.public_commitment(made_by=factories.organisation(), made_up=True)
    assert waiting.organisation
    assert made_up.organisation
    assert public.organisation
    assert addresses(client, "commitments-0") == [f"/commitments/{public.reference}/"]
    assert addresses(client, "organisations-0") == [f"/organisations/{public.organisation.slug}/"]


def test_lists_are_cut_into_parts_that_miss_and_repeat_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "KEYS_IN_A_PART", 2)
    made = {f"/commitments/{factories.public_commitment().reference}/" for _ in range(5)}
    parts = [part.partition("=")[2] for part in addresses(client)]
    found = [address for part in parts if part.startswith("commitments") for address in addresses(client, part)]
    assert len(found) == 5
    assert set(found) == made


@pytest.mark.parametrize("part", ["commitments-9", "commitments--1", "nothing", "pages-0", "commitments-1e9", "-"])
def test_part_that_is_not_there_is_not_found(client: Client, part: str) -> None:
    assert client.get("/sitemap.xml", {"part": part}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_part_takes_one_query_for_its_rows(client: Client, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        factories.public_commitment()
    with django_assert_num_queries(4):
        addresses(client, "commitments-0")


def test_trial_lists_nothing(client: Client, settings: Any) -> None:
    settings.SHOW_MADE_UP = True
    factories.public_commitment(made_up=True)
    assert addresses(client) == []
