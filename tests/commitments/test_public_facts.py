from datetime import date

import pytest

from commitments.going import Going
from commitments.models import Commitment
from tests import factories

pytestmark = pytest.mark.django_db


def test_nothing_is_public_before_a_moderator_publishes_it() -> None:
    factories.waiting_commitment()
    public = factories.public_commitment()
    assert list(Commitment.objects.public()) == [public]


def test_published_news_says_how_it_is_going_and_when_we_ask_next() -> None:
    commitment = factories.public_commitment(starts_on=date(2026, 9, 1), due_on=date(2027, 12, 31))
    assert commitment.going == Going.NOT_STARTED
    assert commitment.news_due_on == date(2026, 12, 7)
    factories.published(factories.news(commitment, going=Going.HAPPENING, told_on=date(2026, 11, 30)))
    commitment.refresh_from_db()
    assert commitment.going == Going.HAPPENING
    assert commitment.news_due_on == date(2027, 2, 28)


def test_news_that_waits_changes_nothing() -> None:
    commitment = factories.public_commitment()
    factories.submitted(factories.news(commitment, going=Going.DONE))
    commitment.refresh_from_db()
    assert commitment.going == Going.NOT_STARTED
