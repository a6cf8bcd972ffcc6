"""What the public sees of an opportunity follows from its published notices."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from charters.models import Stewardship
from commitments.models import Opportunity
from commitments.operations.opportunities import refresh
from commitments.opportunity_kinds import kind_of, kinds
from commitments.opportunity_owners import can_list_for, owned_by, owners_of, owns
from commitments.opportunity_words import words_of_notice, words_of_outcome
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import Action
from tests import factories
from tests import opportunity_factories as made

pytestmark = pytest.mark.django_db


def test_the_newest_published_notice_is_public_and_its_last_day_closes_it() -> None:
    opportunity = made.public_opportunity(title="Old words", closes_on=date(2026, 12, 1))
    second = made.moved(made.notice(opportunity, title="New words", closes_on=date(2026, 12, 5)), Action.SUBMIT)
    opportunity.refresh_from_db()
    assert (str(opportunity.published_notice), opportunity.closes_on) == ("Old words", date(2026, 12, 1))
    made.moved(second, Action.PUBLISH)
    opportunity.refresh_from_db()
    assert (str(opportunity.published_notice), opportunity.closes_on) == ("New words", date(2026, 12, 5))
    assert opportunity.first_published_at == datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_what_is_hidden_is_public_no_more_and_comes_back_when_it_is_restored() -> None:
    opportunity = made.public_opportunity()
    notice = opportunity.notices.get()
    made.moved(notice, Action.HIDE)
    opportunity.refresh_from_db()
    assert (opportunity.published_notice, opportunity.closes_on) == (None, None)
    assert opportunity.taken_down_at is not None
    assert list(Opportunity.objects.once_public()) == [opportunity]
    made.moved(notice, Action.RESTORE)
    assert list(Opportunity.objects.public()) == [opportunity]
    assert not Opportunity.objects.filter(taken_down_at__isnull=False).exists()


def test_it_closes_itself_after_its_last_day() -> None:
    made.public_opportunity(closes_on=date(2026, 11, 22))
    today = made.public_opportunity(closes_on=date(2026, 11, 23))
    assert list(Opportunity.objects.public().open()) == [today]
    assert [one.is_open for one in Opportunity.objects.order_by("pk")] == [False, True]


def test_made_up_ones_are_never_on_a_live_site(settings: Settings) -> None:
    made.public_opportunity(made_up=True)
    made.moved(made.public_opportunity(made_up=True).notices.get(), Action.HIDE)
    made.public_opportunity(charter=factories.charter("made-up-town", made_up=True))
    assert (Opportunity.objects.public().count(), Opportunity.objects.once_public().count()) == (2, 1)
    settings.SHOW_MADE_UP = False
    assert (Opportunity.objects.public().count(), Opportunity.objects.once_public().count()) == (0, 0)


def test_refreshing_twice_changes_nothing() -> None:
    opportunity = made.public_opportunity()
    before = Opportunity.objects.values().get()
    refresh(opportunity=opportunity)
    assert Opportunity.objects.values().get() == before


def test_all_that_would_be_public_is_among_the_words() -> None:
    opportunity = made.opportunity(listed_by=factories.organisation("Kitchen"))
    notice = made.notice(
        opportunity,
        title="Talk about the bus",
        is_step_free=True,
        has_bsl=True,
        access="There is a hoist.",
        travel="Bus fare",
        care_costs="Ask us",
        place="Tipton Library",
        area=factories.area(),
        url="https://example.org/bus",
        starts_at=datetime(2026, 12, 14, 10, 30, tzinfo=UTC),
        ends_at=datetime(2026, 12, 14, 12, 0, tzinfo=UTC),
    )
    words: dict[str, str] = {part.label: part.text for part in words_of_notice(notice)}
    assert words == {
        "Charter": "Sandwell",
        "Listed by": "Kitchen",
        "Kind": "Focus group",
        "Short name": "Talk about the bus",
        "What it is": "Talk with us about the bus to the day centre.",
        "What people can change": "When the bus comes.",
        "What people cannot change": "How many buses there are.",
        "How much say people have": "Engage",
        "Pay": "£15 in cash on the day",
        "Travel": "Bus fare",
        "Care costs": "Ask us",
        "Getting in and joining in": "Step-free\nBritish Sign Language (BSL)\nThere is a hoist.",
        "Where": "Tipton Library",
        "Area": "Sandwell",
        "When": "Monday 14 December 2026, from 10:30 to 12:00",
        "Last day to ask": "11 December 2026",
        "A page with more": "https://example.org/bus",
    }
    assert [part.text for part in words_of_outcome(made.outcome(opportunity))] == [
        "The bus is late.",
        "It comes ten minutes earlier.",
        "A second bus. It costs too much.",
    ]


def test_it_is_listed_by_those_who_look_after_the_charter_where_no_organisation_does() -> None:
    labels: dict[str, Any] = {part.label: part.text for part in words_of_notice(made.notice(made.opportunity()))}
    assert labels["Listed by"] == "The people who look after Sandwell"


def test_there_are_the_six_kinds_and_one_that_was_taken_away_keeps_a_name() -> None:
    assert [kind.name for kind in kinds().values()] == [
        "Board place",
        "Event",
        "Focus group",
        "Survey",
        "Training",
        "Quality check",
    ]
    assert kind_of("peer-research").name == "Peer research"


def test_an_organisations_is_its_members_and_nobody_elses(
    maker: User, colleague: User, stranger: User, steward: User
) -> None:
    kitchen = factories.organisation("Kitchen", maker, colleague)
    made.stewarded(factories.charter(), steward)
    opportunity = made.opportunity(by=maker, listed_by=kitchen)
    assert [owns(user, opportunity) for user in (maker, colleague, stranger, steward)] == [True, True, False, False]
    assert list(owners_of(opportunity)) == [maker, colleague]
    assert list(owned_by(colleague)) == [opportunity]
    maker.memberships.all().delete()
    assert not owns(maker, opportunity)


def test_a_charters_is_its_stewards_as_long_as_they_are(steward: User, stranger: User, maker: User) -> None:
    charter = made.stewarded(factories.charter(), steward, stranger)
    opportunity = made.opportunity(by=maker, charter=charter)
    made.opportunity(charter=factories.charter("stockport"))
    assert [owns(user, opportunity) for user in (steward, stranger, maker)] == [True, False, False]
    assert list(owners_of(opportunity)) == [steward]
    assert list(owned_by(steward)) == [opportunity]
    Stewardship.objects.all().delete()
    assert not owns(steward, opportunity)


def test_only_a_checked_organisation_may_list(maker: User) -> None:
    factories.organisation("Not checked", maker)
    kitchen = made.checked(factories.organisation("Kitchen", maker))
    made.checked(factories.organisation("Of others"))
    assert list(can_list_for(maker)) == [kitchen]
