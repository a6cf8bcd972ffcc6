"""Anybody reports something public; a moderator hides it, brings back just that, and ends it with an answer."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from charters.models import Stewardship
from commitments.models import Commitment, Correction, Report, Version
from commitments.operations import reports
from commitments.operations.moderation import decide
from commitments.operations.report_facts import about_reports, forget_reports
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.limits.table import HOUR, LIMITS, Limit, Rate
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests import opportunity_factories as made

from .public import decided, hide, not_public, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment(maker: User) -> Commitment:
    return factories.public_commitment(by=maker, title="Pay on the day")


@pytest.fixture
def desk(signed_in: Callable[..., Client], moderator: User) -> Client:
    return signed_in(moderator, second_factor=True)


def send(client: Client, address: str, **answers: str) -> str:
    """Where a sent report leads."""
    response = client.post(address, {"kind": "unkind", "words": "It hurts.", **answers})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def page_of(case: Case) -> str:
    return f"/moderation/reports/{case.reference}/"


def hide_it(desk: Client, case: Case, **answers: str) -> int:
    return desk.post(f"{page_of(case)}hide/", {"reason": "unkind", "revision": "1", **answers}).status_code


def end_it(desk: Client, case: Case, outcome: str, **answers: str) -> int:
    seen = str(case.reports.count())
    return desk.post(page_of(case), {"outcome": outcome, "seen": seen, **answers}).status_code


def test_every_page_with_words_of_people_leads_to_its_report(client: Client, commitment: Commitment) -> None:
    news = factories.published(factories.news(commitment, happened="We paid.", learned="Cash is quick."))
    opportunity = made.public_opportunity()
    house = factories.organisation("House")
    factories.public_commitment(made_by=house)
    week = factories.old_week()
    pages = {
        commitment.get_absolute_url(): f"commitment:{commitment.reference}",
        f"{commitment.get_absolute_url()}history/": f"commitment:{commitment.reference}",
        f"{commitment.get_absolute_url()}easy-read/": f"commitment:{commitment.reference}/easy-read",
        opportunity.get_absolute_url(): f"opportunity:{opportunity.reference}",
        house.get_absolute_url(): f"organisation:{house.slug}",
        "/charters/sandwell/": "charter:sandwell",
        "/charters/sandwell/signatures/": "charter:sandwell",
        "/charters/sandwell/principles/listen/": "principle:sandwell:listen",
        "/themes/listening/": "theme:listening",
        f"{week.get_absolute_url()}wall/": "week:2025",
        "/learning/": "page:learning",
    }
    for address, thing in pages.items():
        words = client.get(address).content.decode()
        assert f'href="/report/{thing}/"' in words, address
        assert client.get(f"/report/{thing}/").status_code == 200, thing
        found = client.get("/report/", {"about": f"https://portal.example.org{address}"})
        assert found["Location"] == f"/report/{thing.removesuffix('/easy-read')}/"
    assert "/report/" not in client.get("/help/privacy/").content.decode()
    form = client.get(f"/report/commitment:{commitment.reference}/").content.decode()
    assert "The news of 23 November 2026: “We paid.”" in form
    part = client.get(f"/report/submission:{news.submission_id}/")
    assert part["Location"].endswith(f"/report/commitment:{commitment.reference}/?part={news.submission_id}")
    chosen = client.get(part["Location"]).content.decode()
    assert f'value="words submission:{news.submission_id}" checked' in chosen


def test_an_address_that_is_none_leads_nowhere(client: Client) -> None:
    for about in ("http://[x", "//[", "no page"):
        assert client.get("/report/", {"about": about}).status_code == 404, about


def test_only_what_is_public_can_be_reported(client: Client, commitment: Commitment) -> None:
    never = [f"commitment:{one.reference}" for one in not_public()]
    never += [f"submission:{one.versions.get().pk}" for one in Commitment.objects.exclude(pk=commitment.pk)]
    factories.published(factories.news(commitment, happened="We paid."))
    hidden = factories.published(factories.news(commitment, happened="Secret zebra"))
    decided(hidden, Action.HIDE)
    lone = factories.published(factories.view(commitment, words="Only one says so."))
    never += [f"submission:{hidden.pk}", f"submission:{lone.pk}", "submission:999", "submission:x", "charter:none"]
    never += ["", "x", "commitment:", "week:x", "week:2031", "principle:sandwell", "page:my", "case:7K3F9Q2345"]
    for thing in never:
        for address in (f"/report/{thing}/", f"/report/{thing}/easy-read/"):
            assert client.get(address).status_code == 404, thing
            assert client.post(address, {"kind": "other", "words": "x"}).status_code == 404
    form = client.get(f"/report/commitment:{commitment.reference}/").content.decode()
    assert "zebra" not in form
    assert "Only one" not in form
    chosen = {"kind": "other", "part": f"words submission:{hidden.pk}", "words": "I guessed."}
    refused = client.post(f"/report/commitment:{commitment.reference}/", chosen)
    assert "Choose where it is" in refused.content.decode()
    assert not Report.objects.exists()


def test_the_same_thing_reported_twice_is_one_case_and_all_hear_its_end(
    client: Client, commitment: Commitment, desk: Client
) -> None:
    address, part = f"/report/commitment:{commitment.reference}/", f"words commitment:{commitment.reference}"
    missing = client.post(address, {"email": "not-an-address"}).content.decode()
    for sentence in ("Choose what is wrong", "One sentence is enough", "name@example.org"):
        assert sentence in missing
    anonymous = send(client, address, part=part)
    send(client, f"{address}easy-read/", part=part, email="reader@example.org", words="It names my sister.")
    case = Case.objects.get()
    assert (case.thing, case.reports.count()) == (f"commitment:{commitment.reference}", 2)
    assert (case.due_on, case.email, case.words) == (date(2026, 11, 26), "", "")
    receipt = Mail.objects.get(to="reader@example.org")
    theirs = case.reports.get(email="reader@example.org")
    assert theirs.reference in receipt.body
    assert "sister" not in receipt.body
    assert "It is open" in client.get(anonymous).content.decode()

    words = desk.get(page_of(case)).content.decode()
    assert "It names my sister." in words
    assert "reader@example.org" not in words
    assert "2 people reported it" in desk.get("/moderation/reports/").content.decode()
    # Somebody waits, so an answer is needed.
    assert end_it(desk, case, "nothing-wrong") == 200
    answer = "We read it again. It names nobody."
    assert end_it(desk, case, "nothing-wrong", answer=answer) == 302
    assert answer in Mail.objects.get(to="reader@example.org", kind="commitments/report_answer").body
    assert Mail.objects.filter(kind="commitments/report_answer").count() == 1
    ended = client.get(anonymous).content.decode()
    assert "It is ended" in ended
    assert answer not in ended
    assert "Pay on the day" not in ended
    assert end_it(desk, case, "answered", answer="Again") == 409
    # What is reported afterwards is a new case, and the old one stands beside it.
    send(client, address, part=part)
    again = Case.objects.get(closed_at=None)
    assert case.reference in desk.get(page_of(again)).content.decode()


@pytest.mark.parametrize("kind", ["not-safe", "private"])
def test_what_cannot_wait_is_due_today_and_told_at_once_without_words(
    client: Client, commitment: Commitment, moderator: User, stranger: User, kind: str
) -> None:
    factories.report(f"commitment:{commitment.reference}")
    part = f"words commitment:{commitment.reference}"
    for _time in range(2):
        send(Client(), f"/report/commitment:{commitment.reference}/", kind=kind, part=part, words="He hits her.")
    case = Case.objects.get()
    assert (case.due_on, case.reports.count()) == (timezone.localdate(), 3)
    told = Mail.objects.filter(kind="commitments/report_at_once")
    assert moderator.email in told.values_list("to", flat=True)
    assert stranger.email not in told.values_list("to", flat=True)
    [mail] = told.filter(to=moderator.email)
    assert page_of(case) in mail.body
    assert "hits" not in mail.body + mail.subject


def test_over_the_limit_nothing_typed_is_lost(
    client: Client, commitment: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "report", Limit(network=(Rate(2, HOUR),)))
    address = f"/report/commitment:{commitment.reference}/"
    for words in ("First.", "Second."):
        send(client, address, words=words)
    late = client.post(address, {"kind": "other", "words": "A long story."})
    assert (late.status_code, late["Retry-After"]) == (429, "3600")
    assert "A long story." in late.content.decode()
    assert "Please come back at 11:00." in late.content.decode()
    assert Report.objects.count() == 2


def test_hide_now_decide_later(client: Client, commitment: Commitment, desk: Client, maker: User) -> None:
    case = factories.report(f"commitment:{commitment.reference}").case
    assert end_it(desk, case, "taken-down") == 409
    assert "Choose a reason" in desk.post(f"{page_of(case)}hide/", {"revision": "1"}).content.decode()
    assert hide_it(desk, case, revision="7") == 409
    assert client.get(commitment.get_absolute_url()).status_code == 200
    assert hide_it(desk, case) == 302
    assert client.get(commitment.get_absolute_url()).status_code == 410
    assert Mail.objects.filter(to=maker.email, kind="commitments/hidden").count() == 1
    case.refresh_from_db()
    assert case.closed_at is None
    assert hide_it(desk, case, note="Twice") == 409
    assert end_it(desk, case, "nothing-wrong") == 409
    words = desk.get(page_of(case)).content.decode()
    assert "It is not public now." in words
    assert "Hide it now" not in words
    assert end_it(desk, case, "taken-down") == 302
    case.refresh_from_db()
    assert case.outcome == "taken-down"


def test_restore_brings_back_what_one_act_hid_and_nothing_else(
    client: Client, maker: User, commitment: Commitment, desk: Client
) -> None:
    """Two acts, one after the other, with something new published between them, and a third on its news."""
    second: Version = factories.published(factories.version(commitment, by=maker, title="Pay in cash"))
    news = factories.published(factories.news(commitment, happened="We paid."))
    first_case = factories.report(f"commitment:{commitment.reference}").case
    news_case = factories.report(f"submission:{news.pk}").case
    assert hide_it(desk, news_case) == 302
    assert hide_it(desk, first_case) == 302
    third: Version = factories.published(factories.version(commitment, by=maker, title="Pay in coins"))
    assert client.get(commitment.get_absolute_url()).status_code == 200
    assert hide_it(desk, first_case) == 302

    def states() -> list[str]:
        versions = commitment.versions.order_by("number").values_list("submission__state", flat=True)
        news.submission.refresh_from_db()
        return [*versions, news.submission.state]

    def restore(case: Case, submission: int) -> int:
        record = decided_by(submission)
        return desk.post(f"{page_of(case)}restore/", {"hiding": str(record)}).status_code

    def decided_by(submission: int) -> int:
        record = commitment.versions.model.objects.get(pk=submission).submission.move_records.filter(action="hide")
        last = record.latest("pk")
        return (last.part_of or last).pk

    assert states() == ["hidden"] * 4
    assert desk.get(page_of(first_case)).content.decode().count("and nothing else.") == 2
    # An act on the news is not one of the commitment's.
    assert restore(news_case, second.pk) == 409
    assert restore(first_case, third.pk) == 302
    assert states() == ["hidden", "hidden", "published", "hidden"]
    assert restore(first_case, third.pk) == 409
    assert restore(first_case, second.pk) == 302
    assert states() == ["published", "published", "published", "hidden"]
    record = news.submission.move_records.get(action="hide").pk
    assert desk.post(f"{page_of(news_case)}restore/", {"hiding": str(record)}).status_code == 302
    assert states() == ["published"] * 4
    words = client.get(commitment.get_absolute_url()).content.decode()
    assert "Pay in coins" in words
    assert "We paid." in words


def test_what_was_put_right_stands_on_its_page_and_in_the_open(
    client: Client, commitment: Commitment, moderator: User, desk: Client
) -> None:
    news = factories.published(factories.news(commitment, happened="We paid."))
    case = factories.report(f"submission:{news.pk}").case
    assert end_it(desk, case, "put-right") == 200
    assert not Correction.objects.exists()
    assert end_it(desk, case, "put-right", correction="It said May. It was June.") == 302
    for address in (commitment.get_absolute_url(), f"{commitment.get_absolute_url()}history/"):
        assert "Corrected on 23 November 2026" in client.get(address).content.decode()
    assert "Corrected" not in client.get("/charters/sandwell/").content.decode()
    for address in ("/corrections/", "/corrections/feed/"):
        words = client.get(address).content.decode()
        assert "It said May. It was June." in words
        assert commitment.get_absolute_url() in words
        assert "Pay on the day" in words
    own = factories.public_commitment(by=moderator).get_absolute_url()
    for address in ("http://[x", own):
        assert desk.post("/moderation/corrections/", {"address": address, "words": "x"}).status_code == 409, address
    wrong = desk.post("/moderation/corrections/", {"address": "/my/", "words": "x"})
    assert (wrong.status_code, "We do not know this page" in wrong.content.decode()) == (409, True)
    typed = {"address": "http://localhost/charters/sandwell/editions/1/", "words": "A word was missing."}
    assert desk.post("/moderation/corrections/", typed).status_code == 302
    assert "Corrected on 23 November 2026" in client.get("/charters/sandwell/").content.decode()
    hide(commitment)
    for address in ("/corrections/", "/corrections/feed/"):
        words = client.get(address).content.decode()
        assert "It said May. It was June." in words
        assert commitment.reference not in words
        assert "Pay on the day" not in words


def test_corrections_come_in_pages_at_the_same_cost(
    client: Client, commitment: Commitment, moderator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def correct(number: int, thing: str) -> None:
        Correction.objects.create(thing=thing, words=f"Correction {number}.", at=timezone.now(), by=moderator)

    correct(1, f"commitment:{commitment.reference}")
    with django_assert_num_queries(2):
        client.get("/corrections/")
    for number in range(2, 28):
        correct(number, f"commitment:{factories.public_commitment().reference}" if number < 4 else "commitment:GONE22")
    with django_assert_num_queries(2):
        first = client.get("/corrections/")
    assert "Correction 27." in first.content.decode()
    assert "Correction 2.<" not in first.content.decode()
    following = first.context["next"]
    second = client.get(f"/corrections/?after={following}").content.decode()
    assert "Correction 2.<" in second
    assert "Correction 3.<" not in second


def test_nobody_sees_to_reports_about_their_own(
    signed_in: Callable[..., Client], moderator: User, second_moderator: User
) -> None:
    house = factories.organisation("House", moderator)
    commitment = factories.public_commitment(made_by=house)
    Stewardship.objects.create(charter=commitment.charter, user=moderator)
    own = signed_in(moderator, second_factor=True)
    things = [f"commitment:{commitment.reference}", f"organisation:{house.slug}", "charter:sandwell"]
    for thing in things:
        case = factories.report(thing, words="They lied to us.").case
        for response in (
            own.get(page_of(case)),
            own.post(f"{page_of(case)}hide/", {"reason": "unkind", "revision": "1"}),
            own.post(page_of(case), {"outcome": "nothing-wrong", "seen": "1"}),
        ):
            assert response.status_code == 403
            assert "They lied" not in response.content.decode()
        case.refresh_from_db()
        assert case.closed_at is None
        with pytest.raises(Refused):
            reports.end_case(case=case, outcome=Case.Outcome.ANSWERED, answer="x", seen=1, by=moderator)
        other = signed_in(second_moderator, second_factor=True)
        assert "They lied to us." in other.get(page_of(case)).content.decode()
    assert commitment.versions.get().submission.state == State.PUBLISHED


def test_an_end_on_fewer_reports_than_there_are_is_shown_the_new_one(
    commitment: Commitment, desk: Client, moderator: User
) -> None:
    case = factories.report(f"commitment:{commitment.reference}").case
    factories.report(f"commitment:{commitment.reference}", words="And it is not true.")
    late = desk.post(page_of(case), {"outcome": "answered", "seen": "1", "answer": "What I typed."})
    assert late.status_code == 409
    words = late.content.decode()
    assert "It was reported again in the meantime." in words
    assert "And it is not true." in words
    assert "What I typed." in words
    assert 'name="seen" value="2"' in words
    assert end_it(desk, case, "answered", answer="What I typed.") == 302


def test_what_a_maker_withdrew_can_be_ended_and_not_restored(commitment: Commitment, desk: Client) -> None:
    case = factories.report(f"commitment:{commitment.reference}").case
    withdraw(commitment)
    words = desk.get(page_of(case)).content.decode()
    assert "It is not public now." in words
    assert "Make it public again" not in words
    assert hide_it(desk, case) == 409
    assert end_it(desk, case, "taken-down") == 302


def test_a_hiding_from_elsewhere_is_restored_here_too(commitment: Commitment, desk: Client) -> None:
    case = factories.report(f"commitment:{commitment.reference}").case
    submission = commitment.versions.get().submission
    decide(submission=submission, action=Action.HIDE, revision=1, reason="unkind", by=factories.deciding_moderator())
    record = submission.move_records.get(action="hide")
    assert desk.post(f"{page_of(case)}restore/", {"hiding": str(record.pk)}).status_code == 302
    assert Commitment.objects.public().filter(pk=commitment.pk).exists()


def test_danger_is_told_at_once_and_the_words_are_gone(client: Client, commitment: Commitment, desk: Client) -> None:
    case = factories.report(f"commitment:{commitment.reference}").case
    assert desk.post(f"{page_of(case)}danger/", {"why": ""}).status_code == 200
    assert desk.post(f"{page_of(case)}danger/", {"why": "He says where she lives."}).status_code == 302
    assert client.get(commitment.get_absolute_url()).status_code == 410
    assert case.dangers.get().submission == commitment.versions.get().submission
    assert "look at it today" in desk.get(page_of(case)).content.decode()
    assert desk.post(f"{page_of(case)}danger/", {"why": "Again."}).status_code == 409


def test_whoever_reported_something_is_told_what_we_keep_and_forgotten(commitment: Commitment) -> None:
    thing = f"commitment:{commitment.reference}"
    mine = factories.report(thing, words="It names my sister.", email="reader@example.org")
    other = factories.report("charter:sandwell", words="Somebody else.", email="other@example.org")
    alone = factories.report("theme:listening", email="reader@example.org").case
    factories.report(thing, words="Without an address.")
    told = about_reports(email="Reader@example.org", user=None)["reports"]
    assert [one["words"] for one in told] == ["It names my sister.", "It hurts."]
    forget_reports(email="reader@example.org")
    assert not Report.objects.filter(pk=mine.pk).exists()
    assert set(Report.objects.values_list("words", flat=True)) == {other.words, "Without an address."}
    alone.refresh_from_db()
    mine.case.refresh_from_db()
    assert (alone.outcome, mine.case.closed_at) == ("withdrawn", None)
