"""Somebody answers a review: by a mailed link, or on paper through a helper."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from charters.easy_read.sentences import too_long
from charters.models import Charter, Edition, Review, ReviewAnswer, ReviewPoint, ReviewSheet
from charters.operations.review_answers import prune_review_answers
from charters.operations.review_facts import about_answers, forget_answers
from charters.operations.reviews import make_sheets
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from tests import factories
from tests.charters.easy_read_words import EasyReadPage

pytestmark = pytest.mark.django_db

EMAIL = "resident@example.org"


@pytest.fixture
def review() -> Review:
    return factories.review(factories.charter())


def address(charter: Charter, rest: str = "") -> str:
    return f"/charters/{charter.slug}/review/{rest}"


def words(response: Any) -> str:
    return " ".join(response.content.decode().partition("<main")[2].partition("</main>")[0].split())


def pk(review: Review, slug: str = "listen") -> int:
    return review.edition.wordings.get(principle__slug=slug).pk


def answers(review: Review, **more: str) -> dict[str, str]:
    return {f"matters_{pk(review)}": "yes", f"happening_{pk(review)}": "a-bit", "email": EMAIL, **more}


def link(email: str = EMAIL) -> str:
    body = Mail.objects.filter(to=email, kind="charters/review_confirm").latest("pk").body
    found = re.search(r"https?://[^/]+(/charters/\S+/review/answers/\S+/)", body)
    assert found, body
    return found[1]


def send(client: Client, review: Review, **more: str) -> Any:
    return client.post(address(review.charter), answers(review, **more))


def confirm(client: Client, where: str) -> Any:
    return client.post(where, follow=True)


def test_answers_count_once_they_are_confirmed(client: Client, review: Review) -> None:
    response = send(client, review, missing="Travel money")
    assert response.headers["Location"] == address(review.charter, "sent/")
    assert not ReviewAnswer.objects.counted().exists()

    where = link()
    assert "Count my answers" in words(client.get(where))
    assert not ReviewAnswer.objects.counted().exists()

    assert "Your answers count" in words(confirm(client, where))
    answer = ReviewAnswer.objects.counted().get()
    assert answer.missing == "Travel money"
    [point] = answer.points.all()
    assert (point.wording_id, point.matters, point.happening) == (pk(review), "yes", "a-bit")


def test_pressing_twice_counts_once(client: Client, review: Review) -> None:
    send(client, review)
    where = link()
    confirm(client, where)
    assert "Your answers count" in words(confirm(client, where))
    assert ReviewAnswer.objects.counted().count() == 1


def test_no_address_is_kept_with_the_answers(client: Client, review: Review) -> None:
    send(client, review)
    assert EMAIL not in str(ReviewAnswer.objects.values().get())
    mail = Mail.objects.get(to=EMAIL)
    assert (mail.thing, len(mail.period)) == (f"review:{review.pk}", 20)
    assert mail.useless_after is not None


def test_the_seal_differs_between_reviews(client: Client, review: Review) -> None:
    other = factories.review(factories.charter("stockport"))
    send(client, review)
    send(client, other)
    one, two = ReviewAnswer.objects.values_list("address_seal", flat=True)
    assert one != two


def test_the_form_does_not_tell_whether_an_address_has_answered(client: Client, review: Review) -> None:
    send(client, review)
    confirm(client, link())
    again = send(client, review, missing="Again")
    assert again.headers["Location"] == address(review.charter, "sent/")
    first, second = Mail.objects.filter(to=EMAIL).order_by("pk")
    assert first.subject == second.subject


def test_a_second_answer_hears_kindly_that_there_is_one_at_the_link_alone(client: Client, review: Review) -> None:
    send(client, review)
    confirm(client, link())
    send(client, review, missing="Again", email=" RESIDENT@example.org")
    where = link("RESIDENT@example.org")
    assert "You have answered already" in words(client.get(where))
    assert "You have answered already" in words(confirm(client, where))
    assert ReviewAnswer.objects.counted().count() == 1


def test_somebody_is_known_again_after_the_key_has_changed(client: Client, review: Review, settings: Settings) -> None:
    send(client, review)
    confirm(client, link())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new long random text that nobody else knows, for this test"
    send(client, review, missing="Again")
    assert "You have answered already" in words(client.get(link()))


def test_answers_are_taken_back_with_the_same_link(client: Client, review: Review) -> None:
    send(client, review)
    where = link()
    confirm(client, where)
    assert "Take your answers back?" in words(client.get(f"{where}take-back/"))
    assert ReviewAnswer.objects.counted().count() == 1
    assert "Your answers are gone" in words(client.post(f"{where}take-back/", follow=True))
    assert not ReviewAnswer.objects.exists()
    assert not ReviewPoint.objects.exists()
    assert "Your answers are gone" in words(client.post(f"{where}take-back/", follow=True))
    assert client.get(where).status_code == 410


def test_answers_are_not_taken_back_once_the_review_has_closed(
    client: Client, review: Review, clock: time_machine.Traveller
) -> None:
    send(client, review)
    where = link()
    confirm(client, where)
    clock.shift(timedelta(days=31))
    assert client.post(f"{where}take-back/").status_code == 410
    assert ReviewAnswer.objects.counted().count() == 1


@pytest.mark.parametrize("days", [7, 31])
def test_a_link_ends(client: Client, review: Review, clock: time_machine.Traveller, days: int) -> None:
    send(client, review)
    where = link()
    clock.shift(timedelta(days=days))
    response = client.post(where)
    assert response.status_code == 410
    assert "This link has ended" in words(response)
    assert not ReviewAnswer.objects.counted().exists()


def test_a_link_that_is_not_ours_leads_nowhere(client: Client, review: Review) -> None:
    send(client, review)
    answer = ReviewAnswer.objects.get()
    for token in (str(answer.pk), f"{answer.pk}:guessed"):
        assert client.post(address(review.charter, f"answers/{token}/")).status_code == 410
    other = factories.charter("stockport")
    assert client.post(link().replace("sandwell", other.slug)).status_code == 410
    assert not ReviewAnswer.objects.counted().exists()


def test_what_nobody_confirmed_is_deleted_in_time_and_what_counts_stays(
    client: Client, review: Review, clock: time_machine.Traveller
) -> None:
    send(client, review)
    confirm(client, link())
    send(client, review, email="other@example.org")
    assert prune_review_answers() == 0
    clock.shift(timedelta(days=8))
    assert prune_review_answers() == 1
    assert list(ReviewAnswer.objects.all()) == list(ReviewAnswer.objects.counted())
    assert ReviewAnswer.objects.count() == 1


def test_seals_go_when_the_review_has_closed(client: Client, review: Review, clock: time_machine.Traveller) -> None:
    send(client, review)
    confirm(client, link())
    seal = ReviewAnswer.objects.get().address_seal
    clock.shift(timedelta(days=31))
    assert prune_review_answers() == 1
    assert ReviewAnswer.objects.counted().get().address_seal != seal
    assert prune_review_answers() == 0


def test_an_empty_answer_says_how_to_mend_it(client: Client, review: Review) -> None:
    response = client.post(address(review.charter), {"email": EMAIL})
    assert "Answer at least one question, or say what is missing" in words(response)
    assert not ReviewAnswer.objects.exists()


def test_nothing_typed_is_lost_on_a_mistake(client: Client, review: Review) -> None:
    response = client.post(address(review.charter), answers(review, email="nobody", missing="Travel money"))
    page = words(response)
    assert "Enter an e-mail address in full" in page
    assert "Travel money" in page
    assert 'value="nobody"' in page
    assert re.search(rf'name="happening_{pk(review)}" value="a-bit"[^>]* checked', page)


def test_words_on_what_is_missing_are_enough(client: Client, review: Review) -> None:
    client.post(address(review.charter), {"missing": "Travel money", "email": EMAIL})
    assert ReviewAnswer.objects.get().missing == "Travel money"


def test_an_answer_that_is_no_choice_is_refused(client: Client, review: Review) -> None:
    response = client.post(address(review.charter), answers(review, **{f"matters_{pk(review)}": "perhaps"}))
    assert "Choose one of the answers on the page" in words(response)


def test_no_more_than_five_mails_a_day_go_to_one_address(client: Client, review: Review) -> None:
    for number in range(7):
        response = send(client, review, missing=f"Words {number}")
        assert response.headers["Location"] == address(review.charter, "sent/")
    assert Mail.objects.filter(to=EMAIL).count() == 5
    assert ReviewAnswer.objects.count() == 5


def test_a_review_that_closes_meanwhile_takes_no_answers(
    client: Client, review: Review, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=31))
    assert send(client, review).status_code == 409
    assert not ReviewAnswer.objects.exists()


def test_a_review_that_opens_later_is_not_there_yet(client: Client) -> None:
    charter = factories.charter()
    factories.review(charter, opens_on=date(2026, 11, 24), why="A secret reason")
    page = words(client.get(address(charter)))
    assert "A secret reason" not in page
    assert "No review of this charter is open here now." in page


def test_a_review_of_a_made_up_charter_is_nowhere_on_a_live_site(client: Client, settings: Settings) -> None:
    charter = factories.charter("anytown", made_up=True)
    factories.review(charter)
    settings.SHOW_MADE_UP = False
    assert client.get(address(charter)).status_code == 404


def test_every_principle_is_asked_in_the_charters_words(client: Client, review: Review) -> None:
    page = words(client.get(address(review.charter)))
    assert "listen actively" in page
    assert "pay people for their time" in page
    assert page.count("Does it still matter?") == page.count("Is it happening?") == 2


def test_easy_read_asks_the_same_and_says_so_in_the_answer(client: Client, review: Review) -> None:
    where = address(review.charter, "easy-read/")
    page = words(client.get(where))
    assert "listen actively" in page
    assert page.count("Does it still matter?") == 2
    pictures = re.findall(r'class="review-picture".*?easy-read\.svg#([\w-]+)"', page)
    assert pictures == ["agree", "question", "disagree", "agree", "growing", "disagree", "question"] * 2
    assert 'class="review-picture"' not in words(client.get(f"{where}?pictures=off"))
    client.post(where, answers(review))
    assert ReviewAnswer.objects.get().in_easy_read
    confirm(client, link())
    assert ReviewAnswer.objects.counted().count() == 1


def sheets(review: Review, steward: User, how_many: int = 1) -> list[ReviewSheet]:
    return make_sheets(review=review, how_many=how_many, by=steward)


def enter(client: Client, review: Review, code: str, **more: str) -> Any:
    data = {f"matters_{pk(review)}": "no", "missing": "Travel money", "code": code, **more}
    return client.post(address(review.charter, "sheet/"), data)


def test_a_helper_enters_a_sheet_once(client: Client, review: Review, steward: User) -> None:
    [sheet] = sheets(review, steward)
    assert enter(client, review, f" {sheet.printed.lower()} ").headers["Location"].endswith("/sheet/entered/")
    answer = ReviewAnswer.objects.counted().get()
    assert (answer.sheet, answer.missing, answer.address_seal) == (sheet, "Travel money", "")

    second = enter(client, review, sheet.code, missing="Other words")
    assert "Each sheet counts once." in words(second)
    assert "Other words" in words(second)
    assert ReviewAnswer.objects.count() == 1


def test_a_wrong_code_is_told_kindly_and_loses_nothing(client: Client, review: Review, steward: User) -> None:
    sheets(review, steward)
    response = enter(client, review, "22222222")
    assert "We do not know this code." in words(response)
    assert "Travel money" in words(response)
    assert not ReviewAnswer.objects.exists()


def test_a_code_of_another_charter_does_not_fit(client: Client, review: Review, steward: User) -> None:
    [other] = sheets(factories.review(factories.charter("stockport")), steward)
    assert "We do not know this code." in words(enter(client, review, other.code))


def test_tries_of_codes_are_limited_and_right_codes_are_not(client: Client, review: Review, steward: User) -> None:
    made = sheets(review, steward, 26)
    for sheet in made[:25]:
        assert enter(client, review, sheet.code).status_code == 302
    for _number in range(20):
        enter(client, review, "22222222")
    last = enter(client, review, made[25].code)
    assert last.status_code == 429
    assert "Many people on your network have done this in a short while." in words(last)
    assert ReviewAnswer.objects.count() == 25


def test_a_sheet_comes_too_late(client: Client, review: Review, steward: User, clock: time_machine.Traveller) -> None:
    [sheet] = sheets(review, steward)
    clock.shift(timedelta(days=31))
    assert "no sheet can be entered" in words(enter(client, review, sheet.code))
    assert not ReviewAnswer.objects.exists()


@pytest.mark.parametrize("state", ["open", "closed", "elsewhere", "none"])
def test_easy_read_keeps_to_short_sentences_with_one_picture_an_idea(client: Client, state: str) -> None:
    charter = factories.charter("anywhere")
    Edition.objects.filter(charter=charter).update(review_partner="Some people" if state == "elsewhere" else "")
    if state == "open":
        factories.review(charter)
    if state == "closed":
        factories.closed_review(charter)
    found = EasyReadPage(client.get(address(charter, "easy-read/")).content.decode())
    assert [text for text in found.all_words() if too_long(text)] == []
    assert {idea.pictures for idea in found.ideas} == {1}


def test_answers_are_told_and_erased_on_request_as_long_as_their_seal_is_there(client: Client, review: Review) -> None:
    send(client, review, missing="Travel money")
    confirm(client, link())
    send(client, review, email="other@example.org", missing="Their own words")
    [told] = about_answers(email=EMAIL.upper())["review_answers"]
    assert (told["missing"], told["points"]) == (
        "Travel money",
        [{"words": "listen actively", "matters": "yes", "happening": "a-bit"}],
    )
    forget_answers(email=EMAIL)
    assert [answer.missing for answer in ReviewAnswer.objects.all()] == ["Their own words"]


def test_answers_of_a_closed_review_belong_to_nobody_we_know(
    client: Client, review: Review, clock: time_machine.Traveller
) -> None:
    send(client, review)
    confirm(client, link())
    clock.shift(timedelta(days=31))
    prune_review_answers()
    assert about_answers(email=EMAIL) == {"review_answers": []}
    forget_answers(email=EMAIL)
    assert ReviewAnswer.objects.counted().count() == 1
