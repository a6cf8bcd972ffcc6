"""How often one act may be done, and whom a limit counts."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import RequestFactory

from coprod_portal.accounts.models import User
from coprod_portal.limits import names, operations
from coprod_portal.limits.counting import count_up
from coprod_portal.limits.models import Count, SentWords, WordsSender
from coprod_portal.limits.operations import is_taken, prune_limits, refuse_reached, take, times_sent
from coprod_portal.limits.table import DAY, HOUR, LIMITS, Limit, Rate
from coprod_portal.submissions.errors import TooMany

pytestmark = pytest.mark.django_db

LONG = "The council told us in May that the ramp would be built, and nothing happened."


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        LIMITS,
        "act",
        Limit(person=(Rate(2, HOUR), Rate(3, DAY)), network=(Rate(4, HOUR),), same_words=3),
    )
    monkeypatch.setitem(LIMITS, "guess", Limit(network=(Rate(2, HOUR),)))


def asks(user: User | None = None, *, address: str = "192.0.2.1", **headers: Any) -> HttpRequest:
    request = RequestFactory().post("/", REMOTE_ADDR=address, **headers)
    request.user = user or AnonymousUser()
    return request


def refused(act: Callable[[], object]) -> TooMany:
    with pytest.raises(TooMany) as caught:
        act()
    return caught.value


def test_a_person_comes_to_a_limit_and_hears_when_to_come_back(clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=20))
    for _ in range(2):
        take(asks(), act="act", person="sam@example.org")
    last = asks()
    told = refused(lambda: take(last, act="act", person="sam@example.org"))
    assert "Please come back at 11:00." in told.sentence
    assert "What you typed is still here." in told.sentence
    assert told.seconds_left == 40 * 60
    assert last.META[operations.MARK] is told
    take(asks(), act="act", person="other@example.org")

    clock.shift(timedelta(minutes=41))
    take(asks(), act="act", person="sam@example.org")
    told = refused(lambda: take(asks(), act="act", person="sam@example.org"))
    assert "Please come back on 24 November 2026, after 00:00." in told.sentence


def test_who_has_reached_the_hour_and_the_day_is_not_told_to_come_back_in_an_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(LIMITS, "act", Limit(person=(Rate(1, HOUR), Rate(1, DAY)), network=(Rate(1, HOUR),)))
    take(asks(), act="act", person="sam@example.org")
    told = refused(lambda: take(asks(), act="act", person="sam@example.org"))
    assert "Please come back on 24 November 2026" in told.sentence


def test_a_network_counts_every_act_of_strangers_and_only_new_people_who_are_signed_in(
    maker: User, stranger: User
) -> None:
    for number in range(4):
        take(asks(), act="act", person=f"{number}@example.org")
    told = refused(lambda: take(asks(), act="act", person="one-more@example.org"))
    assert "Many people on your network" in told.sentence
    take(asks(address="192.0.2.2"), act="act", person="one-more@example.org")

    library = "198.51.100.7"
    for user in (maker, maker, stranger, stranger):
        take(asks(user, address=library), act="act")
    for number in range(2):
        take(asks(address=library), act="act", person=f"{number}-at-the-library@example.org")
    refused(lambda: take(asks(address=library), act="act", person="last@example.org"))


def test_what_is_refused_is_not_counted() -> None:
    for _ in range(2):
        take(asks(), act="act", person="sam@example.org")
    before = list(Count.objects.order_by("pk").values_list("count", flat=True))
    refused(lambda: take(asks(), act="act", person="sam@example.org"))
    assert list(Count.objects.order_by("pk").values_list("count", flat=True)) == before


def test_wrong_tries_are_counted_apart_from_looking() -> None:
    for _ in range(2):
        refuse_reached(asks(), act="guess")
        take(asks(), act="guess")
    assert "Many people on your network" in refused(lambda: refuse_reached(asks(), act="guess")).sentence
    refuse_reached(asks(address="192.0.2.2"), act="guess")


def test_a_quiet_limit_leaves_no_mark() -> None:
    request = asks()
    assert [is_taken(request, act="act", person="sam@example.org") for _ in range(3)] == [True, True, False]
    assert operations.MARK not in request.META


@pytest.mark.parametrize(
    "twin",
    [
        "Sam.Jones@Example.ORG",
        "samjones+desk@example.org",
        " s.a.m.jones+a+b@example.org. ".strip(),
        "s\u00e1mj\u00f6nes@example.org",
        "\uff53\uff41\uff4djones@example.org",
        '"sam.jones"@example.org',
        '"s\\am\\jones+1"@example.org',
    ],
)
def test_an_address_has_one_name_however_it_is_written(twin: str) -> None:
    assert names.person(twin) == names.person("samjones@example.org")


def test_other_addresses_have_other_names() -> None:
    others = ["samjones@example.org", "sam-jones@example.org", "samjones@example.com", "+@example.org", "x@example.org"]
    assert len({names.person(address) for address in others}) == len(others)
    assert names.person("a@b\u00fccher.example") == names.person("a@xn--bcher-kva.example")
    assert names.person("a@" + "b" * 80 + ".example")


def test_a_network_is_one_ipv4_address_or_one_ipv6_site(settings: LazySettings) -> None:
    def seen(address: str, **headers: Any) -> str:
        return names.network(asks(address=address, **headers))

    assert seen("2001:db8:1:2::1") == seen("2001:db8:1:2:ffff::9") != seen("2001:db8:1:3::1")
    assert seen("192.0.2.1") == seen("::ffff:192.0.2.1") != seen("192.0.2.2")
    # Nobody gets a network of their choice by writing a header.
    assert seen("192.0.2.1", headers={"x-forwarded-for": "203.0.113.9"}) == seen("192.0.2.1")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert seen("10.0.0.1", headers={"x-forwarded-for": "203.0.113.9, 192.0.2.1"}) == seen("192.0.2.1")


def test_rows_name_nobody_and_cannot_be_joined(clock: time_machine.Traveller) -> None:
    take(asks(), act="act", person="sam@example.org", words=[LONG])
    clock.shift(timedelta(days=1))
    take(asks(), act="act", person="sam@example.org", words=[LONG])
    rows = [*Count.objects.values_list("who", flat=True), *WordsSender.objects.values_list("who", flat=True)]
    assert len(set(rows)) == len(rows) == 2 * 4
    assert all(len(row) == 64 and set(row) <= set("0123456789abcdef") for row in rows)
    assert SentWords.objects.values("fingerprint").distinct().count() == 1


def test_the_same_words_from_many_are_slowed_and_the_desk_can_see_it(clock: time_machine.Traveller) -> None:
    for number in range(3):
        take(asks(address=f"192.0.2.{number}"), act="act", person=f"{number}@example.org", words=[LONG, "Yes"])
    # The same person may send it again, and anybody may say it another way.
    take(asks(address="192.0.2.0"), act="act", person="0@example.org", words=[LONG.upper().replace(",", " -")])
    take(asks(address="192.0.2.9"), act="act", person="own@example.org", words=[LONG, f"In my own words: {LONG}"])
    request = asks(address="192.0.2.10")
    told = refused(lambda: take(request, act="act", person="last@example.org", words=[LONG]))
    assert "The same words have come to us several times today." in told.sentence
    assert "24 November 2026" in told.sentence

    assert times_sent(LONG) == times_sent("Short", LONG) == 4
    assert (times_sent("Short"), times_sent()) == (0, 0)
    clock.shift(timedelta(days=1))
    take(asks(), act="act", words=[LONG])
    assert times_sent(LONG) == 5
    clock.shift(timedelta(days=31))
    assert prune_limits() > 0
    assert times_sent(LONG) == 0
    assert not Count.objects.exists()


def test_who_leaves_no_address_is_somebody_new_each_time() -> None:
    for _ in range(3):
        take(asks(), act="act", words=[LONG])
    assert "The same words" in refused(lambda: take(asks(), act="act", words=[LONG])).sentence


def test_counting_costs_the_same_however_much_was_counted(django_assert_num_queries: Any) -> None:
    take(asks(), act="act", person="sam@example.org")
    Count.objects.bulk_create(
        Count(act="act", who=str(number), begins_at=row.begins_at, ends_at=row.ends_at, count=1)
        for row in Count.objects.all()[:1]
        for number in range(50)
    )
    # A savepoint, two counts of the person, one of the network.
    with django_assert_num_queries(5):
        take(asks(), act="act", person="sam@example.org")


def test_the_table_holds_together() -> None:
    for act, limit in LIMITS.items():
        assert len(act) <= 40
        assert limit.person or limit.network, act
        if limit.person:
            assert {rate.within for rate in limit.network} <= {rate.within for rate in limit.person}, act
        for rate in limit.network:
            below = [one.most for one in limit.person if one.within == rate.within]
            assert all(rate.most > most for most in below), act


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_than_the_limit_pass() -> None:
    barrier, passed = Barrier(8), []

    def run() -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            with transaction.atomic():
                passed.append(count_up("act", Rate(3, HOUR), "sam"))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(passed, key=lambda number: number or 99) == [1, 2, 3, None, None, None, None, None]
    assert Count.objects.get().count == 3
