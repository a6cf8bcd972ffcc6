from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commitments.going import Going
from tests import factories
from tests.commitments import public

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, query: str = "") -> list[ElementTree.Element]:
    response = client.get(f"/commitments/feed/{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def titles(client: Client, query: str = "") -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, query)]


def test_it_holds_what_is_public_with_its_newest_words(client: Client) -> None:
    public.not_public()
    one = factories.public_commitment(title="One & <only>\x0b")
    factories.published(factories.news(one, going=Going.DONE, happened="It works."))
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == "One & <only>"
    assert entry.findtext(f"{ATOM}summary") == "Done, says its maker. It works."
    assert entry.findtext(f"{ATOM}id") == f"http://localhost:8000/commitments/{one.reference}/"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "A parent carer"


def test_what_people_typed_is_read_as_text(client: Client) -> None:
    """A summary is HTML to whoever reads the feed; a title and a name are not."""
    words = "<script>alert(1)</script> & 1 < 2\uffff"
    one = factories.public_commitment(title=words, what=words, person_name=words[:40])
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == "<script>alert(1)</script> & 1 < 2"
    assert entry.findtext(f"{ATOM}summary") == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; 1 &lt; 2"
    factories.published(factories.news(one, happened="<img src=x onerror=alert(1)>\ufffe"))
    assert entries(client)[0].findtext(f"{ATOM}summary") == "Happening now. &lt;img src=x onerror=alert(1)&gt;"


def test_it_takes_the_filters_of_the_list(client: Client) -> None:
    factories.public_commitment(title="Sandwell")
    factories.public_commitment(title="Stockport zebra", charter=factories.charter("stockport"))
    assert titles(client) == ["Stockport zebra", "Sandwell"]
    assert titles(client, "?charter=sandwell") == ["Sandwell"]
    assert titles(client, "?theme=listening&charter=stockport") == ["Stockport zebra"]
    assert titles(client, "?q=zebra") == ["Stockport zebra"]
    assert titles(client, "?going=done") == []
    assert titles(client, "?charter=nowhere&sort=x&after=y") == ["Stockport zebra", "Sandwell"]


def test_made_up_ones_are_marked_and_not_on_a_live_site(client: Client, settings: Settings) -> None:
    factories.public_commitment(title="Invented", made_up=True)
    assert titles(client) == ["Invented (made up)"]
    settings.SHOW_MADE_UP = False
    assert titles(client) == []


def test_it_takes_an_organisation_and_leaves_others_out(client: Client) -> None:
    kitchen = factories.organisation("Kitchen")
    factories.public_commitment(title="Ours", made_by=kitchen)
    factories.public_commitment(title="Theirs", made_by=factories.organisation("Garden"))
    public.not_public(made_by=kitchen)
    assert titles(client, f"?organisation={kitchen.slug}") == ["Ours"]
    assert titles(client, f"?organisation={kitchen.slug}&q=pay") == ["Ours"]
    assert titles(client, "?organisation=nobody") == ["Theirs", "Ours"]
    page = client.get(f"/organisations/{kitchen.slug}/").content.decode()
    assert f'href="/commitments/feed/?organisation={kitchen.slug}"' in page


def test_one_commitment_has_a_feed_of_its_own(client: Client) -> None:
    public.not_public()
    one = factories.public_commitment(title="First words")
    factories.published(factories.news(one, happened="We began & met."))
    factories.published(factories.version(one, title="New words", what="We will pay at once."))
    factories.submitted(factories.news(one, happened="Nobody has read this."))
    where = f"/commitments/{one.reference}/feed/"
    response = client.get(where)
    found = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}title") for entry in found} == {"Made public", "New words", "News: Happening now"}
    assert "Nobody has read this" not in response.content.decode()
    assert f'href="{where}"' in client.get(f"/commitments/{one.reference}/").content.decode()
    assert client.get("/commitments/ZZZZZZ/feed/").status_code == 404
