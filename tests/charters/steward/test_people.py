"""Appointing and dismissing stewards, on a page and on the command line; and what is known of them."""

from collections.abc import Callable
from html import unescape
from io import StringIO
from re import sub
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from charters.models import Charter, Stewardship
from charters.operations.new_charters import change_charter
from charters.operations.stewards import appoint_steward, dismiss_steward
from charters.permissions import can_steward, stewards_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused
from tests import factories

SignIn = Callable[..., Client]
PAGE = "/moderation/stewards/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter() -> Charter:
    return factories.charter()


@pytest.fixture
def client(administrator: User, signed_in: SignIn) -> Client:
    return signed_in(administrator, second_factor=True)


def words(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(unescape(sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])).split())


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("make_staff", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def roles(user: User) -> set[str]:
    return set(user.roles.values_list("name", flat=True))


def test_an_administrator_gives_a_charter_to_somebody_new(
    client: Client, charter: Charter, administrator: User
) -> None:
    response = client.post(PAGE, {"email": " New@Example.org ", "charter": charter.pk}, follow=True)

    user = User.objects.get(email="new@example.org")
    assert can_steward(user, charter)
    assert Stewardship.objects.get().appointed_by == administrator
    assert "new@example.org looks after Sandwell now." in words(response)
    mail = Mail.objects.get(kind="charters/appointed")
    told = Mail.objects.get(kind="accounts/role_changed")
    assert (told.to, told.subject) == (administrator.email, "Somebody was given a role: Charter steward")
    assert "Sandwell" in told.body
    assert (mail.to, mail.subject) == ("new@example.org", "You can now look after the charter: Sandwell")
    assert "/steward/sandwell/" in mail.body
    assert "second code" in mail.body


def test_nobody_is_appointed_or_written_to_twice(charter: Charter, maker: User) -> None:
    for _ in range(2):
        appoint_steward(email=maker.email, charter=charter, by=None)

    assert (Stewardship.objects.count(), Mail.objects.count(), roles(maker)) == (1, 1, {"steward"})


def test_a_closed_account_is_refused_and_nothing_is_given(charter: Charter, maker: User, client: Client) -> None:
    User.objects.filter(pk=maker.pk).update(is_active=False)

    page = words(client.post(PAGE, {"email": maker.email, "charter": charter.pk}))

    assert "The account with this address is closed." in page
    assert not roles(maker)
    with pytest.raises(Refused):
        appoint_steward(email=maker.email, charter=charter, by=None)


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"email": "nobody"}, "Enter an e-mail address like name@example.org"),
        ({"email": "a@example.org", "charter": ""}, "Choose a charter"),
    ],
)
def test_wrong_answers_are_told(client: Client, charter: Charter, posted: dict[str, str], sentence: str) -> None:
    assert sentence in words(client.post(PAGE, {"charter": str(charter.pk), **posted}))
    assert not Stewardship.objects.exists()


def test_a_dismissed_steward_is_out_at_the_next_click(
    client: Client, charter: Charter, steward: User, signed_in: SignIn
) -> None:
    stewardship = appoint_steward(email=steward.email, charter=charter, by=None)
    theirs = signed_in(steward, second_factor=True)
    assert theirs.get("/steward/sandwell/").status_code == 200
    assert steward.email in words(client.get(PAGE))
    address = f"{PAGE}{stewardship.pk}/dismiss/"
    assert steward.email in words(client.get(address))

    client.post(address)

    assert theirs.get("/steward/sandwell/").status_code == 404
    assert roles(steward) == set()
    assert not stewards_of(charter).exists()
    assert client.get(address).status_code == 404


def test_who_looks_after_another_charter_stays_a_steward(charter: Charter, steward: User) -> None:
    appoint_steward(email=steward.email, charter=factories.charter("stockport"), by=None)
    stewardship = appoint_steward(email=steward.email, charter=charter, by=None)

    dismiss_steward(stewardship=stewardship, by=None)

    assert roles(steward) == {"steward"}


def test_the_last_administrator_stays_one(charter: Charter, administrator: User, client: Client) -> None:
    page = words(client.post(PAGE, {"email": administrator.email, "charter": charter.pk}))
    assert "Nobody gives a role to themselves." in page
    appoint_steward(email=administrator.email, charter=charter, by=None)
    assert roles(administrator) == {"steward", "administrator"}

    client.post(f"{PAGE}{Stewardship.objects.get().pk}/dismiss/")

    assert roles(administrator) == {"administrator"}
    assert client.get(PAGE).status_code == 200


def test_the_command_gives_and_takes_a_charter(charter: Charter) -> None:
    text = said("new@example.org", "--role", "steward", "--charter", "sandwell")
    assert "They look after: sandwell." in text
    assert can_steward(User.objects.get(), charter)

    assert "taken away" in said("new@example.org", "--role", "steward", "--charter", "sandwell", "--take-away")
    assert not Stewardship.objects.exists()
    assert not Role.objects.exists()
    assert "Nobody" in said("new@example.org", "--role", "steward", "--charter", "sandwell", "--take-away")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--role", "steward", "--charter", "atlantis"), 'There is no charter "atlantis". There are: sandwell.'),
        (("--role", "moderator", "--charter", "sandwell"), "--charter goes with --role steward."),
    ],
)
def test_the_command_says_what_is_wrong(charter: Charter, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence.replace("?", r"\?")):
        said("new@example.org", *arguments)
    assert not User.objects.exists()


def test_what_is_known_of_a_steward_is_told_and_forgotten(charter: Charter, steward: User, maker: User) -> None:
    appoint_steward(email=steward.email, charter=charter, by=None)
    kept = appoint_steward(email=maker.email, charter=charter, by=steward)

    assert [one["charter"] for one in export(email=steward.email)["stewardships"]] == ["sandwell"]
    assert export(email="nobody@example.org")["stewardships"] == []
    erase(email=steward.email)

    assert list(Stewardship.objects.all()) == [kept]
    kept.refresh_from_db()
    assert kept.appointed_by is None


def begin(client: Client, **answers: str) -> Any:
    return client.post(
        "/steward/charters/new/", {"short_title": "Our Town", "kind": "charter", "thread": "teal", **answers}
    )


def test_a_steward_who_begins_a_charter_looks_after_it(signed_in: SignIn, steward: User) -> None:
    client = signed_in(steward, second_factor=True)

    response = begin(client)

    charter = Charter.objects.get(slug="our-town")
    assert response.headers["Location"] == "/steward/our-town/draft/"
    assert can_steward(steward, charter)
    assert [edition.number for edition in charter.editions.all()] == [1]
    assert not Charter.objects.public().exists()
    assert Client().get("/charters/our-town/").status_code == 404
    assert not Mail.objects.exists()
    assert "Our Town" in words(client.get("/steward/our-town/draft/"))


def test_an_administrator_begins_one_and_is_asked_who_looks_after_it(client: Client) -> None:
    response = begin(client, slug="ours")

    assert response.headers["Location"] == f"{PAGE}?charter=ours"
    assert not Stewardship.objects.exists()
    assert not Charter.objects.get(slug="ours").editions.exists()


def test_what_a_made_up_person_begins_is_made_up(signed_in: SignIn, steward: User) -> None:
    User.objects.update(made_up=True)

    begin(signed_in(steward, second_factor=True))

    assert Charter.objects.get().made_up


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"short_title": ""}, "Enter a short name"),
        ({"slug": "Our Town"}, "Use small letters, numbers and hyphens"),
        ({"slug": "sandwell"}, "Another page has this address already"),
        ({"short_title": "Sandwell"}, "Another page has this address already"),
        ({"short_title": "!"}, "Another page has this address already"),
        ({"kind": ""}, "Choose what it is"),
        ({"thread": "beige"}, "Choose a colour"),
        ({"area": "999"}, "Choose an area from the list"),
    ],
)
def test_wrong_answers_begin_nothing(client: Client, charter: Charter, answers: dict[str, str], sentence: str) -> None:
    assert sentence in words(begin(client, **answers))
    assert Charter.objects.count() == 1


def test_a_steward_changes_how_their_charter_is_named_and_shown(
    signed_in: SignIn, charter: Charter, steward: User
) -> None:
    appoint_steward(email=steward.email, charter=charter, by=None)
    client = signed_in(steward, second_factor=True)

    answer = client.post("/steward/sandwell/name/", renamed())

    assert answer.headers["Location"] == "/steward/sandwell/"
    charter.refresh_from_db()
    assert (charter.short_title, charter.kind, charter.thread, charter.area) == ("Our town", "framework", "navy", None)
    page = Client().get("/charters/sandwell/").content.decode()
    assert "Our town" in page
    assert "thread-navy" in page


def test_a_late_change_of_the_name_shows_both_and_loses_nothing(
    signed_in: SignIn, charter: Charter, steward: User
) -> None:
    appoint_steward(email=steward.email, charter=charter, by=None)
    client = signed_in(steward, second_factor=True)
    client.post("/steward/sandwell/name/", renamed(short_title="The first"))

    late = client.post("/steward/sandwell/name/", renamed(short_title="The second"))

    assert late.status_code == 409
    page = late.content.decode()
    assert "The first" in page
    assert 'value="The second"' in page
    charter.refresh_from_db()
    assert charter.short_title == "The first"
    again = client.post("/steward/sandwell/name/", renamed(short_title="The second", revision="2"))
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"short_title": ""}, "Enter a short name"),
        ({"thread": "pink"}, "Choose a colour"),
        ({"kind": ""}, "Choose what it is"),
    ],
)
def test_a_name_that_cannot_be_is_said_beside_its_field(
    signed_in: SignIn, charter: Charter, steward: User, answers: dict[str, str], sentence: str
) -> None:
    appoint_steward(email=steward.email, charter=charter, by=None)

    page = signed_in(steward, second_factor=True).post("/steward/sandwell/name/", renamed(**answers))

    assert sentence in words(page)
    charter.refresh_from_db()
    assert charter.revision == 1


def test_nobody_renames_a_charter_that_is_not_theirs(signed_in: SignIn, charter: Charter, steward: User) -> None:
    client = signed_in(steward, second_factor=True)
    appoint_steward(email=steward.email, charter=factories.charter("stockport"), by=None)

    assert client.post("/steward/sandwell/name/", renamed()).status_code == 404
    with pytest.raises(Refused):
        change_charter(
            charter=charter,
            short_title="Ours",
            kind=Charter.Kind.CHARTER,
            area=None,
            thread="teal",
            revision=1,
            by=steward,
        )


def renamed(**answers: str) -> dict[str, str]:
    return {"short_title": "Our town", "kind": "framework", "thread": "navy", "area": "", "revision": "1", **answers}
