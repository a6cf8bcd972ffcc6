""" "I would like to take part": only those whom somebody asked read it, answer it by a day, and it goes on its day."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings as portal_settings
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from charters.models import Stewardship
from commitments.models import Interest, Opportunity
from commitments.operations.interests import Asking, ask, mark_answered, prune_interests
from coprod_portal.accounts.models import User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.states import Action
from tests import factories
from tests import opportunity_factories as made

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
TYPED = {"name": "Sam", "email": "sam@example.org", "phone": "", "support": "A ramp"}


def asking(**fields: str) -> Asking:
    return Asking(**{**TYPED, **fields})


def asked(opportunity: Opportunity | None = None, **fields: str) -> Interest:
    charter = opportunity.charter if opportunity else factories.charter()
    return ask(charter=charter, opportunity=opportunity, asking=asking(**fields))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def opportunity(maker: User, colleague: User) -> Opportunity:
    kitchen = factories.organisation("Kitchen", maker, colleague)
    return made.public_opportunity(title="Talk about the bus", by=maker, listed_by=kitchen)


def test_somebody_asks_and_hears_by_when_they_hear_and_when_it_is_deleted(
    client: Client, opportunity: Opportunity, maker: User, colleague: User
) -> None:
    address = f"/opportunities/{opportunity.reference}/ask/"
    assert "Talk about the bus" in client.get(address).content.decode()
    response = client.post(address, TYPED)
    interest = Interest.objects.get()
    assert response["Location"] == f"/take-part/sent/{interest.reference}/"
    assert (interest.name, interest.support, interest.charter) == ("Sam", "A ramp", opportunity.charter)
    assert (interest.hear_by, interest.delete_on) == (date(2026, 12, 7), date(2027, 3, 11))
    page = client.get(response["Location"]).content.decode()
    for words in ("Monday 7 December 2026", "11 March 2027", interest.reference):
        assert words in page
    assert "sam@example.org" not in page
    assert client.get("/take-part/sent/AAAAAAAAAA/").status_code == 404

    receipt = Mail.objects.get(to="sam@example.org")
    assert "Monday 7 December 2026" in receipt.body
    assert "11 March 2027" in receipt.body
    to_owners = LetterPart.objects.filter(kind="commitments/interest_came")
    assert {mail.to for mail in to_owners} == {maker.email, colleague.email}
    for mail in to_owners:
        assert f"/my/opportunities/{opportunity.reference}/interests/" in mail.body
        assert not [fact for fact in ("Sam", "sam@example.org", "ramp") if fact in mail.subject + mail.body]


def test_a_telephone_number_is_enough_and_then_no_mail_goes_to_the_person(
    client: Client, opportunity: Opportunity
) -> None:
    client.post(f"/opportunities/{opportunity.reference}/ask/", {**TYPED, "email": "", "phone": "0161 496 0000"})
    assert Interest.objects.get().phone == "0161 496 0000"
    assert not Mail.objects.filter(kind="commitments/interest_receipt").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "A first name is enough"),
        ({"email": "", "phone": ""}, "Enter an e-mail address or a telephone number"),
        ({"email": "sam"}, "Enter an e-mail address in full"),
        ({"phone": "12"}, "Enter a telephone number with all its digits"),
        ({"support": "x" * 1501}, "Use 1,500 characters or fewer"),
        ({"name": "a\x00b"}, "There is a hidden character"),
    ],
)
def test_a_mistake_is_said_beside_its_field(
    client: Client, opportunity: Opportunity, typed: dict[str, str], sentence: str
) -> None:
    page = client.post(f"/opportunities/{opportunity.reference}/ask/", {**TYPED, **typed}).content.decode()
    assert sentence in page
    assert "A ramp" in page or "support" in typed
    assert not Interest.objects.exists()


def test_a_second_click_returns_the_first_result(client: Client, opportunity: Opportunity) -> None:
    address = f"/opportunities/{opportunity.reference}/ask/"
    data = {**TYPED, "form_key": str(client.get(address).context["form"]["form_key"].value())}
    assert client.post(address, data)["Location"] == client.post(address, data)["Location"]
    assert Interest.objects.count() == 1


def test_when_it_has_closed_it_says_so_politely_and_keeps_what_was_typed(
    client: Client, opportunity: Opportunity
) -> None:
    address = f"/opportunities/{opportunity.reference}/ask/"
    with time_machine.travel(datetime(2026, 12, 12, 10, tzinfo=UTC), tick=False):
        page = client.get(address)
        assert page.status_code == 409
        assert "People could ask to take part until 11 December 2026." in page.content.decode()
        late = client.post(address, TYPED).content.decode()
        assert "This has closed" in late
        assert "A ramp" in late
    assert not Interest.objects.exists()


@pytest.mark.parametrize("action", [Action.HIDE, Action.WITHDRAW])
def test_what_is_public_no_more_takes_nobody(client: Client, opportunity: Opportunity, action: Action) -> None:
    made.moved(opportunity.notices.get(), action)
    address = f"/opportunities/{opportunity.reference}/ask/"
    assert client.get(address).status_code == 404
    assert client.post(address, TYPED).status_code == 404
    with pytest.raises(Refused):
        asked(opportunity)


def test_asking_is_all_or_nothing(opportunity: Opportunity, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(interest: Interest) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("commitments.operations.interests.tell_owners", breaks)
    before = Mail.objects.count()
    with pytest.raises(OSError, match="full"):
        asked(opportunity)
    assert (Interest.objects.count(), Mail.objects.count()) == (0, before)


def test_only_the_organisations_members_read_it(
    opportunity: Opportunity,
    maker: User,
    colleague: User,
    stranger: User,
    steward: User,
    moderator: User,
    administrator: User,
    signed_in: SignIn,
) -> None:
    made.stewarded(opportunity.charter, steward)
    interest = asked(opportunity)
    reading = f"/my/opportunities/{opportunity.reference}/interests/"
    answering = f"/my/interests/{interest.reference}/answered/"
    for user in (stranger, steward, moderator, administrator):
        client = signed_in(user, second_factor=user.roles.exists())
        assert client.get(reading).status_code == 404
        assert client.post(answering).status_code == 404
        for page in ("/steward/sandwell/interests/", "/moderation/interests/", "/my/", "/steward/"):
            assert "sam@example.org" not in client.get(page).content.decode()
    assert Client().get(reading)["Location"].startswith("/accounts/login/")
    page = browser(colleague).get(reading).content.decode()
    assert ("sam@example.org" in page, "A ramp" in page) == (True, True)
    assert "1 person waits to hear from you." in browser(maker).get("/my/opportunities/").content.decode()


def test_a_charters_stewards_read_what_is_about_the_charter_and_what_they_list(
    steward: User, stranger: User, moderator: User, signed_in: SignIn
) -> None:
    charter = made.stewarded(factories.charter(), steward)
    asked(name="About the charter")
    asked(made.public_opportunity(charter=charter, by=steward), name="About theirs")
    asked(made.public_opportunity(charter=charter, listed_by=factories.organisation()), name="Of an organisation")
    elsewhere = ask(
        charter=made.stewarded(factories.charter("stockport"), moderator),
        opportunity=None,
        asking=asking(name="Of another charter", email="else@example.org"),
    )
    client = signed_in(steward, second_factor=True)
    page = client.get("/steward/sandwell/interests/").content.decode()
    names = ("About the charter", "About theirs", "Of an organisation", "Of another charter")
    assert [name in page for name in names] == [True, True, False, False]
    assert client.get("/steward/stockport/interests/").status_code == 404
    assert client.post(f"/my/interests/{elsewhere.reference}/answered/").status_code == 404
    mine = Interest.objects.get(name="About the charter")
    answering = f"/my/interests/{mine.reference}/answered/"
    assert signed_in(steward).post(answering)["Location"].startswith("/accounts/")
    assert client.post(answering)["Location"] == "/steward/sandwell/interests/"
    mine.refresh_from_db()
    assert mine.answered_by == steward
    assert "1 waits for you." in client.get("/steward/sandwell/").content.decode()


def test_a_charter_takes_questions_from_its_own_page(client: Client, steward: User) -> None:
    made.stewarded(factories.charter(), steward)
    assert "/charters/sandwell/take-part/ask/" in client.get("/charters/sandwell/take-part/").content.decode()
    client.post("/charters/sandwell/take-part/ask/", TYPED)
    assert Interest.objects.get().opportunity is None
    assert LetterPart.objects.get(to=steward.email).body.count("/steward/sandwell/interests/") == 1
    assert client.get("/charters/nowhere/take-part/ask/").status_code == 404


def test_where_nobody_is_there_those_who_run_the_portal_are_told_and_an_administrator_answers(
    steward: User, administrator: User, moderator: User, signed_in: SignIn
) -> None:
    interest = asked()
    assert "/moderation/interests/" in Mail.objects.get(to=portal_settings.CONTACT_EMAIL).body
    client = signed_in(administrator, second_factor=True)
    assert "sam@example.org" in client.get("/moderation/interests/").content.decode()
    assert signed_in(moderator, second_factor=True).get("/moderation/interests/").status_code == 403
    made.stewarded(interest.charter, steward)
    assert "sam@example.org" not in client.get("/moderation/interests/").content.decode()
    assert client.post(f"/my/interests/{interest.reference}/answered/").status_code == 404
    Stewardship.objects.all().delete()
    assert client.post(f"/my/interests/{interest.reference}/answered/")["Location"] == "/moderation/interests/"


def test_it_is_answered_once(opportunity: Opportunity, maker: User, colleague: User, stranger: User) -> None:
    interest = asked(opportunity)
    client = browser(maker)
    page = f"/my/opportunities/{opportunity.reference}/interests/"
    assert client.post(f"/my/interests/{interest.reference}/answered/")["Location"] == page
    shown = client.get(page).content.decode()
    assert "Answered on 23 November 2026." in shown
    assert "sam@example.org" not in shown
    assert browser(colleague).post(f"/my/interests/{interest.reference}/answered/").status_code == 409
    with pytest.raises(Stale):
        mark_answered(interest=interest, by=colleague)
    with pytest.raises(Refused):
        mark_answered(interest=interest, by=stranger)


@pytest.mark.parametrize("number", [1, 3])
def test_queries(
    opportunity: Opportunity,
    maker: User,
    signed_in: Callable[[User], Client],
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    for _ in range(number):
        asked(opportunity)
    client = signed_in(maker)
    with django_assert_num_queries(6):
        client.get(f"/my/opportunities/{opportunity.reference}/interests/")


def test_each_goes_on_the_day_that_we_told_the_person(opportunity: Opportunity, clock: Any) -> None:
    asked(opportunity)
    clock.move_to(datetime(2027, 3, 10, 12, tzinfo=UTC))
    assert prune_interests() == 0
    clock.move_to(datetime(2027, 3, 11, 12, tzinfo=UTC))
    call_command("prune", verbosity=0)
    assert not Interest.objects.exists()


def test_a_person_is_told_what_we_keep_and_can_have_it_deleted(opportunity: Opportunity, maker: User) -> None:
    asked(opportunity)
    asked(opportunity, email="other@example.org", name="Other")
    facts = export(email="Sam@example.org")
    assert [(each["name"], each["support"]) for each in facts["interests"]] == [("Sam", "A ramp")]
    erase(email="sam@example.org")
    assert [interest.name for interest in Interest.objects.all()] == ["Other"]
    assert not Mail.objects.filter(to="sam@example.org").exists()


def test_what_somebody_listed_stays_when_they_are_forgotten(opportunity: Opportunity, maker: User) -> None:
    assert export(email=maker.email)["opportunities"][0]["reference"] == opportunity.reference
    erase(email=maker.email)
    kept = Opportunity.objects.public().get()
    assert (kept.keeper, kept.notices.get().submission.written_by) == (None, None)
