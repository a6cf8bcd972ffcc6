"""A small world in which every address can be built: one of each thing, and the people around it."""

from dataclasses import dataclass

from django.utils import timezone

from charters.models import Charter, Edition, Format, Review, ReviewAnswer, Signature, Stewardship, Translation
from charters.operations.cases import open_charter_case
from charters.operations.reviews import make_sheets
from charters.operations.signing import sign
from commitments.models import (
    Advice,
    Appeal,
    Commitment,
    Danger,
    Entry,
    FirstReading,
    Follow,
    Intake,
    Interest,
    Invitation,
    JoinRequest,
    Member,
    News,
    Opportunity,
    Organisation,
    Party,
    Report,
    SafeguardingDuty,
    TrainingItem,
    View,
    Week,
    WeekOrganiser,
)
from commitments.operations.advising import advise
from commitments.operations.cards import print_cards
from commitments.operations.interests import Asking, ask
from commitments.operations.inviting import invite
from commitments.operations.joint import ask_organisation
from commitments.operations.ledger import count_ledger
from coprod_portal.accounts.models import Role, User
from coprod_portal.cases.models import Case, DefamationNotice
from coprod_portal.cases.operations import open_case
from tests import case_factories, factories, opportunity_factories
from tests.conftest import person

from .people import Person


@dataclass(frozen=True)
class World:
    charter: Charter
    draft: Edition
    organisation: Organisation
    public: Commitment
    waiting: Commitment
    waiting_news: News
    case: Case
    notice: DefamationNotice
    complaint: Case
    concern: Case
    concern_of_nobody: Case
    signature: Signature
    review: Review
    closed_review: Review
    review_answer: ReviewAnswer
    opportunity: Opportunity
    interest: Interest
    translation: Translation
    film: Format
    view_to_confirm: View
    first_reading: FirstReading
    learned: News
    invitation: Invitation
    week: Week
    entry: Entry
    follow: Follow
    party: Party
    of_old_week: Commitment
    without_owner: Commitment
    join_request: JoinRequest
    join_request_of_nobody: JoinRequest
    intake: Intake
    intake_going_in: Intake
    danger: Danger
    report: Report
    appeal: Appeal
    advice: Advice
    training_item: TrainingItem
    users: dict[Person, User]


def build_world() -> World:
    """The maker and the colleague are of one organisation, which made all commitments here to the steward's charter."""
    maker, colleague, stranger = person("maker"), person("colleague"), person("stranger")
    organisation = factories.organisation("Sandwell Community Kitchen", maker, colleague)
    Member.objects.filter(user=colleague).update(role=Member.Role.EDITOR)
    public = factories.public_commitment(by=maker, made_by=organisation, picture=factories.picture(by=maker))
    steward = person("steward", Role.Name.STEWARD)
    Stewardship.objects.create(charter=public.charter, user=steward)
    organiser = person("organiser", Role.Name.ORGANISER)
    reviewer = person("reviewer", Role.Name.REVIEWER)
    week = factories.week()
    WeekOrganiser.objects.create(week=week, user=organiser)
    opportunity = opportunity_factories.public_opportunity(by=maker, listed_by=organisation)
    edition = public.charter.current_edition
    assert edition is not None
    review = factories.review(public.charter)
    print_cards(commitment=public, how_many=3, by=maker)
    count_ledger()
    make_sheets(review=review, how_many=1, by=steward)
    return World(
        charter=public.charter,
        draft=factories.draft(public.charter),
        organisation=organisation,
        public=public,
        waiting=factories.waiting_commitment(by=maker, made_by=organisation),
        waiting_news=factories.submitted(factories.news(public), by=maker),
        signature=sign(
            charter=public.charter, edition=edition, signer=Signature.Signer.PERSON, name="A parent carer", by=maker
        ),
        case=open_case(kind=Case.Kind.DATA_COMPLAINT, email="resident@example.org", words="You show my old name."),
        notice=case_factories.notice_passed_on(public),
        complaint=case_factories.answered_complaint(),
        concern=concern_about(public.charter),
        concern_of_nobody=concern_about(factories.charter("stockport")),
        review=review,
        closed_review=factories.closed_review(public.charter),
        review_answer=factories.review_answer(review),
        opportunity=opportunity,
        interest=ask(
            charter=opportunity.charter,
            opportunity=opportunity,
            asking=Asking(name="Sam", email="sam@example.org", phone="", support="A ramp"),
        ),
        translation=translated(edition),
        view_to_confirm=factories.view(public),
        learned=factories.published(factories.news(public, learned="Cash is quicker.")),
        film=Format.objects.create(
            edition=edition, kind=Format.Kind.BSL_VIDEO, title="In BSL", url="https://example.org/film"
        ),
        invitation=invite(organisation=organisation, email="stranger@example.org", by=maker),
        week=week,
        entry=factories.entry(factories.waiting_commitment(), email="maker-by-mail@example.org"),
        party=ask_organisation(commitment=public, organisation=factories.organisation("Garden", stranger), by=maker),
        follow=Follow.objects.create(email="follower@example.org", commitment=public, confirmed_at=timezone.now()),
        of_old_week=factories.public_commitment(by=maker, made_by=organisation, week=factories.old_week()),
        without_owner=factories.public_commitment(),
        join_request=asking_to_join(organisation),
        join_request_of_nobody=asking_to_join(factories.organisation("Nobody is here")),
        first_reading=factories.first_reading(by=person("young"), email=stranger.email),
        intake=factories.intake(week),
        intake_going_in=factories.intake(week, state=Intake.State.GOING_IN),
        danger=factories.danger(),
        report=factories.report(f"commitment:{public.reference}"),
        appeal=factories.appeal(by=maker, made_by=organisation),
        advice=advised(reviewer),
        training_item=TrainingItem.objects.create(
            slug="tea", kind="version", title="Tea", words="Tea for all.", agreed_action="publish", why="It is clear."
        ),
        users={
            Person.MAKER: maker,
            Person.COLLEAGUE: colleague,
            Person.STRANGER: stranger,
            Person.STEWARD: steward,
            Person.MODERATOR: safeguarding_lead(),
            Person.MODERATOR_WITHOUT_SECOND_FACTOR: person("new-moderator", Role.Name.MODERATOR),
            Person.ADMINISTRATOR: person("administrator", Role.Name.ADMINISTRATOR),
            Person.ORGANISER: organiser,
            Person.REVIEWER: reviewer,
        },
    )


def safeguarding_lead() -> User:
    """A moderator whom somebody named: the pages of this room are for lead and deputy alone."""
    lead = person("moderator", Role.Name.MODERATOR)
    SafeguardingDuty.objects.create(position="lead", user=lead)
    return lead


def advised(reviewer: User) -> Advice:
    submission = factories.waiting_commitment().versions.get().submission
    return advise(submission=submission, revision=1, leaning="ask", words="Which day?", minutes=10, by=reviewer)


def asking_to_join(organisation: Organisation) -> JoinRequest:
    user, _ = User.objects.get_or_create(email="newcomer@example.org")
    return JoinRequest.objects.create(organisation=organisation, user=user, words="I cook there.")


def translated(edition: Edition) -> Translation:
    return Translation.objects.create(edition=edition, language="ur", title="منشور", published_at=timezone.now())


def concern_about(charter: Charter) -> Case:
    return open_charter_case(
        kind=Case.Kind.CONCERN, charter=charter, email="resident@example.org", words="Nobody asked us."
    )
