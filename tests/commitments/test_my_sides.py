"""The maker prints cards for people involved, and answers once what they say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commitments.models import Card, Commitment, Reply
from commitments.operations.answering_views import answer_views, seen_reply
from commitments.operations.cards import print_cards
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests.pdfs import Pdf

from .public import decided
from .test_giving_views import words


@pytest.fixture
def made(maker: User) -> Commitment:
    return factories.public_commitment(by=maker, title="Pay on the day")


def cards_page(commitment: Commitment) -> str:
    return f"/my/commitments/{commitment.reference}/cards/"


def reply_page(commitment: Commitment) -> str:
    return f"/my/commitments/{commitment.reference}/reply/"


def test_a_sheet_of_cards_is_printed_in_large_print_and_tagged(
    made: Commitment, maker: User, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(maker)
    assert "5 cards are ready to print." in words(client.post(cards_page(made), {"how_many": "5"}, follow=True))
    cards = list(Card.objects.all())
    Card.objects.filter(pk=cards[0].pk).update(is_used=True)
    other = print_cards(commitment=factories.public_commitment(by=maker), how_many=1, by=maker)[0]
    response: Any = client.get(f"{cards_page(made)}{cards[0].pk}.pdf")
    pdf = Pdf(response.content)
    assert len(pdf.reader.pages) == 2
    for card in cards:
        assert f"{card.code[:4]}-{card.code[4:]}" in pdf.words, "used or not: the sheet does not tell who has answered"
    assert ("Pay on the day" in pdf.words, "localhost:8000/card" in pdf.words) == (True, True)
    assert "H1" in pdf.tags
    assert client.get(f"{cards_page(made)}{other.pk}.pdf").status_code == 404


def test_there_are_sixty_at_a_time_and_two_hundred_in_all(made: Commitment, maker: User, stranger: User) -> None:
    for how_many in (60, 60, 60):
        print_cards(commitment=made, how_many=how_many, by=maker)
    for how_many in (61, 21, 0):
        with pytest.raises(Refused, match="You can print 20 more cards"):
            print_cards(commitment=made, how_many=how_many, by=maker)
    with pytest.raises(Refused):
        print_cards(commitment=made, how_many=1, by=stranger)
    assert Card.objects.count() == 180


def test_how_many_were_used_is_said_once_three_were(
    made: Commitment, maker: User, signed_in: Callable[..., Client]
) -> None:
    cards = print_cards(commitment=made, how_many=4, by=maker)
    client = signed_in(maker)
    for used, says in ((2, "We say how many were used once at least 3 were"), (3, "3 were used.")):
        Card.objects.filter(pk__in=[card.pk for card in cards[:used]]).update(is_used=True)
        page = words(client.get(cards_page(made)))
        assert (says in page, "2 were used." in page) == (True, False)


def test_a_maker_answers_once_and_a_person_reads_it_first(
    client: Client, made: Commitment, maker: User, signed_in: Callable[..., Client]
) -> None:
    mine = signed_in(maker)
    for number in range(3):
        assert "You can answer once 3 people have said" in words(mine.get(reply_page(made))), number
        factories.published(factories.view(made))
    sent = mine.post(reply_page(made), {"words": "We heard you.", "seen": seen_reply(made)}, follow=True)
    assert "We will read your answer by" in words(sent)
    assert "We heard you." not in words(client.get(made.get_absolute_url()))
    reply = Reply.objects.get()
    decided(reply, Action.RETURN)
    assert "Please look again." in words(mine.get(reply_page(made)))
    stale = mine.post(reply_page(made), {"words": "Too late", "seen": "none"})
    assert (stale.status_code, "Too late" in stale.content.decode(), "We heard you." in words(stale)) == (
        409,
        True,
        True,
    )
    answer_views(commitment=made, words="We heard you all.", seen=seen_reply(made), by=maker)
    decided(reply, Action.PUBLISH)
    assert "We heard you all." in words(client.get(made.get_absolute_url()))
    with pytest.raises(Refused, match="one answer for each commitment"):
        answer_views(commitment=made, words="And again.", seen=seen_reply(made), by=maker)
    with pytest.raises(Stale):
        answer_views(commitment=made, words="And again.", seen="none", by=maker)


def test_an_answer_goes_with_the_views_and_with_the_commitment(
    client: Client, made: Commitment, maker: User, signed_in: Callable[..., Client]
) -> None:
    views = [factories.published(factories.view(made)) for _ in range(3)]
    decided(
        Reply.objects.get(pk=answer_views(commitment=made, words="Thank you.", seen="none", by=maker).pk),
        Action.PUBLISH,
    )
    decided(views[0], Action.HIDE)
    assert "Thank you." not in words(client.get(made.get_absolute_url()))
    signed_in(maker).post(f"/my/commitments/{made.reference}/withdraw/", {})
    assert Reply.objects.get().submission.state == State.WITHDRAWN
