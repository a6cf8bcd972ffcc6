"""Two organisers let the same rows in at once, on a real PostgreSQL: each row goes in once."""

import pytest

from commitments.models import Commitment, Intake, RowGone
from commitments.operations import intakes
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from tests import factories

from .sheets import as_csv, row
from .test_races import Act, at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_files_with_the_same_rows_and_two_browsers_at_one_file_add_each_row_once(
    maker: User, colleague: User
) -> None:
    factories.charter()
    week = factories.week()
    rows = [row(number) for number in range(8)]

    def brings(by: User, content: bytes) -> Intake:
        checked = intakes.check(content=content, week=week, by=by)
        return intakes.start(intake=intakes.bring(checked=checked, week=week, file_name="cards.csv", by=by))

    def lets_in(intake: Intake) -> Act:
        return lambda: intakes.go_on(intake=intake)

    mine, theirs = brings(maker, as_csv(rows)), brings(colleague, as_csv(rows[::-1]))
    assert at_once(lets_in(mine), lets_in(theirs), lets_in(mine)) == ["", "", ""]
    assert {intake.state for intake in Intake.objects.all()} == {"done"}
    assert (Commitment.objects.count(), RowGone.objects.count()) == (8, 16)
    assert Mail.objects.filter(kind="commitments/entry_confirm").count() == 8
