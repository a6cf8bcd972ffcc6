"""Two people who act at once, on a real PostgreSQL: one wins, and the other is told what happened."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from commitments.models import Commitment, Report
from commitments.operations import reports
from commitments.operations.cards import print_cards
from commitments.operations.giving_views import Said, use_card
from commitments.operations.moderation import agree, decide
from commitments.operations.second_looks import put_back
from commitments.operations.withdrawing import withdraw
from commitments.things import parts_of, public_page
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

Act = Callable[[], object]


def at_once(*acts: Act) -> list[str]:
    """Run each act in a thread of its own, all let go together. What each was told, or "" where it succeeded."""
    barrier, told = Barrier(len(acts)), [""] * len(acts)
    broke: list[BaseException] = []

    def run(place: int, act: Act) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            act()
        except Refused as refused:
            told[place] = refused.sentence
        except BaseException as error:
            broke.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not broke
    return told


def decision(submission: Submission, action: Action, by: User, reason: str = "") -> Act:
    return lambda: decide(
        submission=submission, action=action, revision=submission.revision, by=by, reason=reason, note="Which day?"
    )


def winner_and_loser(told: list[str]) -> tuple[int, str]:
    assert sorted(map(bool, told)) == [False, True], told
    return told.index(""), next(filter(None, told))


def test_of_two_moderators_who_decide_at_once_one_wins_and_the_other_is_told(
    maker: User, moderator: User, second_moderator: User
) -> None:
    submission = factories.waiting_commitment(by=maker).versions.get().submission
    winner, sentence = winner_and_loser(
        at_once(
            decision(submission, Action.PUBLISH, moderator),
            decision(submission, Action.RETURN, second_moderator, "unclear"),
        )
    )
    submission.refresh_from_db()
    ends, deed = [(State.PUBLISHED, "published this"), (State.RETURNED, "sent this back with a question")][winner]
    assert submission.state == ends
    assert sentence.startswith(f"A moderator {deed} at 10:00")
    assert submission.move_records.count() == 2
    assert Commitment.objects.public().count() == (winner == 0)
    assert Mail.objects.filter(to=maker.email).count() == 1


def test_a_decision_and_a_change_of_the_words_never_both_happen(maker: User, moderator: User) -> None:
    submission = factories.waiting_commitment(by=maker).versions.get().submission
    winner, sentence = winner_and_loser(
        at_once(
            decision(submission, Action.PUBLISH, moderator),
            lambda: transaction.atomic(move)(submission=submission, action=Action.REVISE, revision=1, by=maker),
        )
    )
    submission.refresh_from_db()
    if winner == 0:
        assert (submission.state, submission.revision) == (State.PUBLISHED, 1)
        assert sentence.startswith("A moderator published this")
    else:
        assert (submission.state, submission.revision) == (State.SUBMITTED, 2)
        assert sentence.startswith("The writer changed these words")


def test_of_two_moderators_who_hide_at_once_one_wins(maker: User, moderator: User, second_moderator: User) -> None:
    """Each hides another version of the same commitment; both lock the versions in the same order."""
    commitment = factories.public_commitment(by=maker)
    versions = [commitment.versions.get(), factories.published(factories.version(commitment, by=maker))]
    _, sentence = winner_and_loser(
        at_once(
            decision(versions[0].submission, Action.HIDE, moderator, "unkind"),
            decision(versions[1].submission, Action.HIDE, second_moderator, "unkind"),
        )
    )
    assert sentence.startswith("A moderator hid this")
    assert not Commitment.objects.public().exists()
    assert Mail.objects.filter(kind="commitments/hidden").count() == 1


def test_of_two_moderators_who_restore_at_once_one_wins(maker: User, moderator: User, second_moderator: User) -> None:
    submission = factories.public_commitment(by=maker).versions.get().submission
    decision(submission, Action.HIDE, moderator, "unkind")()
    _, sentence = winner_and_loser(
        at_once(
            decision(submission, Action.RESTORE, moderator),
            decision(submission, Action.RESTORE, second_moderator),
        )
    )
    assert sentence.startswith("A moderator made this public again")
    assert Commitment.objects.public().count() == 1


def test_of_two_who_use_one_card_at_once_one_wins(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    card = print_cards(commitment=made, how_many=1, by=maker)[0]
    _, sentence = winner_and_loser(
        at_once(
            *(
                lambda answer=answer: use_card(commitment=made, code=card.code, said=Said(answer=answer))
                for answer in ("yes", "no")
            )
        )
    )
    assert sentence.startswith("This card was used before.")
    assert made.views.count() == 1


def test_of_two_who_report_at_once_both_are_heard_in_one_case(maker: User, moderator: User) -> None:
    page = public_page(f"commitment:{factories.public_commitment(by=maker).reference}")
    assert page is not None
    part = parts_of(page)[0]

    def report(words: str) -> Act:
        return lambda: reports.report(part=part, kind=Report.Kind.NOT_SAFE, words=words)

    assert at_once(*(report(f"Report {number}") for number in range(3))) == ["", "", ""]
    case = Case.objects.get()
    assert case.reports.count() == 3
    # One who ends it, and one more who reports it: either the end waits for the new one, or that opens a new case.
    told, _late = at_once(
        lambda: reports.end_case(case=case, outcome=Case.Outcome.ANSWERED, answer="Thank you.", seen=3, by=moderator),
        report("Late"),
    )
    case.refresh_from_db()
    assert (case.closed_at is None) == bool(told)
    assert sorted(one.reports.count() for one in Case.objects.all()) == ([4] if told else [1, 3])
    assert Case.objects.filter(closed_at=None).count() == 1
    assert Mail.objects.filter(to=moderator.email, kind="commitments/report_at_once").count() == Case.objects.count()


def test_of_two_moderators_who_hide_what_was_reported_at_once_one_wins(
    maker: User, moderator: User, second_moderator: User
) -> None:
    commitment = factories.public_commitment(by=maker)
    case = factories.report(f"commitment:{commitment.reference}").case
    _, sentence = winner_and_loser(
        at_once(
            *(
                lambda by=by: reports.hide_reported(case=case, revision=1, reason="unkind", note="", by=by)
                for by in (moderator, second_moderator)
            )
        )
    )
    assert sentence == "None of it is public now, so there is nothing to hide."
    assert Mail.objects.filter(kind="commitments/hidden").count() == 1


def test_of_two_who_decline_at_once_one_is_first_and_the_other_hears_of_it(
    maker: User, moderator: User, second_moderator: User
) -> None:
    submission = factories.waiting_commitment(by=maker).versions.get().submission
    _, sentence = winner_and_loser(
        at_once(
            decision(submission, Action.DECLINE, moderator, "advertising"),
            decision(submission, Action.DECLINE, second_moderator, "unkind"),
        )
    )
    assert sentence.startswith("Another moderator decided not to publish this at 10:00")
    assert submission.second_looks.count() == 1


def test_of_two_second_looks_at_once_one_wins(maker: User, moderator: User, second_moderator: User) -> None:
    submission = factories.waiting_commitment(by=maker).versions.get().submission
    decision(submission, Action.DECLINE, factories.deciding_moderator(), "advertising")()
    look = submission.second_looks.get()
    winner, sentence = winner_and_loser(
        at_once(lambda: agree(look=look, by=moderator), lambda: put_back(look=look, by=second_moderator))
    )
    look.refresh_from_db()
    submission.refresh_from_db()
    assert (look.agreed, submission.state) == [(True, State.DECLINED), (False, State.SUBMITTED)][winner]
    assert ["decided not to publish this", "Somebody else has looked at it already"][winner == 1] in sentence
    assert Mail.objects.filter(to=maker.email).count() == (winner == 0)


def test_a_second_look_and_a_withdrawal_never_both_happen(maker: User, moderator: User) -> None:
    commitment = factories.waiting_commitment(by=maker)
    submission = commitment.versions.get().submission
    decision(submission, Action.DECLINE, factories.deciding_moderator(), "advertising")()
    look = submission.second_looks.get()
    told = at_once(lambda: agree(look=look, by=moderator), lambda: withdraw(commitment=commitment, by=maker))
    look.refresh_from_db()
    submission.refresh_from_db()
    is_agreed = told[0] == ""
    assert (look.agreed, submission.state == State.DECLINED) == ((True, True) if is_agreed else (None, False))
    assert look.ended_at
