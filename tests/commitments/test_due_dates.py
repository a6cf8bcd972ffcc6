"""When commitments are to be done, in a calendar."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from commitments.going import Going
from commitments.models import Commitment, Milestone
from coprod_portal.accounts.models import User
from tests import factories
from tests.commitments import public

pytestmark = pytest.mark.django_db


def events(client: Client, address: str) -> dict[str, date]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["summary"]): event.decoded("dtstart") for event in found}


def with_step(**fields: object) -> Commitment:
    made = factories.public_commitment(**fields)
    assert made.published_version is not None
    Milestone.objects.create(version=made.published_version, position=1, text="Ask people", due_on=date(2027, 1, 10))
    return made


def test_one_has_its_end_and_its_steps(client: Client) -> None:
    made = with_step(title="Pay; at once")
    factories.published(factories.news(made, going=Going.LATE, new_due_on=date(2027, 4, 1)))
    assert events(client, f"/commitments/{made.reference}/calendar.ics") == {
        "To be done: Pay; at once": date(2027, 4, 1),
        "Ask people: a step of “Pay; at once”": date(2027, 1, 10),
    }
    factories.published(factories.news(made, going=Going.STOPPED))
    assert b"STATUS:CANCELLED" in client.get(f"/commitments/{made.reference}/calendar.ics").content


def test_the_list_has_those_that_run_still_with_its_filters(client: Client) -> None:
    public.not_public()
    factories.public_commitment(title="Here")
    factories.public_commitment(title="There", charter=factories.charter("stockport"))
    factories.public_commitment(title="Over", due_on=date(2026, 10, 1))
    factories.published(factories.news(factories.public_commitment(title="Done"), going=Going.DONE))
    assert set(events(client, "/commitments/calendar.ics")) == {"To be done: Here", "To be done: There"}
    assert set(events(client, "/commitments/calendar.ics?charter=stockport&sort=x&after=y")) == {"To be done: There"}


def test_it_goes_with_its_page(client: Client) -> None:
    made = with_step()
    Commitment.objects.filter(pk=made.pk).update(published_version=None)
    assert client.get(f"/commitments/{made.reference}/calendar.ics").status_code == 404
    assert client.get(f"/commitments/{made.reference.lower()}/calendar.ics").status_code == 301


def test_somebody_has_their_own(maker: User, stranger: User, signed_in: Callable[..., Client]) -> None:
    factories.public_commitment(title="Mine", by=maker)
    factories.public_commitment(title="Ours", made_by=factories.organisation("Kitchen", maker))
    factories.waiting_commitment(title="Waiting", by=maker)
    assert set(events(signed_in(maker), "/my/calendar.ics")) == {"To be done: Mine", "To be done: Ours"}
    assert events(signed_in(stranger), "/my/calendar.ics") == {}
