"""Listing a way to take part, changing it, taking it down. Everything is read before it is public."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import Notice, Opportunity
from commitments.operations import noticing
from commitments.operations.changing import seen_mark
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests import opportunity_factories as made

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
NEW = "/my/opportunities/new/"
TYPED = {
    "kind": "focus-group",
    "title": "Talk about the bus",
    "what": "We talk.\nYou eat.",
    "can_change": "When it comes.",
    "cannot_change": "How many there are.",
    "scale": "engage",
    "pay": "£15",
    "travel": "",
    "care_costs": "",
    "there_is": ["is_step_free", "is_online"],
    "access": "A hoist",
    "place": "Tipton Library",
    "area": "",
    "starts_on_day": "14",
    "starts_on_month": "7",
    "starts_on_year": "2027",
    "starts": "2pm",
    "ends": "16.30",
    "closes_on_day": "7",
    "closes_on_month": "7",
    "closes_on_year": "2027",
    "url": "https://example.org/bus",
}


@pytest.fixture
def kitchen(maker: User, colleague: User) -> Any:
    return made.checked(factories.organisation("Kitchen", maker, colleague))


def listing(kitchen: Any, **typed: Any) -> dict[str, Any]:
    factories.charter()
    return {**TYPED, "lister": f"organisation-{kitchen.pk}", "charter": "sandwell", **typed}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(opportunity: Opportunity, page: str = "") -> str:
    return f"/my/opportunities/{opportunity.reference}/{page}"


def typed_of(client: Client, where: str, **typed: Any) -> dict[str, Any]:
    """What the form of a page holds, with some of it typed anew."""
    form = client.get(where).context["form"]
    hidden = {"seen": form.initial.get("seen", ""), "form_key": str(form["form_key"].value())}
    return {**TYPED, **hidden, **typed}


def test_what_was_typed_is_checked_on_a_page_and_then_waits_to_be_read(kitchen: Any, maker: User) -> None:
    client = browser(maker)
    data = typed_of(client, NEW) | listing(kitchen)
    check = client.post(NEW, {**data, "act": "check"})
    page = check.content.decode()
    assert check.status_code == 200
    assert not Opportunity.objects.exists()
    for words in ("Wednesday 14 July 2027, from 14:00 to 16:30", "7 July 2027", "Step-free", "Kitchen", "£15"):
        assert words in page, words
    typed = [(name, value) for name, value in check.context["typed"] if name not in ("form_key", "seen")]
    assert ("what", "We talk.\nYou eat.") in typed
    assert ("there_is", "is_online") in typed

    again = client.post(NEW, {**data, "act": "change"})
    assert "Talk about the bus" in again.content.decode()
    assert not Opportunity.objects.exists()

    sent = client.post(NEW, {**data, "act": "send"})
    opportunity = Opportunity.objects.get()
    assert sent["Location"] == address(opportunity)
    notice = opportunity.notices.get()
    assert (notice.submission.state, opportunity.keeper, opportunity.published_notice) == ("submitted", maker, None)
    assert notice.starts_at == datetime(2027, 7, 14, 13, 0, tzinfo=UTC)
    assert (notice.is_step_free, notice.has_bsl, notice.is_online) == (True, False, True)
    assert Mail.objects.get(to=maker.email).subject == f"We have your opportunity {opportunity.reference}"
    assert client.get(f"/opportunities/{opportunity.reference}/").status_code == 404

    assert client.post(NEW, {**data, "act": "send"})["Location"] == address(opportunity)
    assert Opportunity.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Enter a short name"),
        ({"cannot_change": ""}, "so that nobody is misled"),
        ({"scale": "command"}, "Choose how much say people have"),
        ({"kind": "party"}, "Choose what it is"),
        ({"charter": ""}, "Choose a charter"),
        ({"starts": "25:00"}, "Enter a time, like 10:30 or 2pm"),
        ({"starts": ""}, "Enter the time when it starts"),
        ({"starts_on_day": "", "starts_on_month": "", "starts_on_year": ""}, "or leave the times empty too"),
        ({"ends": "1pm"}, "Enter an end that is later than the start"),
        ({"closes_on_year": "2025"}, "Enter a last day that has not passed yet"),
        ({"closes_on_day": "15"}, "Enter a last day that is not after the day when it is"),
        ({"closes_on_year": "2999"}, "Enter a day in the next two years"),
        ({"url": "javascript:alert(1)"}, "Enter the whole address"),
        ({"url": "ftp://example.org/x"}, "Enter the whole address"),
        ({"there_is": ["has_pool"]}, "Choose from the list"),
        ({"what": "a\x00b"}, "There is a hidden character"),
        ({"what": "a" * 1501}, "Use 1,500 characters or fewer"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(
    kitchen: Any, maker: User, typed: dict[str, Any], sentence: str
) -> None:
    client = browser(maker)
    for act in ("check", "send"):
        response = client.post(NEW, {**listing(kitchen, **typed), "act": act})
        page = response.content.decode()
        assert sentence in page
        assert "We talk." in page or "what" in typed
    assert not Opportunity.objects.exists()


@pytest.mark.parametrize(
    ("typed", "hour"), [("9am", "09:00"), ("12am", "00:00"), ("12 pm", "12:00"), ("9.05", "09:05"), ("0930", "09:30")]
)
def test_a_time_is_read_as_people_write_it(kitchen: Any, maker: User, typed: str, hour: str) -> None:
    page = browser(maker).post(NEW, {**listing(kitchen, starts=typed, ends=""), "act": "check"}).content.decode()
    assert f"Wednesday 14 July 2027 at {hour}" in page


def test_only_members_of_checked_organisations_and_stewards_can_list(stranger: User, maker: User) -> None:
    kitchen = factories.organisation("Kitchen", maker)
    for user in (stranger, maker):
        client = browser(user)
        assert "You cannot list one yet." in client.get(NEW).content.decode()
        client.post(NEW, {**listing(kitchen), "act": "send"})
    assert not Opportunity.objects.exists()
    words = noticing.NoticeWords(
        kind="event", title="x", what="x", can_change="x", cannot_change="x", scale="inform", closes_on=date(2027, 1, 1)
    )
    for organisation in (kitchen, None):
        with pytest.raises(Refused):
            noticing.send(organisation=organisation, charter=factories.charter(), words=words, by=maker)


def test_what_is_listed_for_a_made_up_charter_is_made_up(kitchen: Any, maker: User) -> None:
    charter = factories.charter(made_up=True)
    words = noticing.NoticeWords(
        kind="event", title="x", what="x", can_change="x", cannot_change="x", scale="inform", closes_on=date(2027, 1, 1)
    )
    assert noticing.send(organisation=kitchen, charter=charter, words=words, by=maker).made_up


def test_nobody_lists_for_an_organisation_or_a_charter_that_is_not_theirs(kitchen: Any, maker: User) -> None:
    other = made.checked(factories.organisation("Other"))
    client = browser(maker)
    for lister in (f"organisation-{other.pk}", f"charter-{factories.charter().pk}"):
        response = client.post(NEW, {**listing(kitchen, lister=lister), "act": "send"})
        assert "Choose who lists it" in response.content.decode()
    assert not Opportunity.objects.exists()


def test_a_steward_lists_in_the_name_of_the_charter_after_the_second_factor(steward: User, signed_in: SignIn) -> None:
    charter = made.stewarded(factories.charter(), steward)
    data = {**TYPED, "lister": f"charter-{charter.pk}", "act": "send"}
    assert signed_in(steward).post(NEW, data)["Location"].startswith("/accounts/")
    assert not Opportunity.objects.exists()
    client = signed_in(steward, second_factor=True)
    client.post(NEW, data)
    opportunity = Opportunity.objects.get()
    assert (opportunity.organisation, opportunity.charter, opportunity.keeper) == (None, charter, steward)
    assert client.get(address(opportunity)).status_code == 200
    assert signed_in(steward).get(address(opportunity))["Location"].startswith("/accounts/")
    assert "Talk about the bus" in client.get("/steward/sandwell/opportunities/").content.decode()


def test_the_page_of_a_charters_steward_shows_nothing_of_organisations(
    steward: User, kitchen: Any, signed_in: SignIn
) -> None:
    charter = made.stewarded(factories.charter(), steward)
    made.public_opportunity(title="Of the charter", charter=charter)
    made.public_opportunity(title="Of the kitchen", listed_by=kitchen, charter=charter)
    page = signed_in(steward, second_factor=True).get("/steward/sandwell/opportunities/").content.decode()
    assert ("Of the charter" in page, "Of the kitchen" in page) == (True, False)


def test_my_page_shows_each_where_it_stands_and_nothing_of_others(kitchen: Any, colleague: User) -> None:
    made.waiting_opportunity(title="Waiting one", listed_by=kitchen)
    returned = made.waiting_opportunity(title="Returned one", listed_by=kitchen)
    made.moved(returned.notices.get(), Action.RETURN)
    made.public_opportunity(title="Open one", listed_by=kitchen)
    made.public_opportunity(title="Closed one", listed_by=kitchen, closes_on=date(2026, 11, 1))
    made.moved(made.public_opportunity(title="Hidden one", listed_by=kitchen).notices.get(), Action.HIDE)
    made.public_opportunity(title="Somebody else's", listed_by=factories.organisation())
    response = browser(colleague).get("/my/opportunities/")
    groups = [(str(words), [cared.title for cared in members]) for words, members in response.context["groups"]]
    assert groups == [
        ("We have a question for you", ["Returned one"]),
        ("Waiting to be read", ["Waiting one"]),
        ("Open now", ["Open one"]),
        ("Closed", ["Closed one"]),
        ("Not on the site", ["Hidden one"]),
    ]
    page = response.content.decode()
    assert "Which day?" in page
    assert "Somebody else" not in page
    assert "Please tell people what happened next." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_my_page_asks_the_database_as_often_for_three_as_for_one(maker: User, rows: int) -> None:
    for _ in range(rows):
        made.public_opportunity(listed_by=factories.organisation("", maker))
    client = browser(maker)
    with CaptureQueriesContext(connection) as captured:
        client.get("/my/opportunities/")
    assert len(captured) == 10


@pytest.mark.parametrize("page", ["", "change/", "withdraw/", "interests/", "outcome/"])
def test_colleague_may_and_stranger_may_not(
    kitchen: Any, colleague: User, stranger: User, moderator: User, page: str
) -> None:
    opportunity = made.public_opportunity(listed_by=kitchen, closes_on=date(2026, 11, 1))
    assert browser(colleague).get(address(opportunity, page)).status_code == 200
    for user in (stranger, moderator):
        assert browser(user).get(address(opportunity, page)).status_code == 404
        assert browser(user).post(address(opportunity, page), {**TYPED, "act": "send"}).status_code in (404, 405)
    assert Client().get(address(opportunity, page))["Location"].startswith("/accounts/login/")


def test_who_has_left_the_organisation_sees_it_no_more(kitchen: Any, maker: User) -> None:
    opportunity = made.public_opportunity(by=maker, listed_by=kitchen)
    maker.memberships.all().delete()
    assert browser(maker).get(address(opportunity)).status_code == 404


def test_a_change_of_public_words_is_a_new_notice_and_the_old_stay_public(kitchen: Any, maker: User) -> None:
    opportunity = made.public_opportunity(title="Old name", listed_by=kitchen)
    client = browser(maker)
    where = address(opportunity, "change/")
    data = typed_of(client, where, title="New name")
    assert "Check what you wrote" in client.post(where, {**data, "act": "check"}).content.decode()
    assert client.post(where, {**data, "act": "send"})["Location"] == address(opportunity)
    opportunity.refresh_from_db()
    assert str(opportunity.published_notice) == "Old name"
    newest = opportunity.notices.get(number=2)
    assert (newest.title, newest.submission.state) == ("New name", State.SUBMITTED)


def test_the_form_starts_with_the_words_as_they_are(kitchen: Any, maker: User) -> None:
    opportunity = made.public_opportunity(
        listed_by=kitchen, title="Old name", has_bsl=True, starts_at=datetime(2027, 7, 1, 9, 30, tzinfo=UTC)
    )
    form = browser(maker).get(address(opportunity, "change/")).context["form"]
    assert (form["title"].value(), form["there_is"].value()) == ("Old name", ["has_bsl"])
    page = browser(maker).get(address(opportunity, "change/")).content.decode()
    assert 'value="10:30"' in page
    assert 'value="2027"' in page


def test_returned_words_are_changed_and_sent_again(kitchen: Any, maker: User) -> None:
    opportunity = made.waiting_opportunity(listed_by=kitchen)
    made.moved(opportunity.notices.get(), Action.RETURN)
    client = browser(maker)
    where = address(opportunity, "change/")
    assert "Which day?" in client.get(where).content.decode()
    client.post(where, {**typed_of(client, where), "act": "send"})
    notice = opportunity.notices.get()
    assert (notice.title, notice.submission.revision, notice.submission.state) == ("Talk about the bus", 2, "submitted")


def test_a_day_that_has_passed_may_stay_but_not_be_chosen(kitchen: Any, maker: User) -> None:
    opportunity = made.public_opportunity(listed_by=kitchen, closes_on=date(2026, 11, 1))
    client = browser(maker)
    where = address(opportunity, "change/")
    no_time = {"starts_on_day": "", "starts_on_month": "", "starts_on_year": "", "starts": "", "ends": ""}
    old = {**no_time, "closes_on_month": "11", "closes_on_year": "2026", "act": "send"}
    data = typed_of(client, where)
    assert "has not passed" in client.post(where, {**data, **old, "closes_on_day": "2"}).content.decode()
    assert client.post(where, {**data, **old, "closes_on_day": "1"}).status_code == 302


def test_whoever_comes_second_sees_both_texts_and_loses_nothing(kitchen: Any, maker: User, colleague: User) -> None:
    opportunity = made.public_opportunity(listed_by=kitchen)
    first, second = browser(maker), browser(colleague)
    where = address(opportunity, "change/")
    data = typed_of(second, where, title="Second name", act="send")
    first.post(where, typed_of(first, where, title="First name", act="send"))
    response = second.post(where, data)
    page = response.content.decode()
    assert response.status_code == 409
    assert ("First name" in page, "Second name" in page) == (True, True)
    assert [notice.title for notice in opportunity.notices.filter(number__gt=1)] == ["First name"]
    again = {**data, "seen": response.context["form"].data["seen"]}
    assert second.post(where, again)["Location"] == address(opportunity)
    assert [notice.title for notice in opportunity.notices.filter(number__gt=1)] == ["Second name"]


def test_what_was_typed_while_somebody_took_it_down_is_not_lost(kitchen: Any, maker: User, colleague: User) -> None:
    opportunity = made.public_opportunity(listed_by=kitchen)
    client = browser(maker)
    where = address(opportunity, "change/")
    data = typed_of(client, where, what="My long text", act="send")
    noticing.withdraw(opportunity=opportunity, by=colleague)
    response = client.post(where, data)
    assert response.status_code == 409
    assert "My long text" in response.content.decode()
    assert client.get(where).status_code == 409


def test_taking_down_asks_first_and_then_nothing_is_public(kitchen: Any, maker: User) -> None:
    opportunity = made.public_opportunity(listed_by=kitchen, closes_on=date(2026, 11, 1))
    made.moved(made.outcome(opportunity), Action.SUBMIT, Action.PUBLISH)
    client = browser(maker)
    assert "Take your opportunity down?" in client.get(address(opportunity, "withdraw/")).content.decode()
    assert Opportunity.objects.public().exists()
    assert client.post(address(opportunity, "withdraw/"))["Location"] == "/my/opportunities/"
    assert not Opportunity.objects.public().exists()
    assert {submission.state for submission in Submission.objects.all()} == {State.WITHDRAWN}
    with pytest.raises(Refused):
        noticing.withdraw(opportunity=opportunity, by=maker)


def test_listing_is_all_or_nothing(kitchen: Any, maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**fields: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("commitments.operations.noticing.post", breaks)
    with pytest.raises(OSError, match="full"):
        browser(maker).post(NEW, {**listing(kitchen), "act": "send"})
    assert (Opportunity.objects.count(), Notice.objects.count(), Submission.objects.count()) == (0, 0, 0)


def test_changing_and_taking_down_are_all_or_nothing(
    kitchen: Any, maker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    opportunity = made.public_opportunity(listed_by=kitchen)
    notice = opportunity.notices.get()
    words = {name: getattr(notice, name) for name in noticing.NoticeWords.__dataclass_fields__}
    before = (Notice.objects.count(), Submission.objects.count(), MoveRecord.objects.count())

    def breaks(**fields: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(MoveRecord.objects, "create", breaks)
        with pytest.raises(OSError, match="full"):
            noticing.change(
                opportunity=opportunity,
                words=noticing.NoticeWords(**words),
                seen=seen_mark(notice.submission),
                by=maker,
            )
    monkeypatch.setattr("commitments.operations.noticing.refresh", breaks)
    with pytest.raises(OSError, match="full"):
        noticing.withdraw(opportunity=opportunity, by=maker)
    assert (Notice.objects.count(), Submission.objects.count(), MoveRecord.objects.count()) == before
    assert Opportunity.objects.public().exists()


def test_a_moderator_reads_and_decides_and_never_on_their_own(
    kitchen: Any, maker: User, moderator: User, signed_in: SignIn
) -> None:
    opportunity = made.waiting_opportunity(by=maker, listed_by=kitchen, title="Talk about the bus")
    submission = opportunity.notices.get().submission
    desk = signed_in(moderator, second_factor=True)
    assert "Talk about the bus" in desk.get("/moderation/").content.decode()
    page = desk.get(f"/moderation/{submission.pk}/").content.decode()
    assert "How many buses there are." in page
    desk.post(f"/moderation/{submission.pk}/", {"decision": "publish", "revision": 1})
    assert Opportunity.objects.public().get() == opportunity
    mail = Mail.objects.get(to=maker.email, kind="commitments/published")
    assert "Talk about the bus" in mail.subject
    assert f"/opportunities/{opportunity.reference}/" in mail.body

    own = made.waiting_opportunity(by=maker, listed_by=factories.organisation("", moderator))
    with pytest.raises(Refused):
        decide(submission=own.notices.get().submission, action=Action.PUBLISH, revision=1, by=moderator)


def test_to_hide_one_notice_hides_all_of_the_opportunity(kitchen: Any, moderator: User) -> None:
    opportunity = made.public_opportunity(listed_by=kitchen)
    second = made.moved(made.notice(opportunity), Action.SUBMIT, Action.PUBLISH)
    decide(submission=second.submission, action=Action.HIDE, revision=1, by=moderator, reason="unkind")
    assert not Opportunity.objects.public().exists()
    decide(submission=second.submission, action=Action.RESTORE, revision=1, by=moderator)
    assert str(Opportunity.objects.public().get().published_notice) == second.title
