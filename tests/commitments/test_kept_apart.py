"""What lead and deputy alone may see and decide: no way round by older words, a report, an appeal or a block."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from commitments.desk.appeals import seen
from commitments.models import Appeal, Commitment, SafeguardingDuty
from commitments.operations.appeals import decide_appeal
from commitments.operations.blocking import block_person, lift_block
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import Role, User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lead(db: None) -> User:
    user = person("lead", Role.Name.MODERATOR)
    SafeguardingDuty.objects.create(position=SafeguardingDuty.Position.LEAD, user=user)
    return user


@pytest.fixture
def commitment(maker: User) -> Commitment:
    """With an older version and a newer one, both public."""
    made = factories.public_commitment(by=maker, what="He hits me", title="Pay fares")
    factories.published(factories.version(made, by=maker, what="He hits me still", title="Pay fares twice"))
    return made


def older_and_newer(commitment: Commitment) -> list[Submission]:
    return [version.submission for version in commitment.versions.order_by("number").select_related("submission")]


def states(commitment: Commitment) -> list[str]:
    return [submission.state for submission in older_and_newer(commitment)]


def uphold(appeal: Appeal, *, by: User) -> None:
    decide_appeal(appeal=appeal, upheld=True, answer="You are right.", seen=seen(Appeal.objects.get()), by=by)


def test_older_words_do_not_bring_it_back(
    commitment: Commitment, moderator: User, second_moderator: User, lead: User
) -> None:
    older, newer = older_and_newer(commitment)
    factories.danger(newer, by=moderator)
    with pytest.raises(Refused, match="safeguarding lead"):
        decide(submission=older, action=Action.RESTORE, revision=older.revision, by=second_moderator)
    assert states(commitment) == [State.HIDDEN, State.HIDDEN]
    decide(submission=older, action=Action.RESTORE, revision=older.revision, by=lead)
    assert states(commitment) == [State.PUBLISHED, State.PUBLISHED]


def test_an_appeal_that_was_made_before_does_not(
    commitment: Commitment, moderator: User, second_moderator: User, maker: User
) -> None:
    _older, newer = older_and_newer(commitment)
    decide(submission=newer, action=Action.HIDE, revision=1, reason="unkind", by=moderator)
    appeal = factories.appeal(newer.move_records.latest("pk"), by=maker)
    for kept_apart in older_and_newer(commitment):
        danger = factories.danger(kept_apart, by=moderator)
        with pytest.raises(Refused, match="safeguarding lead"):
            uphold(appeal, by=second_moderator)
        danger.delete()
    uphold(appeal, by=second_moderator)
    assert states(commitment) == [State.PUBLISHED, State.PUBLISHED]


def test_a_lifted_block_does_not(commitment: Commitment, moderator: User, maker: User) -> None:
    block = block_person(user=maker, why="Spam", reason="unkind", hide_everything=True, by=moderator)
    factories.danger(older_and_newer(commitment)[1], by=moderator)
    lift_block(block=block, restore_everything=True, by=moderator)
    assert states(commitment) == [State.HIDDEN, State.HIDDEN]


def test_no_list_and_no_report_shows_it_to_other_moderators(
    commitment: Commitment,
    moderator: User,
    second_moderator: User,
    maker: User,
    lead: User,
    signed_in: Callable[..., Client],
) -> None:
    _older, newer = older_and_newer(commitment)
    case = factories.report(f"commitment:{commitment.reference}", words="Look at this").case
    decide(submission=newer, action=Action.HIDE, revision=1, reason="unkind", by=second_moderator)
    factories.appeal(newer.move_records.latest("pk"), by=maker)
    newer.refresh_from_db()
    pages = [
        *(reverse(name) for name in ("moderation", "moderation-appeals", "moderation-reports", "cases")),
        *(reverse(name, args=[case.reference]) for name in ("case", "moderation-report")),
    ]
    desk = signed_in(second_moderator, second_factor=True)
    for page in pages:
        assert "Pay fares" in desk.get(page).content.decode(), page
    factories.danger(newer, by=moderator)
    for page in pages:
        body = desk.get(page).content.decode()
        assert ("Pay fares" in body, "hits me" in body) == (False, False), page
    ended = desk.post(pages[-1], {"outcome": "taken-down", "answer": "We hid it.", "seen": "1"})
    case.refresh_from_db()
    assert (ended.status_code, case.closed_at) == (409, None)
    assert "hits me still" in signed_in(lead, second_factor=True).get(pages[-1]).content.decode()
