"""Every action from every state, on each kind of submission: the table is the whole law."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from charters.models import Edition, Signature
from commitments.desk import reasons
from commitments.models import Party, Profile, Reply
from commitments.operations.moderation import DECIDED_HERE, carry_out, decide
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import DEEDS, MOVES, Action, Actor, State
from tests import factories, opportunity_factories

pytestmark = pytest.mark.django_db

# The moves that lead from a draft to each state.
WAYS: dict[State, list[Action]] = {
    State.DRAFT: [],
    State.SUBMITTED: [Action.SUBMIT],
    State.RETURNED: [Action.SUBMIT, Action.RETURN],
    State.PUBLISHED: [Action.SUBMIT, Action.PUBLISH],
    State.DECLINED: [Action.SUBMIT, Action.DECLINE],
    State.HIDDEN: [Action.SUBMIT, Action.PUBLISH, Action.HIDE],
    State.WITHDRAWN: [Action.WITHDRAW],
    State.APART: [Action.SUBMIT, Action.SET_APART],
}
# Written out by hand, so that a slip in the table of moves is seen here.
LAW = {
    (State.DRAFT, Action.SUBMIT): State.SUBMITTED,
    (State.DRAFT, Action.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Action.REVISE): State.SUBMITTED,
    (State.SUBMITTED, Action.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Action.PUBLISH): State.PUBLISHED,
    (State.SUBMITTED, Action.RETURN): State.RETURNED,
    (State.SUBMITTED, Action.DECLINE): State.DECLINED,
    (State.RETURNED, Action.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Action.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Action.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Action.HIDE): State.HIDDEN,
    (State.HIDDEN, Action.RESTORE): State.PUBLISHED,
    (State.HIDDEN, Action.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Action.SET_APART): State.APART,
    (State.APART, Action.PUT_BACK): State.SUBMITTED,
    (State.APART, Action.DECLINE): State.DECLINED,
    (State.APART, Action.WITHDRAW): State.WITHDRAWN,
    (State.APART, Action.REVISE): State.APART,
    (State.DECLINED, Action.REOPEN): State.SUBMITTED,
}

each_kind = pytest.mark.parametrize("kind", list(Submission.Kind))


def draft_of(kind: Submission.Kind) -> Submission:
    """A real one of each kind, with whatever it is a part of."""
    match kind:
        case Submission.Kind.VERSION:
            return factories.version(factories.commitment()).submission
        case Submission.Kind.NEWS:
            return factories.news(factories.public_commitment()).submission
        case Submission.Kind.VIEW:
            return factories.view(
                factories.public_commitment(), by=User.objects.create_user("resident@example.org")
            ).submission
        case Submission.Kind.NOTICE:
            return opportunity_factories.notice(opportunity_factories.opportunity()).submission
        case Submission.Kind.OUTCOME:
            return opportunity_factories.outcome(opportunity_factories.public_opportunity()).submission
        case _:
            submission = factories.submission(kind, None)
            PARTS[kind](submission)
            return submission


SIGNED = {"signer": Signature.Signer.PERSON, "name": "A parent carer"}
PARTS: dict[Submission.Kind, Callable[[Submission], object]] = {
    Submission.Kind.SIGNATURE: lambda submission: Signature.objects.create(
        submission=submission, charter=factories.charter(), edition=Edition.objects.get(), **SIGNED
    ),
    Submission.Kind.PROFILE: lambda submission: Profile.objects.create(
        submission=submission, organisation=factories.organisation(), number=1, name="Kitchen"
    ),
    Submission.Kind.PARTY: lambda submission: Party.objects.create(
        submission=submission, commitment=factories.public_commitment(), organisation=factories.organisation()
    ),
    Submission.Kind.REPLY: lambda submission: Reply.objects.create(
        submission=submission,
        commitment=factories.public_commitment(),
        told_on=timezone.localdate(),
        words="Thank you.",
    ),
}


def submission_in(state: State, kind: Submission.Kind) -> Submission:
    submission = draft_of(kind)
    for action in WAYS[state]:
        take(submission, action, by=factories.deciding_moderator())
        submission.refresh_from_db()
    assert submission.state == state
    return submission


def take(submission: Submission, action: Action, *, by: User) -> Submission:
    """One action as its actor makes it: a moderator decides, a writer moves."""
    if MOVES[action].actor is Actor.WRITER:
        return move(submission=submission, action=action, revision=submission.revision, by=None)
    reason = reasons.reasons_for(action)[0].code if action in reasons.NEED_REASON else ""
    note = "Which day?" if action in reasons.NEED_NOTE else ""
    act = decide if action in DECIDED_HERE and action is not Action.DECLINE else carry_out
    return act(submission=submission, action=action, revision=submission.revision, by=by, reason=reason, note=note)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
    }


def test_the_law_is_the_table_of_moves() -> None:
    assert {(start, action): row.after(start) for action, row in MOVES.items() for start in row.starts} == LAW


def test_every_action_has_words_for_who_did_what() -> None:
    assert set(DEEDS) == set(Action) == set(MOVES)


@each_kind
@pytest.mark.parametrize(("state", "action"), list(LAW))
def test_each_move_of_the_law_can_be_made(action: Action, state: State, kind: Submission.Kind, moderator: User) -> None:
    after = take(submission_in(state, kind), action, by=moderator)
    after.refresh_from_db()
    record = after.move_records.latest("pk")
    assert after.state == record.after == LAW[state, action]
    assert (record.before, record.action) == (state, action)


@pytest.mark.parametrize("state", list(State))
def test_no_other_move_can_be_made(state: State, moderator: User) -> None:
    """The same for each kind: the machine does not ask which it is."""
    submission = submission_in(state, Submission.Kind.VERSION)
    before = everything()
    for action in Action:
        if (state, action) not in LAW:
            with pytest.raises(Stale, match="not possible any more"):
                take(submission, action, by=moderator)
    assert everything() == before


@each_kind
@pytest.mark.parametrize("action", [action for action, row in MOVES.items() if row.actor is Actor.MODERATOR])
def test_a_moderators_action_needs_the_revision_that_is_there_now(
    action: Action, kind: Submission.Kind, moderator: User
) -> None:
    submission = submission_in(min(MOVES[action].starts), kind)
    submission.revision -= 1
    before = everything()
    with pytest.raises(Stale, match="Please read the words again"):
        take(submission, action, by=moderator)
    assert everything() == before


@each_kind
@pytest.mark.parametrize("action", [action for action, row in MOVES.items() if row.actor is Actor.WRITER])
def test_no_moderator_acts_for_the_writer(action: Action, kind: Submission.Kind, moderator: User) -> None:
    submission = submission_in(State.SUBMITTED, kind)
    with pytest.raises(Refused, match="Only the writer"):
        decide(submission=submission, action=action, revision=submission.revision, by=moderator)
