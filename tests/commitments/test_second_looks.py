"""Not to publish takes two people, and nobody reads alone what they asked for themselves."""

import pytest

from commitments.desk.alone import not_possible_now
from commitments.models import SafeguardingDuty, SecondLook
from commitments.operations.changing import change, seen_mark
from commitments.operations.moderation import agree, decide
from commitments.operations.second_looks import put_back
from commitments.operations.withdrawing import withdraw
from commitments.permissions import can_decide
from coprod_portal.accounts.models import Role, User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests.conftest import person

from .test_my import words_like

pytestmark = pytest.mark.django_db


def asked(maker: User, by: User) -> SecondLook:
    """Sent, and one moderator has decided not to publish it."""
    submission = factories.waiting_commitment(by=maker).versions.get().submission
    decide(submission=submission, action=Action.DECLINE, revision=1, reason="advertising", note="Soap!", by=by)
    return submission.second_looks.get()


def test_it_waits_and_the_writer_hears_nothing_until_a_second_one_agrees(
    maker: User, moderator: User, second_moderator: User
) -> None:
    look = asked(maker, moderator)
    submission = look.submission
    assert (submission.state, Mail.objects.filter(to=maker.email).count()) == (State.SUBMITTED, 0)
    with pytest.raises(Refused, match="because you decided first"):
        agree(look=look, by=moderator)

    agree(look=look, by=second_moderator)

    record = MoveRecord.objects.get(action=Action.DECLINE)
    assert (record.by, record.second_by, record.reason, record.note) == (
        moderator,
        second_moderator,
        "advertising",
        "Soap!",
    )
    look.refresh_from_db()
    assert (look.agreed, look.ended_by) == (True, second_moderator)
    mail = Mail.objects.get(to=maker.email)
    assert "Soap!" in mail.body
    assert not any(somebody.email in mail.body for somebody in (moderator, second_moderator))
    with pytest.raises(Stale, match="decided not to publish this"):
        agree(look=look, by=factories.deciding_moderator())


def test_the_second_one_puts_it_back_and_then_anybody_decides(
    maker: User, moderator: User, second_moderator: User
) -> None:
    look = asked(maker, moderator)
    put_back(look=look, by=second_moderator)
    look.refresh_from_db()
    assert (look.agreed, look.ended_by) == (False, second_moderator)
    with pytest.raises(Stale, match="Another moderator put this back to be read at 10:00"):
        decide(submission=look.submission, action=Action.PUBLISH, revision=1, look=look.pk, by=second_moderator)
    decide(submission=look.submission, action=Action.PUBLISH, revision=1, by=moderator)
    assert Submission.objects.get().state == State.PUBLISHED


def test_the_first_one_may_think_again(maker: User, moderator: User) -> None:
    look = asked(maker, moderator)
    with pytest.raises(Refused, match="Somebody else looks at it first"):
        decide(submission=look.submission, action=Action.PUBLISH, revision=1, by=moderator)
    put_back(look=look, by=moderator)
    look.refresh_from_db()
    assert (look.agreed, look.ended_by) == (None, moderator)
    assert can_decide(moderator, look.submission)


def test_nobody_decides_over_the_head_of_the_first(maker: User, moderator: User, second_moderator: User) -> None:
    """Who opened the page before hears what the first decided. Who saw that may decide otherwise."""
    look = asked(maker, moderator)
    for action in (Action.PUBLISH, Action.DECLINE):
        with pytest.raises(Stale, match="Another moderator decided not to publish this at 10:00"):
            decide(submission=look.submission, action=action, revision=1, reason="unkind", by=second_moderator)
    decide(submission=look.submission, action=Action.PUBLISH, revision=1, look=look.pk, by=second_moderator)
    look.refresh_from_db()
    assert (look.agreed, look.ended_by) == (False, second_moderator)


@pytest.mark.parametrize("taken_back", [False, True])
def test_what_the_writer_does_ends_it(taken_back: bool, maker: User, moderator: User, second_moderator: User) -> None:
    look = asked(maker, moderator)
    version = look.submission.version
    if taken_back:
        withdraw(commitment=version.commitment, by=maker)
    else:
        change(commitment=version.commitment, words=words_like(version), seen=seen_mark(version.submission), by=maker)
    look.refresh_from_db()
    assert (look.agreed, look.ended_by) == (None, None)
    assert look.ended_at
    with pytest.raises(Stale, match="The writer"):
        agree(look=look, by=second_moderator)
    assert not MoveRecord.objects.filter(action=Action.DECLINE).exists()


def test_the_writers_side_does_not_look_second(maker: User, moderator: User, second_moderator: User) -> None:
    kitchen = factories.organisation("Kitchen", maker, second_moderator)
    submission = factories.waiting_commitment(by=maker, made_by=kitchen).versions.get().submission
    decide(submission=submission, action=Action.DECLINE, revision=1, reason="unkind", by=moderator)
    for act in (agree, put_back):
        with pytest.raises(Refused):
            act(look=submission.second_looks.get(), by=second_moderator)


def test_somebody_else_reads_what_came_back_with_an_answer(
    maker: User, moderator: User, second_moderator: User
) -> None:
    version = factories.waiting_commitment(by=maker).versions.get()
    submission = version.submission
    decide(submission=submission, action=Action.RETURN, revision=1, reason="unclear", note="Which day?", by=moderator)
    submission.refresh_from_db()
    change(commitment=version.commitment, words=words_like(version), seen=seen_mark(submission), by=maker)
    submission.refresh_from_db()

    with pytest.raises(Refused, match="You sent this back with a question"):
        decide(submission=submission, action=Action.PUBLISH, revision=2, by=moderator)
    assert can_decide(second_moderator, submission)
    decide(submission=submission, action=Action.DECLINE, revision=2, reason="unkind", by=second_moderator)
    agree(look=submission.second_looks.get(), by=moderator)
    submission.refresh_from_db()
    assert submission.state == State.DECLINED, "who asked before may agree with another"


def test_with_too_few_people_the_portal_says_what_cannot_be_decided(db: None) -> None:
    assert [sentence.split(".")[0] for sentence in not_possible_now()] == ["There is no moderator now"]
    person("one", Role.Name.MODERATOR)
    closed = person("closed", Role.Name.MODERATOR)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    alone = " ".join(not_possible_now())
    for words in ("two people", "came back with an answer", "Words of the moderator", "in danger", "Appeals"):
        assert words in alone
    lead = person("two", Role.Name.MODERATOR)
    assert [sentence.split()[0] for sentence in not_possible_now()] == ["Whether", "Appeals"]
    SafeguardingDuty.objects.create(position="lead", user=lead)
    assert [sentence.split()[0] for sentence in not_possible_now()] == ["Appeals"]
    person("three", Role.Name.MODERATOR)
    assert not_possible_now() == []
