"""Two people who act on a case at once, on a real PostgreSQL: one wins, and the other is told."""

import pytest
from django.db import transaction

from commitments.operations.defamation import take_step
from coprod_portal.accounts.models import Role, User
from coprod_portal.cases.models import Case, DefamationNotice, WriterAsked
from coprod_portal.cases.notices import answer_notice, last_step
from coprod_portal.cases.operations import answer_case
from coprod_portal.cases.schedule import Step
from coprod_portal.cases.seeing_to import take_case
from coprod_portal.outbox.models import Mail
from tests import factories
from tests.case_factories import notice_passed_on
from tests.commitments.test_races import at_once, winner_and_loser
from tests.conftest import person

from .test_operations import opened

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_take_one_case_and_two_answer_it(administrator: User) -> None:
    case, other = opened(), person("other-administrator", Role.Name.ADMINISTRATOR)
    both = (administrator, other)
    told = at_once(*(lambda by=by: take_case(case=case, seen=None, by=by) for by in both))
    winner, why = winner_and_loser(told)
    assert (Case.objects.get().owner, "Somebody else has taken" in why) == (both[winner], True)
    told = at_once(*(lambda by=by: answer_case(case=case, answer=f"From {by.pk}", by=by) for by in both))
    winner, why = winner_and_loser(told)
    assert (Case.objects.get().answer, "closed this already" in why) == (f"From {both[winner].pk}", True)
    assert Mail.objects.filter(kind="cases/answer").count() == 1


def test_the_writer_answers_while_a_moderator_takes_the_words_down(moderator: User, maker: User) -> None:
    with transaction.atomic():
        pk = notice_passed_on(factories.public_commitment(by=maker)).pk
    notice = DefamationNotice.objects.select_related("case").get(pk=pk)
    asked, seen = WriterAsked.objects.get(), last_step(notice).pk
    told = at_once(
        lambda: answer_notice(asked=asked, answer=WriterAsked.Answer.TAKE_DOWN),
        lambda: take_step(notice=notice, step=Step.REMOVED, seen=seen, by=moderator),
    )
    winner, why = winner_and_loser(told)
    steps = list(notice.steps.values_list("step", flat=True))
    assert steps[2:] == [[Step.AGREED, Step.REMOVED][winner]]
    assert ("in the meantime" in why) if winner == 0 else ("closed" in why)
