"""One queue of all that waits: what is in it, how it is narrowed, and what it says of late ones."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from commitments.desk import queue as desk
from commitments.desk.asked import Asked
from commitments.models import Appeal, Hold, JoinRequest, SecondLook
from commitments.operations.covering import mark_upsetting
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import Role, User
from coprod_portal.cases.models import LIMITS, Case
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action
from tests import factories

pytestmark = pytest.mark.django_db

QUERIES_OF_MIXED_QUEUE = 52
QUERIES_OF_NARROWED_QUEUE = 35


@pytest.fixture
def client(moderator: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(moderator, second_factor=True)


def waiting(by: User | None, **fields: Any) -> Submission:
    return factories.waiting_commitment(by=by, **fields).versions.get().submission


def report(of: Submission, reference: str) -> Case:
    return case(Case.Kind.REPORT, reference, thing=f"submission:{of.pk}")


def case(kind: Case.Kind, reference: str, **fields: Any) -> Case:
    now = timezone.now()
    due = LIMITS[kind].due_on(timezone.localdate(now))
    return Case.objects.create(reference=reference, kind=kind, opened_at=now, due_on=due, **fields)


def join_request(by: User, name: str = "") -> JoinRequest:
    found = factories.organisation(name)
    return JoinRequest.objects.create(organisation=found, user=by, words="I run it", asked_at=timezone.now())


def appeal(of: Submission, by: User) -> Appeal:
    record = of.move_records.latest("pk")
    due = timezone.localdate() + timedelta(days=14)
    return Appeal.objects.create(
        record=record, submission=of, by=by, words="Please", made_at=timezone.now(), due_on=due
    )


def declined(by: User, decided_by: User) -> Submission:
    found = waiting(by)
    factories.decline(found, by=decided_by)
    return found


def things(client: Client, **asked: str) -> list[str]:
    return [item.thing for item in client.get(reverse("moderation"), asked).context["queue"].items]


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_all_that_waits_is_one_queue_and_nothing_that_ended_or_that_others_answer(
    client: Client,
    maker: User,
    stranger: User,
    second_moderator: User,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk, "PAGE", 2)
    not_published = declined(maker, second_moderator)
    expected = []
    for number in range(2):  # Some at the very same moment, some later.
        expected.append(f"submission:{(words := waiting(maker)).pk}")
        expected.append(f"case:{report(words, f'REPORT{number}').reference}")
        expected.append(f"join-request:{join_request(stranger).pk}")
        if number:
            expected.append(f"appeal:{appeal(not_published, maker).pk}")
        clock.shift(60)
    case(Case.Kind.DATA_COMPLAINT, "COMPLAINT1", words="Mine", email="resident@example.org")
    report(not_published, "ENDED")
    Case.objects.filter(reference="ENDED").update(closed_at=timezone.now())
    of_a_lead = JoinRequest.objects.create(
        organisation=factories.organisation("Led", maker), user=stranger, words="Me", asked_at=timezone.now()
    )

    seen, place = [], ""
    while True:
        page = client.get(reverse("moderation"), {"after": place} if place else {}).context["queue"]
        seen += [item.thing for item in page.items]
        assert all(item.thing != f"join-request:{of_a_lead.pk}" for item in page.items)
        place = page.next_place
        if not place:
            break

    assert seen == expected


def test_what_somebody_took_part_in_is_marked_as_not_theirs(
    client: Client, maker: User, moderator: User, second_moderator: User
) -> None:
    of_others = appeal(declined(maker, second_moderator), maker)
    of_mine = appeal(declined(maker, moderator), maker)
    reported = factories.public_commitment(by=moderator).versions.get().submission
    report(reported, "OWN")
    report(waiting(maker), "OTHER")
    Case.objects.create(
        reference="RAISED",
        kind=Case.Kind.DEFAMATION,
        email=moderator.email,
        words="Mine",
        opened_at=timezone.now(),
        due_on=timezone.localdate(),
    )
    found = {item.thing: item.is_own for item in client.get(reverse("moderation")).context["queue"].items}
    assert found[f"appeal:{of_others.pk}"] is False
    assert found[f"appeal:{of_mine.pk}"] is True
    assert (found["case:OWN"], found["case:OTHER"]) == (True, False)
    assert "case:RAISED" not in found


def test_whoever_is_an_administrator_too_has_the_cases_that_nobody_else_answers(
    client: Client, moderator: User
) -> None:
    case(Case.Kind.DATA_COMPLAINT, "COMPLAINT1", words="Mine", email="resident@example.org")
    assert things(client) == []
    Role.objects.create(user=moderator, name=Role.Name.ADMINISTRATOR)
    assert things(client) == ["case:COMPLAINT1"]


def test_the_queue_is_narrowed_by_kind_charter_week_and_waiting_and_to_what_is_mine(
    client: Client, maker: User, moderator: User, second_moderator: User, clock: time_machine.Traveller
) -> None:
    week = factories.week()
    old = waiting(maker, week=week)
    clock.move_to(datetime(2026, 11, 25, 10, tzinfo=UTC))
    other = waiting(maker, charter=factories.charter("stockport"))
    news = factories.submitted(factories.news(factories.public_commitment(by=maker)), by=maker).submission
    asking = join_request(maker)
    SecondLook.objects.create(
        submission=other,
        action=Action.DECLINE,
        revision=1,
        reason="advertising",
        asked_by=second_moderator,
        asked_at=timezone.now(),
    )
    Hold.objects.create(
        thing=f"submission:{news.pk}", by=moderator, taken_at=timezone.now(), until=timezone.now() + timedelta(hours=1)
    )
    Hold.objects.create(
        thing=f"submission:{old.pk}", by=moderator, taken_at=timezone.now(), until=timezone.now() - timedelta(hours=1)
    )
    # The old one was promised by Thursday 26 November.
    clock.move_to(datetime(2026, 11, 26, 10, tzinfo=UTC))
    Hold.objects.filter(thing=f"submission:{news.pk}").update(until=timezone.now() + timedelta(minutes=1))
    names = {f"submission:{each.pk}": name for each, name in ((old, "old"), (other, "other"), (news, "news"))}
    names[f"join-request:{asking.pk}"] = "asking"

    def found(**asked: str) -> list[str]:
        return [names[thing] for thing in things(client, **asked)]

    assert found() == ["old", "other", "news", "asking"]
    assert found(kind="news") == ["news"]
    assert found(kind="second-look") == ["other"]
    assert found(kind="join-request") == ["asking"]
    assert found(charter="stockport") == ["other"]
    assert found(charter="stockport", kind="news") == []
    assert found(week=str(week.year)) == ["old"]
    assert found(mine="yes") == ["news"]
    assert (found(waiting="late"), found(waiting="tomorrow")) == ([], ["old"])
    clock.move_to(datetime(2026, 11, 27, 10, tzinfo=UTC))
    assert (found(waiting="late"), found(waiting="tomorrow")) == (["old"], [])
    # On Friday, the next working day is Monday; the others were promised by Monday.
    clock.move_to(datetime(2026, 12, 1, 10, tzinfo=UTC))
    assert (found(waiting="late"), found(waiting="tomorrow")) == (["old", "other", "news", "asking"], [])
    assert found(kind="nothing-like-it", week="x", waiting="?", mine="?") == []
    assert found(week="99999", waiting="?", mine="?", charter="no such/thing") == found()


def test_a_bank_holiday_does_not_make_us_late(maker: User, moderator: User, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2026, 12, 23, 10, tzinfo=UTC))
    asking, words = join_request(maker), waiting(maker)
    # Thursday 24, Tuesday 29 and Wednesday 30 December are the three working days.
    clock.move_to(datetime(2026, 12, 30, 10, tzinfo=UTC))
    assert {name: number.counted for name, number in desk.counts(by=moderator).items()} == {
        "waiting": 2,
        "late": 0,
        "tomorrow": 2,
    }
    clock.move_to(datetime(2026, 12, 31, 10, tzinfo=UTC))
    late = desk.queue(asked=Asked(waiting="late"), by=moderator)
    assert {item.thing for item in late.items} == {f"submission:{words.pk}", f"join-request:{asking.pk}"}


def test_nothing_is_counted_to_its_end(client: Client, maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "COUNTED", 1)
    waiting(maker)
    assert "more than" not in text(client.get(reverse("moderation")))
    waiting(maker)
    assert "<dd>more than 1 </dd>" in text(client.get(reverse("moderation"))).replace("1</dd>", "1 </dd>")


@pytest.mark.parametrize("count", [1, 3])
def test_a_queue_of_all_sources_costs_the_same_for_one_and_for_three_and_when_narrowed(
    count: int,
    client: Client,
    maker: User,
    stranger: User,
    second_moderator: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        words = waiting(maker, made_by=factories.organisation("", maker))
        report(words, f"REPORT{number}")
        appeal(declined(maker, second_moderator), maker)
        join_request(stranger)
    with django_assert_num_queries(QUERIES_OF_MIXED_QUEUE):
        client.get(reverse("moderation"))
    asked = {"kind": "version", "charter": "sandwell"}
    with django_assert_num_queries(QUERIES_OF_NARROWED_QUEUE):
        client.get(reverse("moderation"), asked)


def test_upsetting_words_are_covered_until_somebody_asks_for_them(client: Client, maker: User, moderator: User) -> None:
    upsetting, other = waiting(maker, title="A hard story"), waiting(maker, title="Pay fares")
    address = reverse("moderation-submission", args=[upsetting.pk])
    client.post(reverse("moderation-upsetting", args=[upsetting.pk]), {"upsetting": "yes"})

    def uncovered(page: Any) -> str:
        parts = text(page).split("<details>")
        return "".join([parts[0], *(part.partition("</details>")[2] for part in parts[1:])])

    for page in (client.get(reverse("moderation")), client.get(address)):
        assert "A hard story" in text(page)
        assert "A hard story" not in uncovered(page)
    assert "Pay fares" in uncovered(client.get(reverse("moderation")))
    client.post(reverse("moderation-covering"), {"cover": "yes"})
    assert "Pay fares" not in uncovered(client.get(reverse("moderation")))
    assert "Pay fares" not in uncovered(client.get(reverse("moderation-submission", args=[other.pk])))
    client.post(reverse("moderation-covering"), {"cover": "no"})
    decide(submission=upsetting, action=Action.PUBLISH, revision=1, by=moderator)
    assert "A hard story" not in text(client.get(reverse("moderation-decided")))
    mark_upsetting(submission=upsetting, is_upsetting=False, by=moderator)
    assert "A hard story" in text(client.get(reverse("moderation-decided")))
    assert "A hard story" in uncovered(client.get(address))


def test_the_earlier_items_of_a_maker_are_there_with_what_became_of_them(
    client: Client, maker: User, stranger: User
) -> None:
    public = factories.public_commitment(by=maker, title="Pay fares")
    factories.version(public, by=maker, title="A draft of theirs")
    factories.public_commitment(by=stranger, title="Of somebody else")
    newer = factories.submitted(factories.version(public, by=stranger, title="Newer words"), by=stranger)
    page = client.get(reverse("moderation-submission", args=[newer.submission_id]))
    assert [one.subject.title for one in page.context["earlier"].items] == ["Of somebody else", "Pay fares"]
    assert "2 other items, of the same person or about the same thing. Public now: 2." in text(page)
    assert "A draft of theirs" not in text(page)
