"""Statements that the law or fairness asks for: the parts that have to be in them are there."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from charters.models import AreaContact
from commitments.models import Reason
from tests import factories

pytestmark = pytest.mark.django_db


def page(client: Client, name: str) -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture(autouse=True)
def adopter(settings: Any) -> None:
    settings.PORTAL_OWNER = "Larkmoor Together"
    settings.CONTACT_EMAIL = "hello@larkmoor.example"
    settings.DATA_PROTECTION_EMAIL = "data@larkmoor.example"
    settings.CONTACT_PHONE = "01632 960001"
    settings.CONTACT_ADDRESS = "1 Market Place, Larkmoor"


@pytest.mark.parametrize("name", ["help-accessibility", "help-privacy", "help-contact"])
def test_adopter_is_named_with_each_way_to_reach_them(client: Client, name: str) -> None:
    words = page(client, name)
    for fact in ("Larkmoor Together", "larkmoor.example", "01632 960001", "1 Market Place, Larkmoor"):
        assert fact in words


@pytest.mark.parametrize(
    "part",
    [
        "partially compliant",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "not within the scope of the accessibility regulations",
        "(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018",
        "Equality and Human Rights Commission",
        "https://www.equalityadvisoryservice.com/",
        "https://www.legislation.gov.uk/uksi/2018/952/part/5",
        "prepared on 1 October 2026",
        "last reviewed on 2 October 2026",
        "ourselves on 3 October 2026",
        'href="/help/accessibility/problem/"',
        "within 30 days",
    ],
)
def test_accessibility_statement_has_the_parts_that_regulation_8_asks_for(
    client: Client, settings: Any, part: str
) -> None:
    settings.ACCESSIBILITY_PREPARED_ON = date(2026, 10, 1)
    settings.ACCESSIBILITY_REVIEWED_ON = date(2026, 10, 2)
    settings.ACCESSIBILITY_TESTED_ON = date(2026, 10, 3)
    assert part in page(client, "help-accessibility")


@pytest.mark.parametrize(
    "part",
    [
        "“controller”",
        "data@larkmoor.example",
        "article 6(1)(f)",
        "21 days after you last changed it",
        "ten minutes",
        "100 days after we have closed it",
        "to delete it, also from old words",
        "https://ico.org.uk/make-a-complaint/",
        'href="/help/data-complaint/"',
        "No computer decides anything about you",
        "You do not have to give us any of this",
    ],
)
def test_privacy_notice_has_the_parts_that_article_13_asks_for(client: Client, settings: Any, part: str) -> None:
    settings.DRAFT_DAYS, settings.CASE_DAYS = 21, 100
    assert part in page(client, "help-privacy")


def test_public_body_names_its_own_lawful_basis(client: Client, settings: Any) -> None:
    settings.LAWFUL_BASIS = "public-task"
    words = page(client, "help-privacy")
    assert "article 6(1)(e)" in words
    assert "legitimate interests" not in words


def test_how_we_check_names_each_reason_and_how_long_it_takes(client: Client, settings: Any) -> None:
    settings.WORKING_DAYS_TO_READ = 4
    words = page(client, "help-moderation")
    assert "within 4 working days" in words
    assert [reason.code for reason in Reason.objects.all() if reason.for_writer not in words] == ["danger"]
    assert Reason.objects.count() > 10
    for state in ("Waiting to be read", "Sent back with a question", "Not published", "Hidden"):
        assert state in words


def test_contact_says_999_before_anything_else_and_whom_to_call_in_each_area(client: Client) -> None:
    sandwell, everywhere = factories.area(), None
    for area, name, checked_on in (
        (sandwell, "Sandwell Council", date(2026, 11, 2)),
        (everywhere, "Any council", None),
    ):
        AreaContact.objects.create(
            area=area, kind="safeguarding", name=name, url="https://x.example", checked_on=checked_on
        )
    words = page(client, "help-contact")
    assert words.index("999") < words.index("Sandwell Council") < words.index("Any council") < words.index("hello@")
    assert "We checked this on 2 November 2026" in words
    assert "We have not checked this yet" in words


def test_contact_without_any_contacts_sends_people_to_their_council(client: Client) -> None:
    assert page(client, "help-contact").count("https://www.gov.uk/find-local-council") == 2


@pytest.mark.parametrize("name", ["help-accessibility", "help-privacy", "help-moderation", "help-contact"])
def test_readers_get_no_cookie(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_who_comes_from_a_commitment_is_told_to_name_it(client: Client) -> None:
    words = client.get("/help/contact/?about=7K3F9Q").content.decode()
    assert "Is something not right with commitment 7K3F9Q?" in words
    assert "mailto:hello@larkmoor.example?subject=Commitment%207K3F9Q" in words
    for other in ("", "?about=", "?about=call%20this%20number", "?about=7k3f9q%0d%0a"):
        assert "Is something not right with" not in client.get(f"/help/contact/{other}").content.decode()
