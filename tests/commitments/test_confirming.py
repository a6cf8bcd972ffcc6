"""Done by the maker's word, and confirmed by people involved: two things, everywhere."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from commitments.confirming import do_confirm
from commitments.counts import read_counts
from commitments.going import Going
from commitments.models import Commitment, Tally
from commitments.recount import recount
from coprod_portal.submissions.states import Action
from tests import factories

from .public import decided

SAID, CONFIRMED = "Done, says its maker", "Done, confirmed by people involved"


def done(**fields: object) -> Commitment:
    made = factories.public_commitment(**fields)
    factories.published(factories.news(made, going=Going.DONE))
    made.refresh_from_db()
    return made


def views(commitment: Commitment, *answers: str) -> None:
    for answer in answers:
        factories.published(factories.view(commitment, answer=answer))
    commitment.refresh_from_db()


@pytest.mark.parametrize(
    ("answers", "is_confirmed"),
    [
        ([], False),
        (["yes", "yes"], False),
        (["yes", "yes", "no"], True),
        (["yes", "yes", "a-bit", "no"], False),
        (["yes", "yes", "yes", "a-bit", "no"], True),
        (["no", "no", "no"], False),
    ],
)
def test_three_must_answer_and_more_say_yes_than_all_others(answers: list[str], is_confirmed: bool) -> None:
    assert do_confirm(answers) is is_confirmed


def test_only_what_its_maker_calls_done_can_be_confirmed(db: None) -> None:
    happening = factories.public_commitment()
    factories.published(factories.news(happening, going=Going.HAPPENING))
    views(happening, "yes", "yes", "yes")
    assert not happening.is_confirmed


def test_views_from_before_it_was_done_do_not_confirm_it(db: None) -> None:
    made = factories.public_commitment()
    views(made, "yes", "yes", "yes")
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        factories.published(factories.news(made, going=Going.DONE))
        views(made, "yes", "yes")
        assert not made.is_confirmed
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        factories.published(factories.news(made, going=Going.DONE, happened="Done, and it stays."))
        views(made, "a-bit")
        assert made.is_confirmed, "those who answered since the first news that says done count"


def test_hiding_a_view_takes_the_confirmation_back(db: None) -> None:
    made = done()
    views(made, "yes", "yes", "yes")
    assert made.is_confirmed
    decided(made.views.all()[0], Action.HIDE)
    made.refresh_from_db()
    assert not made.is_confirmed


def test_both_are_counted_apart_and_a_recount_agrees(db: None) -> None:
    done()
    views(done(), "yes", "yes", "yes")
    for _ in ("kept", "counted afresh"):
        counts = read_counts().portal
        assert (counts.done, counts.confirmed, counts.said_done) == (2, 1, 1)
        recount()
    assert Tally.objects.filter(measure=Tally.Measure.CONFIRMED).count() == 2, "of the portal and of the charter"


def test_every_surface_says_which_of_the_two_it_is(client: Client, db: None) -> None:
    confirmed, said = done(title="Pay on the day"), done(title="Lend a treasurer")
    views(confirmed, "yes", "yes", "yes")
    for one, words, other in ((confirmed, CONFIRMED, SAID), (said, SAID, CONFIRMED)):
        page = client.get(one.get_absolute_url()).content.decode()
        assert (words in page, f'class="pill">{other}' in page) == (True, False)
    listed = client.get("/commitments/?confirmed=yes").content.decode()
    assert ("Pay on the day" in listed, "Lend a treasurer" in listed) == (True, False)
    listed = client.get("/commitments/?confirmed=not-yet").content.decode()
    assert ("Pay on the day" in listed, "Lend a treasurer" in listed) == (False, True)
    listed = client.get("/commitments/?confirmed=yes&q=treasurer").content.decode()
    assert "No commitments fit what you chose" in listed
    assert "1 commitment fits what you chose" in client.get("/commitments/?confirmed=yes&q=pay").content.decode()
    assert "by everybody" in client.get("/commitments/?confirmed=by+everybody").content.decode()
    both = client.get("/commitments/?going=done").content.decode()
    assert "2 commitments fit" in both
    feed = client.get("/commitments/feed/").content.decode()
    assert (f"{CONFIRMED}. We began." in feed, f"{SAID}. We began." in feed) == (True, True)
    easy = client.get("/commitments/easy-read/").content.decode()
    assert "The people who took part say so too." in easy
    assert "The people who promised it say so." in easy
    summary = client.get("/charters/sandwell/summary.csv").content.decode()
    assert f'{CONFIRMED}",1,2' in summary
    assert f'{SAID}",1,2' in summary
