"""A resident finds what was promised where they live, and reads the charter."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from charters.models import Area, Charter
from commitments.going import Going
from tests import factories

from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def test_a_resident_of_tipton_finds_what_was_promised_and_reads_the_charter(arrive: Callable[[], Visitor]) -> None:
    call_command("load_charters", verbosity=0)
    today = timezone.localdate()
    dates = {"starts_on": today - timedelta(days=60), "due_on": today + timedelta(days=90)}
    here = {"charter": Charter.objects.get(slug="sandwell"), "area": Area.objects.get(slug="sandwell"), **dates}
    promised = factories.public_commitment(title="Pay people on the day", **here)
    factories.published(factories.news(promised, going=Going.HAPPENING, happened="Twelve people were paid."))
    factories.waiting_commitment(title="Nobody has read this", **here)
    elsewhere = {"charter": Charter.objects.get(slug="stockport"), "area": Area.objects.get(slug="stockport"), **dates}
    factories.public_commitment(title="Something in Stockport", **elsewhere)

    visitor = arrive()
    visitor.open("/")
    visitor.write("Town, charter or word", "Tipton", within="body")
    visitor.press("Find", within="body")
    visitor.sees("Sandwell, because Tipton is in Sandwell", "Pay people on the day", "Happening now")
    visitor.sees_not("Something in Stockport", "Nobody has read this")
    visitor.follow("Pay people on the day")
    visitor.sees("Twelve people were paid.", "Reference", "How people will know")
    visitor.follow("See what changed, and when")
    visitor.page.go_back()
    visitor.follow("Sandwell", within=".page > aside")
    visitor.sees("Our commitment to co-production: a Sandwell Partnership Charter")
    assert visitor.page.context.cookies() == []
