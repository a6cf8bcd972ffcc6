"""What anybody sees of ways to take part: lists, filters, a page, and calendars."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from commitments.models import Opportunity
from coprod_portal.submissions.states import Action
from tests import factories
from tests import opportunity_factories as made

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    return [card["notice"].title for card in client.get(address).context["cards"]]


def not_public() -> None:
    """One in each state that nobody may see."""
    made.notice(made.opportunity(), title="Secret zebra draft")
    made.waiting_opportunity(title="Secret zebra waiting")
    for action in (Action.RETURN, Action.DECLINE):
        made.moved(made.waiting_opportunity(title="Secret zebra").notices.get(), action)
    for action in (Action.HIDE, Action.WITHDRAW):
        made.moved(made.public_opportunity(title="Secret zebra").notices.get(), action)


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_open_ones_stand_by_their_last_day_and_the_ended_ones_on_a_page_of_their_own(client: Client) -> None:
    not_public()
    made.public_opportunity(title="Later", closes_on=date(2026, 12, 24))
    made.public_opportunity(title="Today", closes_on=date(2026, 11, 23))
    made.public_opportunity(title="Over", closes_on=date(2026, 11, 22))
    made.public_opportunity(title="Long over", closes_on=date(2026, 1, 1))
    assert titles(client, "/opportunities/") == ["Today", "Later"]
    assert titles(client, "/opportunities/ended/") == ["Over", "Long over"]
    assert "zebra" not in text(client, "/opportunities/") + text(client, "/opportunities/ended/")


def test_filters_narrow_both_lists_and_what_we_do_not_know_is_said(client: Client) -> None:
    made.public_opportunity(title="Ours", kind="survey", area=factories.area())
    made.public_opportunity(title="Theirs", kind="event", charter=factories.charter("stockport"))
    assert titles(client, "/opportunities/?charter=stockport") == ["Theirs"]
    assert titles(client, "/opportunities/?kind=survey") == ["Ours"]
    assert titles(client, "/opportunities/?area=sandwell&kind=event") == []
    page = text(client, "/opportunities/?kind=<script>&area=sandwell")
    assert "We do not know “&lt;script&gt;”, so we left it out." in page
    assert "Ours" in page
    response = client.get("/opportunities/?kind=&area=sandwell&charter=")
    assert (response.status_code, response["Location"]) == (302, "/opportunities/?area=sandwell")


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    for address in ("/opportunities/?kind=survey", "/opportunities/ended/"):
        page = text(client, address)
        assert "You can:" in page
        assert "Nothing here just now" in page


def test_a_list_has_pages_and_none_is_lost_or_shown_twice(client: Client) -> None:
    for number in range(21):
        made.public_opportunity(title=f"Number {number}")
    first = client.get("/opportunities/")
    second = client.get(f"/opportunities/{first.context['next']}")
    shown = [card["notice"].title for page in (first, second) for card in page.context["cards"]]
    assert shown == [f"Number {number}" for number in range(21)]
    assert second.context["next"] == ""
    for nonsense in ("x", "fffffff-1", "0-0"):
        assert client.get(f"/opportunities/?after={nonsense}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/opportunities/", 4), ("/opportunities/ended/", 4)])
def test_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int, number: int
) -> None:
    for _ in range(number):
        made.public_opportunity(listed_by=factories.organisation(), area=factories.area())
        over = made.public_opportunity(listed_by=factories.organisation(), closes_on=date(2026, 11, 1))
        made.moved(made.outcome(over), Action.SUBMIT, Action.PUBLISH)
    with django_assert_num_queries(queries):
        client.get(address)


def test_one_says_all_that_somebody_must_know_before_they_ask(client: Client) -> None:
    kitchen = made.checked(factories.organisation("Marmalade Kitchen"))
    opportunity = made.public_opportunity(
        listed_by=kitchen,
        title="Talk about the bus",
        travel="A taxi",
        is_step_free=True,
        place="Tipton Library",
        starts_at=datetime(2026, 12, 14, 10, 30, tzinfo=UTC),
    )
    page = text(client, f"/opportunities/{opportunity.reference}/")
    for words in (
        "Talk about the bus",
        "When the bus comes.",
        "How many buses there are.",
        "£15 in cash on the day",
        "A taxi",
        "Step-free",
        "Tipton Library",
        "Monday 14 December 2026 at 10:30",
        "You can ask until 11 December 2026.",
        "Checked in November 2026: we made sure that this is who it says it is.",
        "I would like to take part",
        "You help to shape it. We make the last decision.",
    ):
        assert words in page, words
    steps = page.partition('<ol class="steps"')[2].partition("</ol>")[0]
    assert steps.count("<li") == 4
    assert steps.count('aria-current="true"') == 1
    assert 'aria-current="true"> <strong>Engage</strong> <strong class="here">It is this one</strong>' in steps


def test_what_people_typed_is_escaped_and_only_web_addresses_are_links(client: Client) -> None:
    opportunity = made.public_opportunity(title="<b>Bold</b>", what="<script>alert(1)</script>")
    page = text(client, f"/opportunities/{opportunity.reference}/")
    assert "<script>alert" not in page
    assert "&lt;b&gt;Bold" in page


def test_a_reference_as_somebody_typed_it_leads_to_the_right_address(client: Client) -> None:
    opportunity = made.public_opportunity()
    typed = f"{opportunity.reference[:3]}-{opportunity.reference[3:].lower()}"
    response = client.get(f"/opportunities/{typed}/")
    assert (response.status_code, response["Location"]) == (301, f"/opportunities/{opportunity.reference}/")


def test_what_was_taken_down_says_so_and_what_never_was_public_does_not_exist(client: Client) -> None:
    hidden, gone, waiting = made.public_opportunity(), made.public_opportunity(), made.waiting_opportunity()
    made.moved(hidden.notices.get(), Action.HIDE)
    made.moved(gone.notices.get(), Action.WITHDRAW)
    for opportunity, words in ((hidden, "We took it down after reading it again"), (gone, "Those who listed it took")):
        response = client.get(f"/opportunities/{opportunity.reference}/")
        assert response.status_code == 410
        assert words in response.content.decode()
        assert "in November 2026" in response.content.decode()
    assert client.get(f"/opportunities/{waiting.reference}/").status_code == 404
    assert client.get("/opportunities/nothing/").status_code == 404


def test_made_up_ones_are_on_no_page_of_a_live_site(client: Client, settings: Settings) -> None:
    kitchen = factories.organisation("Made-up Kitchen")
    opportunity = made.public_opportunity(title="Made-up tea", made_up=True, listed_by=kitchen)
    taken_down = made.public_opportunity(made_up=True)
    made.moved(taken_down.notices.get(), Action.WITHDRAW)
    address = f"/opportunities/{opportunity.reference}/"
    assert "This opportunity is made up" in text(client, address)
    settings.SHOW_MADE_UP = False
    for missing in (
        address,
        f"{address}calendar.ics",
        f"{address}ask/",
        f"/organisations/{kitchen.slug}/",
        f"/opportunities/{taken_down.reference}/",
        f"/opportunities/{taken_down.reference}/calendar.ics",
    ):
        assert client.get(missing).status_code == 404, missing
    for listing in ("/opportunities/", "/opportunities/calendar.ics", "/charters/sandwell/take-part/"):
        assert "Made-up tea" not in text(client, listing)


def test_a_charter_and_an_organisation_show_their_open_ones(client: Client) -> None:
    kitchen = factories.organisation("Marmalade Kitchen")
    made.public_opportunity(title="Of the kitchen", listed_by=kitchen)
    made.public_opportunity(title="Over", listed_by=kitchen, closes_on=date(2026, 11, 1))
    made.public_opportunity(title="Of Stockport", charter=factories.charter("stockport"))
    not_public()
    page = text(client, "/charters/sandwell/take-part/")
    assert ["Of the kitchen" in page, "Over" in page, "Of Stockport" in page, "zebra" in page] == [
        True,
        False,
        False,
        False,
    ]
    page = text(client, f"/organisations/{kitchen.slug}/")
    assert ("Of the kitchen" in page, "Over" in page, "Of Stockport" in page) == (True, True, False)
    assert "No commitments yet." in page


def calendar(client: Client, address: str) -> list[dict[str, object]]:
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return [dict(event) for event in Calendar.from_ical(response.content).walk("VEVENT")]


def test_a_calendar_holds_the_time_in_london_whatever_the_season(client: Client) -> None:
    winter = made.public_opportunity(
        title="Tea, cake; and \\ talk",
        starts_at=datetime(2027, 1, 14, 10, 30, tzinfo=UTC),
        ends_at=datetime(2027, 1, 14, 12, 0, tzinfo=UTC),
        place="Tipton Library",
    )
    summer = made.public_opportunity(starts_at=datetime(2027, 7, 1, 9, 0, tzinfo=UTC), closes_on=date(2027, 6, 1))
    raw = client.get(f"/opportunities/{winter.reference}/calendar.ics").content.decode()
    for line in (
        f"UID:{winter.reference}@localhost",
        "DTSTART;TZID=Europe/London:20270114T103000",
        "DTEND;TZID=Europe/London:20270114T120000",
        "DTSTAMP:20261123T100000Z",
        "SUMMARY:Tea\\, cake\\; and \\\\ talk",
        "LOCATION:Tipton Library",
        "STATUS:CONFIRMED",
        "SEQUENCE:0",
        "TZID:Europe/London",
    ):
        assert line in raw.split("\r\n"), line
    in_summer = client.get(f"/opportunities/{summer.reference}/calendar.ics").content.decode()
    assert "DTSTART;TZID=Europe/London:20270701T100000" in in_summer


@pytest.mark.parametrize("breaks", ["\n", "\r", "\r\n"])
def test_words_cannot_begin_a_line_of_a_calendar(client: Client, breaks: str) -> None:
    opportunity = made.public_opportunity(
        title=f"Talk{breaks}ATTENDEE:mailto:somebody@example.org", place=f"A{breaks}B"
    )
    answer = client.get(f"/opportunities/{opportunity.reference}/calendar.ics")
    assert answer.status_code == 200
    lines = answer.content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    assert not [line for line in lines if line.startswith(b"ATTENDEE")]


def test_what_has_no_time_stands_all_day_on_its_last_day(client: Client) -> None:
    opportunity = made.public_opportunity(title="Ten questions")
    raw = client.get(f"/opportunities/{opportunity.reference}/calendar.ics").content.decode()
    assert "DTSTART;VALUE=DATE:20261211" in raw
    assert "SUMMARY:Last day to ask: Ten questions" in raw


@pytest.mark.parametrize("action", [Action.HIDE, Action.WITHDRAW])
def test_what_was_taken_down_is_cancelled_in_calendars_without_its_words(client: Client, action: Action) -> None:
    opportunity = made.public_opportunity(title="Secret tea", starts_at=datetime(2026, 12, 14, 10, 30, tzinfo=UTC))
    address = f"/opportunities/{opportunity.reference}/calendar.ics"
    (before,) = calendar(client, address)
    made.moved(opportunity.notices.get(), action)
    (after,) = calendar(client, address)
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert str(after["SEQUENCE"]) > str(before["SEQUENCE"])
    assert "Secret tea" not in client.get(address).content.decode()
    assert client.get(f"/opportunities/{made.waiting_opportunity().reference}/calendar.ics").status_code == 404


def test_the_calendar_of_all_takes_the_filters_and_holds_what_is_still_to_come(client: Client) -> None:
    not_public()
    made.public_opportunity(title="Open", kind="survey")
    made.public_opportunity(
        title="Closed and to come", closes_on=date(2026, 11, 20), starts_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    )
    made.public_opportunity(title="Over", closes_on=date(2026, 11, 1))
    names = [str(event["SUMMARY"]) for event in calendar(client, "/opportunities/calendar.ics")]
    assert names == ["Closed and to come", "Last day to ask: Open"]
    assert [str(event["SUMMARY"]) for event in calendar(client, "/opportunities/calendar.ics?kind=survey")] == [
        "Last day to ask: Open"
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_calendar(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        made.public_opportunity(listed_by=factories.organisation())
    with django_assert_num_queries(4):
        client.get("/opportunities/calendar.ics")


def test_search_engines_are_told_of_public_ones(client: Client, settings: Settings) -> None:
    not_public()
    opportunity = made.public_opportunity(listed_by=factories.organisation("Kitchen"))
    made.public_opportunity(made_up=True)
    settings.SHOW_MADE_UP = False
    listed = client.get("/sitemap.xml?part=opportunities-0").content.decode()
    assert listed.count("<loc>") == 1
    assert opportunity.reference in listed
    assert "/organisations/" in client.get("/sitemap.xml?part=organisations-0").content.decode()
    assert Opportunity.objects.count() > 2
