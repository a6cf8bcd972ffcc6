"""Every link of the page of a charter, and of its steward, leads to a page; a wrong name is not passed over."""

import pytest
from django.urls import NoReverseMatch, resolve

from charters import charter_links, steward_links
from charters.charter_links import links_around
from charters.steward_links import Row, waiting_for
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_link_of_a_charter_leads_to_the_page_that_its_row_names() -> None:
    charter = factories.charter()
    named = [page for _heading, rows in charter_links.GROUPS for page, _words in rows]
    found = [link.address for _heading, links in links_around(charter) for link in links]
    assert [resolve(address).view_name for address in found] == named


def test_every_link_of_a_steward_leads_to_the_page_that_its_row_names() -> None:
    charter = factories.charter()
    named = [row.page for _heading, rows in steward_links.GROUPS for row in rows]
    found = [link.address for _heading, links in steward_links.steward_links(charter) for link in links]
    assert [resolve(address).view_name for address in found] == named


def test_a_name_that_no_address_has_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    charter = factories.charter()
    monkeypatch.setattr(charter_links, "GROUPS", (("Read", (("charter-nowhere", "Nowhere"),)),))
    with pytest.raises(NoReverseMatch):
        links_around(charter)
    monkeypatch.setattr(steward_links, "GROUPS", (("Read", (Row("steward-nowhere", "Nowhere", "None."),)),))
    with pytest.raises(NoReverseMatch):
        steward_links.steward_links(charter)
    assert waiting_for([charter]) == {}
