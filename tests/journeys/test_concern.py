"""Somebody finds that practice is not like the charter, and tells its steward."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from charters.models import Charter, CharterCase, Stewardship
from coprod_portal.accounts.models import Role, User
from coprod_portal.outbox.models import Mail

from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

WORDS = "They decided before we met."


def test_somebody_raises_a_concern_and_its_steward_is_told(arrive: Callable[[], Visitor]) -> None:
    call_command("load_charters", verbosity=0)
    steward = User.objects.create_user("steward@example.org")
    Role.objects.create(user=steward, name=Role.Name.STEWARD)
    charter = Charter.objects.get(slug="stockport")
    Stewardship.objects.create(charter=charter, user=steward)

    visitor = arrive()
    visitor.open("/charters/stockport/")
    visitor.follow("What you can do when something is not right")
    visitor.sees("Is somebody in danger now? Call 999.", "please speak directly to them or someone in their team")
    visitor.sees("We cannot look into what a service did.")
    visitor.follow("Write a private note")
    visitor.press("Send it")
    visitor.sees("There is something to mend", "Say what happened")
    visitor.choose("listen actively")
    visitor.write("What happened, and what would be right?", WORDS)
    visitor.write("Your e-mail address", "resident@example.org")
    visitor.press("Send it")

    case = CharterCase.objects.get()
    assert (case.charter, case.case.words) == (charter, WORDS)
    assert case.principle is not None
    assert case.principle.slug == "listen-actively"
    visitor.sees("We have it. Thank you", case.case.reference)
    visitor.sees_not(WORDS)
    assert set(Mail.objects.values_list("to", flat=True)) == {"resident@example.org", "steward@example.org"}


def test_somebody_says_that_they_do_not_understand_a_page(arrive: Callable[[], Visitor]) -> None:
    call_command("load_charters", verbosity=0)
    visitor = arrive()
    visitor.open("/charters/stockport/")
    visitor.press("I do not understand this page", within="footer")
    visitor.sees("Thank you for telling us", "Ask for the charter in another form")
    assert visitor.page.context.cookies() == []
    visitor.follow("Ask for the charter in another form")
    visitor.write("What do you need?", "In Polish, please")
    visitor.write("Your e-mail address", "resident@example.org")
    visitor.press("Send it")
    visitor.sees("We have it. Thank you", "Another format of a charter")
