"""An appeal, and what others do at the same moment, on a real PostgreSQL."""

import pytest
from django.db import transaction

from commitments.desk.appeals import seen
from commitments.models import Appeal, Commitment, Danger, SafeguardingDuty
from commitments.operations.appeals import decide_appeal
from commitments.operations.blocking import block_person
from commitments.operations.moderation import decide
from commitments.operations.safety import look_at_danger
from coprod_portal.accounts.models import Block, Role, User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.models import MoveRecord
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests.conftest import person

from .test_races import Act, at_once, decision, winner_and_loser

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def deciding(appeal: Appeal, by: User, *, upheld: bool) -> Act:
    as_seen = seen(appeal)
    return lambda: decide_appeal(appeal=appeal, upheld=upheld, answer="We looked.", seen=as_seen, by=by)


def test_an_appeal_that_is_posted_twice_is_one(maker: User) -> None:
    record = factories.declined(by=maker)
    _, sentence = winner_and_loser(at_once(*[lambda: factories.appeal(record, by=maker)] * 2))
    assert "already" in sentence
    assert Appeal.objects.count() == 1
    assert Mail.objects.filter(kind="commitments/appeal_receipt").count() == 1


def test_of_two_who_decide_on_it_one_wins(maker: User, moderator: User, second_moderator: User) -> None:
    appeal = factories.appeal(by=maker)
    winner, sentence = winner_and_loser(
        at_once(deciding(appeal, moderator, upheld=True), deciding(appeal, second_moderator, upheld=False))
    )
    assert "already" in sentence
    appeal.refresh_from_db()
    assert appeal.upheld == (winner == 0)
    assert Commitment.objects.public().count() == (winner == 0)
    assert Mail.objects.filter(kind="commitments/appeal_decided").count() == 1


def test_an_appeal_that_is_decided_while_somebody_restores(
    maker: User, moderator: User, second_moderator: User
) -> None:
    submission = factories.public_commitment(by=maker).versions.get().submission
    decide(submission=submission, action=Action.HIDE, revision=1, reason="unkind", by=moderator)
    appeal = factories.appeal(submission.move_records.latest("pk"), by=maker)
    winner, sentence = winner_and_loser(
        at_once(deciding(appeal, second_moderator, upheld=True), decision(submission, Action.RESTORE, moderator))
    )
    assert sentence.startswith("A moderator made this public" if winner == 0 else "Something has happened")
    appeal.refresh_from_db()
    assert (appeal.upheld is True) == (winner == 0)
    assert submission.move_records.filter(action=Action.RESTORE).count() == 1


def test_a_danger_that_two_raise_is_one_and_of_lead_and_deputy_one_looks(
    maker: User, moderator: User, second_moderator: User
) -> None:
    lead, deputy = person("lead", Role.Name.MODERATOR), person("deputy", Role.Name.MODERATOR)
    SafeguardingDuty.objects.create(position="lead", user=lead)
    SafeguardingDuty.objects.create(position="deputy", user=deputy)
    submission = factories.waiting_commitment(by=maker).versions.get().submission
    _, sentence = winner_and_loser(
        at_once(*[lambda by=by: factories.danger(submission, by=by) for by in (moderator, second_moderator)])
    )
    assert "already" in sentence
    danger = Danger.objects.get()

    def looking(by: User, *, was_danger: bool) -> Act:
        return transaction.atomic(
            lambda: look_at_danger(danger=danger, was_danger=was_danger, what_was_done="Rang.", revision=1, by=by)
        )

    winner, sentence = winner_and_loser(at_once(looking(lead, was_danger=True), looking(deputy, was_danger=False)))
    assert "already" in sentence
    submission.refresh_from_db()
    assert submission.state == (State.DECLINED if winner == 0 else State.SUBMITTED)


def test_a_person_whom_two_block_at_once_is_blocked_once_with_one_act(
    maker: User, moderator: User, second_moderator: User
) -> None:
    factories.public_commitment(by=maker)
    _, sentence = winner_and_loser(
        at_once(
            *[
                lambda by=by: block_person(
                    user=maker, why="Adverts.", reason="advertising", hide_everything=True, by=by
                )
                for by in (moderator, second_moderator)
            ]
        )
    )
    assert "already" in sentence
    assert Block.objects.count() == 1
    assert MoveRecord.objects.filter(action=Action.HIDE).count() == 1
    assert not Commitment.objects.public().exists()
