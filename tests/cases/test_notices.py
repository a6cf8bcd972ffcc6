"""A notice of defamation, along each path of the Schedule to SI 2013/3028."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commitments.desk.reported import earlier_cases
from commitments.models import Commitment, Version
from commitments.operations.defamation import say_what_it_is_about
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import Block, User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.cases.models import Case, DefamationNotice, WriterAsked
from coprod_portal.cases.notices import PARTS, Said, answer_address, answer_notice, missing, note_silence
from coprod_portal.cases.operations import prune_cases
from coprod_portal.cases.schedule import SCHEDULE, Step
from coprod_portal.outbox.models import Mail
from coprod_portal.site.case_list import days_late
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.states import Action
from tests import factories
from tests.case_factories import COMPLAINANT, NAME, WHOLE, notice, notice_passed_on, step

pytestmark = pytest.mark.django_db

Answer = WriterAsked.Answer
DETAILS: dict[str, Any] = {"full_name": "Sam Writer", "postal_address": "1 High Street, Tipton", "may_give": True}
ADDRESS = "/help/defamation/"
WHOLE_FORM = {
    "statement": "They took it.",
    "meaning": "That I stole.",
    "why": "I lost my job.",
    "inaccurate": "I never had it.",
    "does_not_know_writer": "no",
    "name": NAME,
    "email": COMPLAINANT,
    "may_give": "name",
}


@pytest.fixture
def words(maker: User) -> Commitment:
    return factories.public_commitment(by=maker)


@pytest.fixture
def asked(words: Commitment) -> WriterAsked:
    return notice_passed_on(words).asked


def mails(to: str) -> list[str]:
    return list(
        Mail.objects.filter(to=to, kind__startswith="cases/notice").order_by("pk").values_list("kind", flat=True)
    )


def is_public(commitment: Commitment) -> bool:
    return Client().get(commitment.get_absolute_url()).status_code == 200


def due(case: Case) -> str:
    return f"{Case.objects.get(pk=case.pk).due_at:%Y-%m-%d %H:%M}"


def ended(case: Case) -> str:
    held = Case.objects.get(pk=case.pk)
    return held.outcome if held.closed_at else ""


def test_agrees(asked: WriterAsked, words: Commitment, clock: Any) -> None:
    case = asked.notice.case
    assert due(case) == "2026-11-29 00:00"
    assert mails(COMPLAINANT) == ["cases/notice_receipt", "cases/notice_passed_on"]
    answer_notice(asked=asked, answer=Answer.TAKE_DOWN)
    assert (due(case), is_public(words)) == ("2026-11-25 10:00", True)
    step(asked.notice, Step.REMOVED)
    assert (ended(case), is_public(words)) == ("taken-down", False)
    assert mails(COMPLAINANT)[2:] == ["cases/notice_removed"]
    clock.shift(timedelta(days=366))
    assert (prune_cases(), WriterAsked.objects.count()) == (1, 0)
    assert Mail.objects.filter(to="maker@example.org", kind="commitments/hidden").count() == 1


@pytest.mark.parametrize("may_give", [True, False])
def test_does_not_agree(asked: WriterAsked, words: Commitment, may_give: bool) -> None:
    answer_notice(asked=asked, answer=Answer.KEEP, **{**DETAILS, "may_give": may_give})
    assert due(asked.notice.case) == "2026-11-25 10:00"
    step(asked.notice, Step.KEPT)
    assert (ended(asked.notice.case), is_public(words)) == ("answered", True)
    told = Mail.objects.get(to=COMPLAINANT, kind="cases/notice_kept").body
    assert ("Sam Writer" in told, "1 High Street" in told) == (may_give, may_give)


def test_does_not_answer(asked: WriterAsked, words: Commitment, clock: Any) -> None:
    clock.move_to(datetime.fromisoformat("2026-11-28T23:59:00+00:00"))
    assert note_silence() == 0
    clock.move_to(datetime.fromisoformat("2026-11-29T00:00:00+00:00"))
    assert (note_silence(), note_silence()) == (1, 0)
    assert due(asked.notice.case) == "2026-12-02 00:00"
    with pytest.raises(Refused, match="is over"):
        answer_notice(asked=asked, answer=Answer.KEEP, **DETAILS)
    step(asked.notice, Step.REMOVED)
    assert (ended(asked.notice.case), is_public(words)) == ("taken-down", False)


def test_wants_it_to_stay_but_does_not_say_who_they_are(asked: WriterAsked, words: Commitment) -> None:
    answer_notice(asked=asked, answer=Answer.KEEP_WITHOUT_NAME, **DETAILS)
    assert (WriterAsked.objects.get().full_name, due(asked.notice.case)) == ("", "2026-11-25 10:00")
    with pytest.raises(Stale):
        step(asked.notice, Step.KEPT)
    step(asked.notice, Step.REMOVED)
    assert not is_public(words)


def test_gives_a_name_that_is_plainly_not_true(asked: WriterAsked, clock: Any) -> None:
    answer_notice(asked=asked, answer=Answer.KEEP, **{**DETAILS, "full_name": "Mickey Mouse"})
    clock.shift(timedelta(hours=20))
    step(asked.notice, Step.WITHHELD)
    assert due(asked.notice.case) == "2026-11-25 10:00"
    with pytest.raises(Stale):
        step(asked.notice, Step.KEPT)
    assert step(asked.notice, Step.REMOVED)


@pytest.mark.parametrize("way", [Step.NO_WAY, Step.REPEATED])
def test_nobody_to_ask_or_taken_down_twice_before(words: Commitment, clock: Any, way: Step) -> None:
    made = notice(words, says_repeated=way is Step.REPEATED)
    assert due(made.case) == "2026-11-25 10:00"
    clock.shift(timedelta(hours=48))
    assert days_late(Case.objects.get()) == 0
    clock.shift(timedelta(seconds=1))
    assert days_late(Case.objects.get()) == 1
    step(made, way)
    assert due(made.case) == "2026-11-25 10:00"
    with pytest.raises(Stale):
        step(made, Step.PASSED_ON)
    step(made, Step.REMOVED)
    assert (ended(made.case), is_public(words)) == ("taken-down", False)
    assert mails(COMPLAINANT) == ["cases/notice_receipt", "cases/notice_removed"]


def test_a_writer_without_an_address_cannot_be_asked(words: Commitment) -> None:
    erase(email="maker@example.org")
    with pytest.raises(Refused):
        step(notice(words), Step.PASSED_ON)
    with pytest.raises(Refused, match="which words"):
        step(notice(thing=""), Step.PASSED_ON)


def test_a_notice_that_lacks_a_part_is_received_and_told_at_once_what_it_lacks(words: Commitment) -> None:
    for part in PARTS:
        assert missing(Said(**{**WHOLE, part: False if part == "does_not_know_writer" else ""})) == [PARTS[part]]
    made = notice(words, why="")
    assert made.steps.get().step == Step.LACKS_PARTS
    told = Mail.objects.get(to=COMPLAINANT)
    assert (told.kind, told.body.count(str(PARTS["why"])), told.body.count(str(PARTS["meaning"]))) == (
        "cases/notice_lacks_parts",
        2,
        1,
    )


def test_every_row_of_the_schedule_leads_to_an_end() -> None:
    for row in SCHEDULE.values():
        assert bool(row.hours) != bool(row.days)
        assert Step.REMOVED in row.then
    assert SCHEDULE.keys() == set(Step) - {Step.REMOVED, Step.KEPT}


def test_the_writer_learns_of_the_complainant_what_they_allow(words: Commitment) -> None:
    for may_give, shown in {"both": (True, True), "name": (True, False), "email": (False, True)}.items():
        made = notice(words, may_give=may_give, why=f"{NAME.upper()} ({COMPLAINANT}) is me")
        step(made, Step.PASSED_ON)
        told = Mail.objects.get(kind="cases/notice_to_writer", thing=f"case:{made.case.reference}")
        assert told.to == "maker@example.org"
        assert (NAME.lower() in told.body.lower(), COMPLAINANT in told.body) == shown
    page = Client().get(answer_address(made)).content.decode()
    assert (NAME in page, COMPLAINANT in page, "That I stole money." in page) == (False, True, True)


def test_no_words_go_to_staff_by_mail(asked: WriterAsked) -> None:
    answer_notice(asked=asked, answer=Answer.KEEP, **DETAILS)
    to_staff = Mail.objects.filter(kind__in=["cases/for_staff", "cases/notice_turn"])
    assert to_staff.count() == 2
    for private in (NAME, COMPLAINANT, "Sam Writer", "High Street", "stole"):
        assert not to_staff.filter(body__icontains=private).exists()


def send(client: Client, **answers: Any) -> Any:
    key = client.get(ADDRESS).context["form"]["form_key"].value()
    return client.post(ADDRESS, {**answers, "form_key": key})


def test_anybody_gives_notice_and_the_page_is_found_by_its_address(words: Commitment, client: Client) -> None:
    page = client.get(f"{ADDRESS}?about=commitment:{words.reference}")
    assert words.get_absolute_url() in page.context["form"]["where"].value()
    assert "This is a legal notice." in page.content.decode()
    title = public_words(words).title
    assert title in page.content.decode()
    hide(words)
    page = client.get(f"{ADDRESS}?about=commitment:{words.reference}")
    assert (title in page.content.decode(), page.context["form"]["where"].value()) == (False, "")
    sent = send(client, **WHOLE_FORM, where=f"https://portal.example.org{words.get_absolute_url()}?x=1")
    assert sent.status_code == 302
    made = DefamationNotice.objects.get()
    assert (made.case.thing, made.does_not_know_writer) == (f"commitment:{words.reference}", True)
    assert made.steps.get().step == Step.RECEIVED


def public_words(words: Commitment) -> Version:
    assert words.published_version is not None
    return words.published_version


def hide(words: Commitment) -> None:
    submission = public_words(words).submission
    decide(submission=submission, action=Action.HIDE, revision=1, reason="unkind", by=factories.deciding_moderator())


def test_words_that_no_act_hides_are_not_said_to_be_taken_down() -> None:
    made = notice(thing=f"charter:{factories.charter().slug}")
    step(made, Step.NO_WAY)
    with pytest.raises(Refused, match="public still"):
        step(made, Step.REMOVED)


def test_words_that_went_before_are_said_to_be_gone(words: Commitment) -> None:
    made = notice(words)
    hide(words)
    with pytest.raises(Refused, match="not public any more"):
        step(made, Step.PASSED_ON)
    step(made, Step.REMOVED)
    assert ended(made.case) == "taken-down"
    again = notice(words)
    assert list(earlier_cases(again.case)) == [made.case]


def test_a_part_left_out_is_asked_for_but_may_be_left_out(client: Client) -> None:
    page = send(client, **{**WHOLE_FORM, "why": "", "name": ""}, where="/nowhere/")
    assert set(page.context["form"].errors) == {"why", "name"}
    assert "They took it." in page.content.decode()
    sent = send(client, **{**WHOLE_FORM, "why": "", "name": "", "cannot": ["why", "name"]}, where="/nowhere/")
    assert sent.status_code == 302
    made = DefamationNotice.objects.get()
    assert (made.case.thing, len(missing(made))) == ("", 2)


def test_the_writer_answers_by_the_link_also_when_blocked(
    asked: WriterAsked, maker: User, signed_in: Callable[..., Client], moderator: User
) -> None:
    Block.objects.create(user=maker, why="x", by=moderator, at=asked.asked_at)
    address = answer_address(asked.notice)
    for client in (Client(), signed_in(maker)):
        assert client.get(address).status_code == 200
    assert WriterAsked.objects.get().answered_at is None
    data = {
        "answer": "keep",
        "full_name": "Sam Writer",
        "form_key": client.get(address).context["form"]["form_key"].value(),
    }
    page = client.post(address, data)
    assert set(page.context["form"].errors) == {"postal_address", "may_give"}
    assert (
        client.post(address, {**data, "postal_address": "1 High Street, Tipton", "may_give": "no"}).status_code == 302
    )
    held = WriterAsked.objects.get()
    assert (held.full_name, held.may_give, held.answer) == ("Sam Writer", False, "keep")
    done = Client().get(address).content.decode()
    assert "Thank you. You answered on 23 November 2026" in done
    assert "Sam Writer" not in done
    assert "<textarea" not in done
    with pytest.raises(Stale):
        answer_notice(asked=held, answer=Answer.TAKE_DOWN)
    assert Client().get("/help/defamation/answer/nonsense/").status_code == 404


def test_once_the_words_are_gone_the_writer_answers_no_more(asked: WriterAsked) -> None:
    step(asked.notice, Step.REMOVED)
    with pytest.raises(Stale, match="closed"):
        answer_notice(asked=asked, answer=Answer.KEEP, **DETAILS)
    held = Case.objects.get(pk=asked.notice.case.pk)
    assert (held.due_at, asked.notice.steps.latest("pk").step) == (None, Step.REMOVED)


def test_a_moderator_walks_it_on_the_pages(
    words: Commitment, moderator: User, signed_in: Callable[..., Client]
) -> None:
    made = notice(thing="")
    desk = signed_in(moderator, second_factor=True)
    here = reverse("case", args=[made.case.reference])
    assert "Say first which words it is about" in desk.get(here).content.decode()

    def press(name: str, *more: str, **answers: str) -> Any:
        address = reverse(name, args=[made.case.reference, *more])
        form = desk.get(address).context["form"]
        typed = {field.name: field.value() or "" for field in form}
        return desk.post(address, {**typed, **answers})

    assert press("notice-about", address="/charters/").status_code == 409
    assert press("notice-about", address=words.get_absolute_url()).status_code == 302
    assert press("notice-step", "passed-on", copy="The notice, without a name.").status_code == 302
    assert "The notice, without a name." in Mail.objects.get(kind="cases/notice_to_writer").body
    page = desk.get(here).content.decode()
    assert "It is due by midnight at the end of 28 November 2026." in page
    assert "Wait for the answer of the writer." in page
    assert "This is no legal advice." in page
    assert set(re.findall(r"/notice/([a-z-]+)/", page)) == {"removed"}
    gone = desk.get(reverse("notice-step", args=[made.case.reference, "passed-on"]))
    assert gone.headers["Location"] == here
    late = desk.get(reverse("notice-step", args=[made.case.reference, "removed"])).context["form"]
    answer_notice(asked=WriterAsked.objects.get(), answer=Answer.KEEP, **DETAILS)
    data = {field.name: field.value() for field in late}
    stale = desk.post(reverse("notice-step", args=[made.case.reference, "removed"]), data)
    assert (stale.status_code, is_public(words)) == (409, True)
    assert press("notice-step", "removed").status_code == 302
    assert not is_public(words)


def test_nobody_sees_a_notice_about_their_own_words(
    administrator: User, moderator: User, signed_in: Callable[..., Client]
) -> None:
    own = notice(factories.public_commitment(by=moderator))
    assert signed_in(moderator, second_factor=True).get(reverse("case", args=[own.case.reference])).status_code == 403
    with pytest.raises(Refused, match="words of yours"):
        step(own, Step.NO_WAY, by=moderator)
    with pytest.raises(Refused, match="words of yours"):
        say_what_it_is_about(case=notice().case, thing=own.case.thing, seen="", by=moderator)
    with pytest.raises(Refused, match="Only a moderator"):
        step(own, Step.REMOVED, by=administrator)


def test_the_list_and_a_case_take_as_many_queries_for_many(
    moderator: User, signed_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    desk = signed_in(moderator, second_factor=True)
    for rows in (1, 3):
        for _ in range(rows - Case.objects.count()):
            made = notice(factories.public_commitment())
        with django_assert_num_queries(6):
            assert len(desk.get(reverse("cases")).context["list"].rows) == rows
        with django_assert_num_queries(20):
            desk.get(reverse("case", args=[made.case.reference]))


def test_both_are_told_what_we_know_and_forgotten(asked: WriterAsked) -> None:
    answer_notice(asked=asked, answer=Answer.KEEP, **DETAILS)
    assert export(email=COMPLAINANT)["notices"][0]["name"] == NAME
    assert export(email="maker@example.org")["asked_about_notices"][0]["postal_address"] == "1 High Street, Tipton"
    erase(email="maker@example.org")
    held = WriterAsked.objects.get()
    assert (held.email, held.full_name, held.postal_address, held.answer) == ("", "", "", "keep")
    step(asked.notice, Step.KEPT)
    assert "Sam" not in Mail.objects.get(kind="cases/notice_kept").body
    erase(email=COMPLAINANT)
    assert not DefamationNotice.objects.exists()
