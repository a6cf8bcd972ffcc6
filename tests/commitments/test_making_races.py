"""Two at once, on a real PostgreSQL: a second click, a colleague, another worker."""

import pytest

from commitments.forms.steps import Answers
from commitments.models import Commitment, Draft, News, Organisation
from commitments.operations import drafts, making
from commitments.operations.asking import ask_for_news
from commitments.operations.changing import change, seen_mark, version_to_change
from commitments.operations.moderation import decide
from commitments.operations.telling_news import seen_news, tell
from commitments.operations.withdrawing import withdraw
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.states import Action, State
from tests import factories

from .answers import ADULT, answer
from .test_asking import asked, due_commitment
from .test_my import browser, words_like
from .test_news import words as news_words
from .test_races import Act, at_once, winner_and_loser

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_draft_sent_twice_at_once_makes_one_commitment(maker: User) -> None:
    factories.charter()
    answer(browser(maker), ADULT)
    draft = Draft.objects.get()

    answers = Answers(draft, maker)
    sender, words, charter = answers.maker(), answers.words(), factories.charter()

    def send() -> None:
        making.send(draft=draft, maker=sender, charter=charter, words=words, by=maker)

    assert at_once(send, send) == ["", ""]
    assert Commitment.objects.count() == 1
    assert Mail.objects.filter(kind="commitments/receipt").count() == 1


def test_two_organisations_that_take_one_name_at_once_get_an_address_each(maker: User, stranger: User) -> None:
    charter = factories.charter()

    def sends(by: User) -> Act:
        draft, words = drafts.begin(by=by), words_like(factories.public_commitment().versions.get())
        sender = making.Maker(new_organisation="Same Name")
        return lambda: making.send(draft=draft, maker=sender, charter=charter, words=words, by=by)

    assert at_once(sends(maker), sends(stranger)) == ["", ""]
    slugs = sorted(Organisation.objects.values_list("slug", flat=True))
    assert slugs[0] == "same-name"
    assert slugs[1].startswith("same-name-")


def test_of_two_colleagues_who_change_public_words_at_once_one_is_told(maker: User, colleague: User) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("", maker, colleague))

    def changes(by: User) -> Act:
        version = version_to_change(made)
        assert version
        seen = seen_mark(version.submission)
        words = words_like(version, title=f"Words of {by.pk}")
        return lambda: change(commitment=made, words=words, seen=seen, by=by)

    winner, sentence = winner_and_loser(at_once(changes(maker), changes(colleague)))
    assert "after you opened it" in sentence
    assert made.versions.get(number=2).title == f"Words of {(maker, colleague)[winner].pk}"


def test_of_two_colleagues_who_tell_news_at_once_one_is_told(maker: User, colleague: User) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("", maker, colleague))
    seen = seen_news(made)

    def tells(by: User) -> Act:
        return lambda: tell(commitment=made, words=news_words(), seen=seen, by=by)

    winner_and_loser(at_once(tells(maker), tells(colleague)))
    assert News.objects.count() == 1


def test_a_maker_who_takes_it_down_while_a_moderator_publishes_ends_with_nothing_public(
    maker: User, moderator: User
) -> None:
    """Either may be first; both wait for the commitment, so neither waits for the other for ever."""
    made = factories.waiting_commitment(by=maker)
    submission = made.versions.get().submission
    at_once(
        lambda: withdraw(commitment=made, by=maker),
        lambda: decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator),
    )
    submission.refresh_from_db()
    assert submission.state == State.WITHDRAWN
    assert not Commitment.objects.public().exists()


def test_two_workers_at_once_ask_nobody_twice(maker: User) -> None:
    for _ in range(5):
        due_commitment(maker)
    at_once(ask_for_news, ask_for_news)
    assert len(asked()) == len(set(asked())) == 5
    assert set(Commitment.objects.values_list("asks_unanswered", flat=True)) == {1}
