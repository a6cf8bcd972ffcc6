"""People involved say how a commitment looks from their side: each counts once, nobody is named, all is read first."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from commitments.going import Going
from commitments.models import Card, Commitment, View
from commitments.operations.cards import print_cards
from commitments.operations.giving_views import prune_views
from commitments.people_involved import seal
from coprod_portal.accounts.models import User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State
from tests import factories

from .public import decided

EMAIL = "resident@example.org"
THREE_CAN_SEE = "We show what people say once at least 3 have answered"


@pytest.fixture
def done(maker: User) -> Commitment:
    made = factories.public_commitment(by=maker, title="Pay on the day")
    factories.published(factories.news(made, going=Going.DONE, happened="All were paid."))
    made.refresh_from_db()
    return made


def address(commitment: Commitment, rest: str = "") -> str:
    return f"{commitment.get_absolute_url()}view/{rest}"


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def say(client: Client, commitment: Commitment, email: str = EMAIL, **more: str) -> Any:
    return client.post(address(commitment), {"answer": "yes", "words": "I was there.", "email": email, **more})


def link(email: str = EMAIL) -> str:
    body = Mail.objects.filter(to=email, kind="commitments/view_confirm").latest("pk").body
    found = re.search(r"/commitments/\S+/view/\S+/", body)
    assert found is not None
    return found.group()


def use(client: Client, commitment: Commitment, code: str, **more: str) -> Any:
    return client.post(address(commitment, "card/"), {"answer": "yes", "code": code, **more})


def publish(view: View) -> None:
    decided(view, Action.PUBLISH)


def test_what_was_sent_by_mail_waits_for_its_link_and_keeps_no_address(client: Client, done: Commitment) -> None:
    page = words(client.get(address(done)))
    assert ("All were paid." in page, "Travel money" in page) == (True, True)
    sent = say(client, done, got_back="a-bit")
    assert sent.headers["Location"] == address(done, "sent/")
    view = View.objects.get()
    assert (view.submission.state, view.address_seal, view.by) == (State.DRAFT, "", "email")
    for _ in ("a mail scanner", "and again"):
        answer = client.get(link())
        shown = words(answer)
        assert ("Do you agree with what the maker says? Yes" in shown, "I was there." in shown) == (True, True)
        assert "one person" not in shown
        assert answer.content.count(b'id="id_form_key"') <= 1
    view.submission.refresh_from_db()
    assert view.submission.state == State.DRAFT

    assert "A person reads it by" in words(client.post(link(), follow=True))
    view.refresh_from_db()
    assert (view.submission.state, view.address_seal) == (State.SUBMITTED, seal(done, EMAIL))
    assert view.submission.written_by is None
    assert EMAIL not in str(View.objects.values())
    assert not Mail.objects.filter(thing__endswith=f":{view.pk}").exists()


def test_an_address_counts_once_and_its_newer_view_takes_the_place_of_the_older(
    client: Client, done: Commitment
) -> None:
    say(client, done)
    first = link()
    say(client, done, email=" Resident@Example.org ", answer="no")
    second = link("Resident@Example.org")
    assert first != second
    client.post(first)
    publish(View.objects.get(answer="yes"))
    client.post(second)
    view = View.objects.get()
    assert (view.answer, view.submission.state) == ("no", State.SUBMITTED)
    assert client.get(first).status_code == 410


def test_a_link_ends_after_seven_days_and_what_was_not_confirmed_goes(client: Client, done: Commitment) -> None:
    say(client, done)
    say(client, done, email="other@example.org")
    client.post(link("other@example.org"))
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert client.post(link()).status_code == 410
        assert client.get(link("other@example.org")).status_code == 200, "this one can still be deleted"
        assert (prune_views(), prune_views()) == (1, 0)
    assert View.objects.get().submission.state == State.SUBMITTED


def test_somebody_deletes_what_they_said(client: Client, done: Commitment) -> None:
    say(client, done)
    client.post(link())
    for _ in ("the button", "a second click"):
        assert "What you said is not here any more" in words(client.post(link(), {"act": "delete"}, follow=True))
    assert not Submission.objects.filter(kind="view").exists()


def test_those_who_made_it_cannot_say_how_it_looks_from_the_other_side(
    client: Client, signed_in: Callable[..., Client], maker: User, colleague: User, stranger: User
) -> None:
    made = factories.public_commitment(by=maker, made_by=factories.organisation("Kitchen", maker, colleague))
    mine = signed_in(colleague)
    assert "Only other people can say how they see it." in words(mine.get(address(made)))
    assert say(mine, made).status_code == 409
    say(client, made, email=colleague.email)
    assert "Your address looks after this commitment." in words(client.get(link(colleague.email)))
    assert client.post(link(colleague.email)).status_code == 200
    assert not Submission.objects.filter(kind="view", state=State.SUBMITTED).exists()
    assert say(signed_in(stranger), made).status_code == 302


def test_five_mails_a_day_go_to_an_address_and_the_page_says_the_same(client: Client, done: Commitment) -> None:
    for _ in range(7):
        assert say(client, done).status_code == 302
    assert Mail.objects.filter(to=EMAIL).count() == 5


def test_a_card_works_once_and_nothing_says_which_view_it_gave(
    client: Client, done: Commitment, maker: User, django_assert_num_queries: Any
) -> None:
    card = print_cards(commitment=done, how_many=1, by=maker)[0]
    shown = f"{card.code[:4]}-{card.code[4:]}"
    assert client.post("/card/", {"code": shown.lower()}).headers["Location"].endswith(f"card/?code={card.code}")
    assert f'value="{shown}"' in client.get(address(done, f"card/?code={card.code}")).content.decode()
    assert use(client, done, shown.lower()).headers["Location"] == address(done, "card/used/")
    again = use(client, done, card.code, words="Another one")
    assert "This card was used before." in words(again)
    assert "Another one" in again.content.decode(), "what was typed is still there"
    view = View.objects.get()
    assert (view.by, view.submission.state, view.address_seal) == ("card", State.SUBMITTED, "")
    assert {field.name for field in Card._meta.get_fields()}.isdisjoint({"view", "used_at"})


def test_a_card_is_good_for_its_own_commitment_alone(client: Client, done: Commitment, maker: User) -> None:
    card = print_cards(commitment=done, how_many=1, by=maker)[0]
    other = factories.public_commitment()
    assert "We do not know this code." in words(use(client, other, card.code))
    decided(done.versions.get(), Action.HIDE)
    assert use(client, done, card.code).status_code == 410
    assert "We do not know this code." in words(client.post("/card/", {"code": card.code}))
    assert not View.objects.exists()


def test_who_guesses_codes_has_to_wait_and_who_has_cards_has_not(client: Client, done: Commitment, maker: User) -> None:
    cards = print_cards(commitment=done, how_many=30, by=maker)
    assert {use(client, done, card.code).status_code for card in cards} == {302}
    for number in range(20):
        client.post("/card/", {"code": f"2222-22{number + 22}"})
    last = client.post("/card/", {"code": "2222-2222"})
    assert last.status_code == 429
    assert "Many people on your network have done this in a short while." in words(last)


def test_easy_read_asks_the_same_and_sends_the_same(client: Client, done: Commitment, maker: User) -> None:
    card = print_cards(commitment=done, how_many=1, by=maker)[0]
    page = words(client.get(address(done, "card/easy-read/")))
    assert "It is done. The people who promised it say so." in page
    client.post(address(done, "card/easy-read/"), {"answer": "a-bit", "code": card.code})
    client.post(address(done, "easy-read/"), {"answer": "no", "email": EMAIL})
    client.post(link())
    assert sorted(View.objects.values_list("answer", "by")) == [("a-bit", "card"), ("no", "email")]


def test_without_a_promise_nobody_is_asked_what_they_got(client: Client, db: None) -> None:
    made = factories.public_commitment(giving_back="")
    assert "got_back" not in client.get(address(made)).content.decode()


def test_nothing_is_shown_before_three_have_answered(client: Client, done: Commitment) -> None:
    answers = ("yes", "yes", "no")
    given = [factories.view(done, answer=answer, words=f"It was {answer}.", got_back="no") for answer in answers]
    View.objects.update(by="card")
    for view in given[:2]:
        factories.published(view)
        page = words(client.get(done.get_absolute_url()))
        assert (THREE_CAN_SEE in page, "It was yes." in page, "agree" in page) == (True, False, False)
    factories.published(given[2])
    page = words(client.get(done.get_absolute_url()))
    assert "2 agree, 1 does not agree." in page
    assert "What was promised for their time: 3 did not get it." in page
    assert "3 answered with cards that the maker gave out." in page
    assert ("It was no." in page, THREE_CAN_SEE in page) == (True, False)
    assert "2 agree, 1 does not agree." in words(client.get(f"{done.get_absolute_url()}easy-read/"))
    decided(given[0], Action.HIDE)
    assert THREE_CAN_SEE in words(client.get(done.get_absolute_url()))


def test_a_moderator_reads_all_of_it_and_cannot_send_it_back(
    client: Client, signed_in: Callable[..., Client], done: Commitment, moderator: User
) -> None:
    say(client, done, got_back="a-bit")
    desk = signed_in(moderator, second_factor=True)
    assert "Pay on the day" not in words(desk.get("/moderation/")), "not before the address is confirmed"
    client.post(link())
    view = View.objects.get()
    page = words(desk.get(f"/moderation/{view.submission.pk}/"))
    assert "Did they get what was promised? A bit" in page
    assert "By a link in a mail" in page
    assert ("Send it back with a question" in page, EMAIL in page, view.address_seal in page) == (False, False, False)
    with pytest.raises(Refused, match="nobody can be asked"):
        decided(view, Action.RETURN)


def test_makers_are_told_once_a_month_and_never_who(maker: User, done: Commitment) -> None:
    for _ in range(5):
        factories.published(factories.view(done))
    part = LetterPart.objects.get(kind="commitments/views_public")
    assert (part.to, part.subject) == (maker.email, "care")
    assert "I was asked." not in part.body
    for view in done.views.all()[:3]:
        decided(view, Action.HIDE)
    assert not LetterPart.objects.filter(kind="commitments/views_public").exists(), "nothing is left to tell"


def test_an_address_gets_and_forgets_what_it_said(client: Client, done: Commitment) -> None:
    for email in (EMAIL, "other@example.org"):
        say(client, done, email=email, words=f"From {email}")
        client.post(link(email))
    found = export(email=EMAIL)["views"]
    assert [view["words"] for view in found] == [f"From {EMAIL}"]
    erase(email=EMAIL)
    assert [view.words for view in View.objects.all()] == ["From other@example.org"]
