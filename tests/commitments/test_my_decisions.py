"""Writers see at /my/ what we decided, why, and how to appeal; they never see who decided."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commitments.models import Profile
from commitments.my_decisions import OF_COMMITMENT, OF_OPPORTUNITY, OF_ORGANISATION, decisions_on
from commitments.operations.moderation import decide
from commitments.operations.removing import Stretch
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import Removal, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action
from tests import factories, opportunity_factories

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_a_maker_reads_each_decision_with_its_reason_and_a_way_to_appeal(
    maker: User, moderator: User, signed_in: Callable[..., Client]
) -> None:
    made = factories.commitment(by=maker)
    version = factories.submitted(factories.version(made, by=maker, what="Ask Jo now."))
    decide(
        submission=version.submission,
        action=Action.PUBLISH,
        revision=1,
        taken_out=[Stretch("Jo", Removal.What.NAME)],
        by=moderator,
    )
    news = factories.submitted(factories.news(made))
    factories.decline(news.submission, by=moderator, reason="unkind", note="Please say it kindly.")
    view = factories.submitted(factories.view(made, words="I was there."))
    factories.decline(view.submission, note="A private word to somebody else.")

    page = text(signed_in(maker), reverse("my-commitment", args=[made.reference]))

    assert "News. A moderator decided not to publish this at 10:00 on 23 November 2026." in page
    assert "Some words in it may hurt people." in page
    assert "Please say it kindly." in page
    assert "A name. We do not know that this person agreed" in page
    for record in (news.submission.move_records.last(), version.submission.move_records.last()):
        assert reverse("appeal", args=[record.pk]) in page
    assert "A private word to somebody else." not in page
    assert moderator.email not in page
    assert "Ask Jo" not in page


def test_a_decision_that_stands_no_more_or_cannot_be_appealed_offers_no_appeal(maker: User) -> None:
    made = factories.waiting_commitment(by=maker)
    factories.decline(made.versions.get().submission, reason="twice")
    assert [(one.record.action, one.can_appeal) for one in decisions_on(made, OF_COMMITMENT)] == [("decline", False)]
    again = factories.public_commitment(by=maker)
    submission = again.versions.get().submission
    for action, reason in ((Action.HIDE, "unkind"), (Action.RESTORE, "")):
        decide(submission=submission, action=action, revision=1, reason=reason, by=factories.deciding_moderator())
    assert [(one.record.action, one.can_appeal) for one in decisions_on(again, OF_COMMITMENT)] == [
        ("restore", False),
        ("hide", False),
        ("publish", False),
    ]


def test_opportunities_and_profiles_have_them_too(maker: User, moderator: User) -> None:
    opportunity = opportunity_factories.waiting_opportunity(by=maker)
    factories.decline(opportunity.notices.get().submission, by=moderator)
    assert [one.reason[:17] for one in decisions_on(opportunity, OF_OPPORTUNITY)] == ["It reads like an "]
    organisation = factories.organisation("Kitchen", maker)
    submission = factories.submission(Submission.Kind.PROFILE, maker)
    Profile.objects.create(submission=submission, organisation=organisation, number=1, name="The kitchen")
    move(submission=submission, action=Action.SUBMIT, revision=1, by=maker)
    factories.decline(submission)
    assert [one.kind for one in decisions_on(organisation, OF_ORGANISATION)] == ["About an organisation"]


@pytest.mark.parametrize("count", [1, 3])
def test_decisions_cost_the_same_for_one_and_for_three(
    count: int, maker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = factories.public_commitment(by=maker)
    for _ in range(count):
        factories.decline(factories.submitted(factories.news(made)).submission)
    with django_assert_num_queries(4):
        assert len(decisions_on(made, OF_COMMITMENT)) == count + 1
