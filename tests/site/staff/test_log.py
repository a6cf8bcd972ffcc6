"""Who reads which part of the log of the staff."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coprod_portal.accounts.models import StaffAct, User
from coprod_portal.accounts.staff_log import record
from coprod_portal.site import staff_reading

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
PAGE, FILE = "/moderation/log/", "/moderation/log/file/"


@pytest.fixture
def client(administrator: User, signed_in: SignIn) -> Client:
    return signed_in(administrator, second_factor=True)


def things(client: Client, query: str = "") -> list[int]:
    """The numbers of the items that stand on the page."""
    assert "submission:" not in client.get(PAGE + query).content.decode()
    page = client.get(PAGE + query).content.decode()
    return [number for number in range(1, 9) if f"item {number}<" in page]


def test_administrators_read_all_and_others_what_they_did(
    client: Client, administrator: User, moderator: User, second_moderator: User, signed_in: SignIn
) -> None:
    at = datetime(2026, 11, 3, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    for number, by in ((1, moderator), (2, second_moderator), (3, None)):
        record(what="moderation-submission", thing=f"submission:{number}", choice="publish", by=by)
    StaffAct.objects.create(what="moderation-hide", thing="submission:4", outcome="done", by=99, at=at)

    page = client.get(PAGE).content.decode()
    assert things(client) == [1, 2, 3, 4]
    assert "Decided on something that was sent" in page
    assert "</strong>: Published" in page
    assert "A command on the server" in page
    assert "Somebody who was erased (99)" in page
    assert things(client, f"?person={moderator.pk}") == [1]
    assert things(client, "?what=moderation-hide") == [4]
    assert [things(client, f"?day=2026-11-{day}") for day in ("02", "03")] == [[], [4]]
    assert things(client, "?day=no&what=no&person=no&after=no") == [1, 2, 3, 4]

    theirs = signed_in(moderator, second_factor=True)
    assert things(theirs) == things(theirs, f"?person={second_moderator.pk}") == [1]
    assert second_moderator.email not in theirs.get(PAGE).content.decode()
    assert theirs.get(FILE).status_code == 403


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_costs_the_same_at_any_length(
    how_many: int, client: Client, moderator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, how_many + 1):
        record(what="moderation-hide", thing=f"submission:{number}", by=moderator)
    with django_assert_num_queries(7):
        client.get(PAGE)
    assert len(things(client)) == how_many


def test_it_goes_on_where_the_page_ended(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_reading, "PAGE", 2)
    rows = [record(what="moderation-hide", thing=f"submission:{number}") for number in (1, 2, 3)]
    assert things(client) == [2, 3]
    assert f"after={rows[1].pk}" in client.get(f"{PAGE}?what=moderation-hide").content.decode()
    assert things(client, f"?after={rows[1].pk}") == [1]


def test_administrators_take_it_out_with_a_reason_and_no_cell_is_a_formula(client: Client, moderator: User) -> None:
    User.objects.filter(pk=moderator.pk).update(email="=cmd@example.org")
    record(what="moderation-hide", thing="submission:1", by=moderator, reason="=1+1")
    record(what="backup")
    assert client.post(FILE).status_code == 200
    answer = client.post(f"{FILE}?what=moderation-hide", {"reason": "An audit."})
    table = answer.content.decode("utf-8-sig").splitlines()
    assert table[0] == "When,Who,What,On what,Choice,Outcome,Why"
    assert table[1:] == ["2026-11-23T10:00:00+00:00,'=cmd@example.org,Hid something,submission:1,,Done,'=1+1"]
    last = StaffAct.objects.order_by("-pk")[0]
    assert (last.what, last.outcome, last.reason) == ("staff-log-file", "done", "An audit.")
