"""All facts about one person: as a file or erased, with a reason, and never in a list."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from coprod_portal.accounts.models import Role, StaffAct, User
from tests import factories
from tests.conftest import person

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
PAGE = "/moderation/people/"
ASKED = {"act": "export", "reason": "They asked us in a mail."}


@pytest.fixture
def client(administrator: User, signed_in: SignIn) -> Client:
    return signed_in(administrator, second_factor=True)


def rows() -> list[tuple[str, str, str, str, str]]:
    return list(StaffAct.objects.order_by("pk").values_list("what", "thing", "choice", "outcome", "reason"))


def test_all_facts_about_somebody_come_as_a_file_and_the_reason_stands_in_the_log(client: Client, maker: User) -> None:
    commitment = factories.public_commitment(by=maker)
    for email, known in ((maker.email.upper(), True), ("nobody@example.org", False)):
        answer = client.post(PAGE, {**ASKED, "email": email})
        facts = json.loads(answer.content)
        assert (facts["email"], facts["account"] is not None) == (email.lower(), known)
    assert commitment.reference in client.post(PAGE, {**ASKED, "email": maker.email}).content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="person.json"'
    assert "no-store" in answer["Cache-Control"]
    done = ("people", f"person:{maker.pk}", "export", "done", ASKED["reason"])
    assert rows() == [done, ("people", "", "export", "done", ASKED["reason"]), done]


@pytest.mark.parametrize("missing", ["email", "act", "reason"])
def test_nothing_comes_out_without_all_answers(client: Client, maker: User, missing: str) -> None:
    answer = client.post(PAGE, {**ASKED, "email": maker.email, missing: ""})
    assert (answer.status_code, rows()[0][3]) == (200, "form-not-right")
    assert "Content-Disposition" not in answer


def test_somebody_is_erased_once_their_address_stands_there_twice(client: Client, maker: User) -> None:
    erase = {**ASKED, "act": "erase", "email": maker.email}
    page = client.post(PAGE, erase).content.decode()
    assert "Type the same address as above" in page
    assert User.objects.filter(pk=maker.pk).exists()
    client.post(PAGE, {**erase, "again": maker.email})
    assert not User.objects.filter(pk=maker.pk).exists()
    assert rows()[-1] == ("people", f"person:{maker.pk}", "erase", "done", ASKED["reason"])


def test_staff_are_not_erased_before_they_lost_their_roles(
    client: Client, administrator: User, moderator: User
) -> None:
    for email in (administrator.email, moderator.email):
        answer = client.post(PAGE, {**ASKED, "act": "erase", "email": email, "again": email})
        assert (answer.status_code, rows()[-1][3]) == (409, "refused")
    assert Role.objects.count() == 2


def test_commands_stand_in_the_log_and_whoever_is_erased_has_no_role(client: Client) -> None:
    moderator = person("new", Role.Name.MODERATOR)
    call_command("export_person", moderator.email, stdout=StringIO())
    call_command("make_staff", moderator.email, "--role", "moderator", "--take-away", stdout=StringIO())
    call_command("make_staff", moderator.email, "--role", "reviewer", stdout=StringIO())
    call_command("erase_person", moderator.email, "--yes", stdout=StringIO())
    thing = f"person:{moderator.pk}"
    assert [row[:3] for row in rows()] == [
        ("export_person", thing, ""),
        ("make_staff", thing, "take-moderator"),
        ("make_staff", thing, "give-reviewer"),
        ("erase_person", thing, ""),
    ]
    assert not Role.objects.filter(user=moderator.pk).exists()
    assert set(StaffAct.objects.values_list("by", flat=True)) == {None}
