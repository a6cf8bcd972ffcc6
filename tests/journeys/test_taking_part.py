"""An organisation lists a way to take part, somebody asks, is answered, and reads what happened next."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.models import Interest, Opportunity
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import Action
from tests import factories
from tests import opportunity_factories as made

from .conftest import sign_in
from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def test_a_resident_asks_to_take_part_and_reads_what_happened_next(arrive: Callable[[], Visitor]) -> None:
    today = timezone.localdate()
    made.public_opportunity(title="Talk about the bus", closes_on=today + timedelta(days=9))
    over = made.public_opportunity(title="Taste the menu", closes_on=today - timedelta(days=9))
    made.moved(made.outcome(over), Action.SUBMIT, Action.PUBLISH)
    made.waiting_opportunity(title="Nobody has read this", closes_on=today)

    visitor = arrive()
    visitor.open("/")
    visitor.follow("See ways to take part")
    visitor.sees("1 opportunity", "Talk about the bus")
    visitor.sees_not("Nobody has read this", "Taste the menu")
    visitor.follow("Talk about the bus")
    visitor.sees("How much say you have", "It is this one", "When the bus comes.", "How many buses there are.")
    visitor.follow("I would like to take part")
    visitor.press("Send it")
    visitor.sees("There is something to mend", "Enter an e-mail address or a telephone number")
    visitor.write("What shall they call you?", "Sam")
    visitor.write("Your telephone number", "0161 496 0000")
    visitor.write("What would help you to take part?", "A ramp")
    visitor.press("Send it")
    visitor.sees("We have it. Thank you", "You will hear by", "We delete it on")
    assert Interest.objects.get().support == "A ramp"
    visitor.follow("See other ways to take part")
    visitor.follow("Those that have ended, and what happened next")
    visitor.sees("Taste the menu", "The bus is late.", "A second bus. It costs too much.")


def test_a_member_of_a_checked_organisation_lists_one_and_answers(arrive: Callable[[], Visitor]) -> None:
    factories.charter()
    member = User.objects.create_user("member@example.org")
    kitchen = made.checked(factories.organisation("Kitchen", member))
    soon = timezone.localdate() + timedelta(days=9)

    visitor = arrive()
    visitor.open("/my/opportunities/new/")
    sign_in(visitor, member.email)
    visitor.press("Check what you wrote")
    visitor.sees("There is something to mend", "Enter what people cannot change, so that nobody is misled")
    visitor.choose("Kitchen")
    visitor.choose("Sandwell")
    visitor.choose("Survey")
    visitor.write("A short name for it", "Ten questions")
    visitor.write("What will happen?", "You answer ten questions.")
    visitor.write("What can people change by taking part?", "The menu.")
    visitor.write("What can people not change?", "The price.")
    visitor.choose("Consult")
    visitor.tick("You can join online")
    visitor.write_date("Until which day can people ask to take part?", str(soon.day), str(soon.month), str(soon.year))
    visitor.press("Check what you wrote")
    visitor.sees("Ten questions", "Consult", "You can join online", "It is not public before that.")
    visitor.press("Change something")
    visitor.write("A short name for it", "Ten short questions")
    visitor.press("Check what you wrote")
    visitor.press("Send it")
    visitor.sees("Thank you. We have your opportunity.", "Ten short questions")

    opportunity = Opportunity.objects.get(organisation=kitchen)
    made.moved(opportunity.notices.get(), Action.PUBLISH)
    asker = arrive()
    asker.open(f"/opportunities/{opportunity.reference}/ask/")
    asker.write("What shall they call you?", "Sam")
    asker.write("Your e-mail address", "sam@example.org")
    asker.press("Send it")
    visitor.open("/my/opportunities/")
    visitor.sees("1 person waits to hear from you.")
    visitor.follow("Who would like to take part")
    visitor.sees("sam@example.org")
    visitor.press("I have answered Sam")
    visitor.sees("Nobody waits.", "Answered")
