"""Signing in by a code that comes by e-mail."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import NoReverseMatch, reverse

from coprod_portal.accounts.codes import send_code
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused

from .mailbox import newest_code, wrong_code

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
CODE = "/accounts/login/code/"
ADDRESS = "maker@example.org"


def ask(client: Client, email: str = ADDRESS, following: str = "") -> Any:
    return client.post(LOGIN, {"email": email, "next": following})


def type_code(client: Client, code: str, address: str = CODE) -> Any:
    return client.post(address, {"code": code})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_code_signs_somebody_new_in_and_confirms_their_address(client: Client) -> None:
    answer = ask(client, "Maker@Example.org", "/commitments/")
    assert client.get(answer["Location"]).status_code == 200
    assert not User.objects.exists()

    answer = type_code(client, newest_code(ADDRESS), answer["Location"])

    assert (answer.status_code, answer["Location"]) == (302, "/commitments/")
    user = User.objects.get()
    assert user.email == ADDRESS
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_code_signs_somebody_in_whom_we_know(client: Client, maker: User) -> None:
    ask(client, maker.email)
    type_code(client, newest_code(maker.email))
    assert client.session["_auth_user_id"] == str(maker.pk)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "typed", ["{0}{1}", " {0} {1} ", "{0}-{1}", "{0} - {1}", "{0}\u00a0{1}", "{0}\u2013{1}", "{0}\u2011{1}"]
)
def test_a_code_may_be_typed_with_spaces_and_lines(client: Client, typed: str) -> None:
    ask(client)
    first, second = newest_code(ADDRESS).split("-")
    type_code(client, typed.format(first, second))
    assert is_signed_in(client)


def test_a_code_may_be_typed_on_a_keyboard_with_wide_letters(client: Client) -> None:
    ask(client)
    wide = "".join(chr(ord(letter) - ord("0") + ord("\uff10")) for letter in newest_code(ADDRESS) if letter != "-")
    type_code(client, wide)
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "abc", "\0" * 8, "\u202e12345678", "\U0001f600", "1" * 1_000_000])
def test_what_is_no_code_gets_a_sentence_beside_the_field(client: Client, typed: str) -> None:
    ask(client)
    answer = type_code(client, typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert not is_signed_in(client)


def test_a_code_works_once(client: Client) -> None:
    ask(client)
    code = newest_code(ADDRESS)
    type_code(client, code)
    client.post("/accounts/logout/")
    assert type_code(client, code)["Location"] == LOGIN
    assert not is_signed_in(client)


def test_a_code_works_only_in_the_browser_that_asked(client: Client) -> None:
    ask(client)
    code = newest_code(ADDRESS)
    other = Client()
    assert type_code(other, code)["Location"] == LOGIN

    ask(other, "somebody-else@example.org")
    assert type_code(other, code).status_code == 200

    assert not is_signed_in(other)
    assert type_code(client, code).status_code == 302
    assert is_signed_in(client)


def test_a_code_lives_ten_minutes(client: Client, clock: time_machine.Traveller) -> None:
    ask(client)
    code = newest_code(ADDRESS)
    clock.shift(timedelta(minutes=9, seconds=59))
    type_code(client, code)
    assert is_signed_in(client)


def test_a_code_runs_out_after_ten_minutes(client: Client, clock: time_machine.Traveller) -> None:
    ask(client)
    code = newest_code(ADDRESS)
    clock.shift(timedelta(minutes=10, seconds=1))
    answer = type_code(client, code)
    assert answer["Location"] == LOGIN
    assert "Ask for a new one here" in said(answer)[0]
    assert not is_signed_in(client)


def test_five_tries_and_then_the_code_is_gone(client: Client) -> None:
    ask(client)
    code, wrong = newest_code(ADDRESS), wrong_code(ADDRESS)
    answers = [type_code(client, wrong).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 302]
    assert type_code(client, code)["Location"] == LOGIN
    assert not is_signed_in(client)


def test_asking_again_makes_the_earlier_code_useless(client: Client) -> None:
    ask(client)
    earlier = newest_code(ADDRESS)
    client.post(CODE, {"action": "resend"})
    newer = newest_code(ADDRESS)
    assert newer != earlier
    type_code(client, earlier)
    assert not is_signed_in(client)
    type_code(client, newer)
    assert is_signed_in(client)


def test_a_code_sent_again_lives_its_full_time(client: Client, clock: time_machine.Traveller) -> None:
    ask(client)
    clock.shift(timedelta(minutes=9))
    client.post(CODE, {"action": "resend"})
    clock.shift(timedelta(minutes=9))
    type_code(client, newest_code(ADDRESS))
    assert is_signed_in(client)


def test_a_code_is_sent_again_three_times(client: Client) -> None:
    ask(client)
    for _ in range(4):
        client.post(CODE, {"action": "resend"})
    assert Mail.objects.count() == 4


def test_sending_again_gives_no_new_tries(client: Client) -> None:
    ask(client)
    for _ in range(4):
        type_code(client, wrong_code(ADDRESS))
    client.post(CODE, {"action": "resend"})
    assert type_code(client, wrong_code(ADDRESS))["Location"] == LOGIN


def test_one_address_gets_six_codes_in_ten_minutes(client: Client, clock: time_machine.Traveller) -> None:
    assert [ask(Client()).status_code for _ in range(7)] == [302] * 6 + [429]
    assert ask(Client(), "somebody-else@example.org").status_code == 302
    assert Mail.objects.filter(to=ADDRESS).count() == 6
    clock.shift(timedelta(minutes=11))
    assert ask(client).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_the_way_on_stays_on_this_portal(client: Client, elsewhere: str) -> None:
    answer = ask(client, following=elsewhere)
    answer = client.post(answer["Location"], {"code": newest_code(ADDRESS), "next": elsewhere})
    assert answer["Location"] == "/my/"


@pytest.mark.parametrize(
    "typed",
    ["", "no address", "a@b", "a\0b@example.org", "\u202ea@example.org", f"{'a' * 300}@example.org", "a" * 10**6],
)
def test_what_is_no_address_gets_a_sentence_and_stays_in_its_field(client: Client, typed: str) -> None:
    answer = ask(client, typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert answer.context["form"]["email"].value() == typed
    assert not Mail.objects.exists()


def test_a_made_up_twin_of_an_address_is_its_own_address(client: Client, maker: User) -> None:
    """The Kelvin sign looks like a K and becomes one when made small: the code goes to the address that is meant."""
    ask(client, "ma\u212aer@example.org")
    ask(client, "maker@example.org".replace("k", "K"))
    assert set(Mail.objects.values_list("to", flat=True)) <= {"maker@example.org"}


def test_signing_in_gives_the_browser_a_new_session(client: Client) -> None:
    ask(client)
    before = client.session.session_key
    client.session["draft"] = "kept"
    type_code(client, newest_code(ADDRESS))
    assert client.session.session_key != before


def test_a_closed_account_is_told_so_only_after_its_code(client: Client, maker: User) -> None:
    User.objects.update(is_active=False)
    ask(client, maker.email)
    answer = type_code(client, newest_code(maker.email))
    assert answer["Location"] == "/accounts/closed/"
    assert not is_signed_in(client)
    assert client.get("/accounts/closed/").status_code == 200


def test_a_closed_account_is_signed_out_at_the_next_click(client: Client, maker: User) -> None:
    client.force_login(maker)
    assert client.get("/accounts/2fa/").status_code == 200
    User.objects.update(is_active=False)
    assert client.get("/accounts/2fa/").status_code == 302


def test_signing_out_takes_a_button(client: Client, maker: User) -> None:
    client.force_login(maker)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert not is_signed_in(client)


def test_what_waited_for_the_address_goes_on_when_the_code_comes_back(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[User] = []
    monkeypatch.setattr(
        "coprod_portal.accounts.models.followed", lambda *, user, session: followed.append(user), raising=False
    )
    settings.AFTER_SIGN_IN = ["coprod_portal.accounts.models.followed"]
    ask(client)
    type_code(client, wrong_code(ADDRESS))
    assert followed == []
    type_code(client, newest_code(ADDRESS))
    assert [user.email for user in followed] == [ADDRESS]


def test_what_refuses_to_go_on_does_not_keep_anybody_out(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*, user: User, session: object) -> None:
        user.roles.create(name="moderator")
        raise Refused("The charter is not here any more.")

    monkeypatch.setattr("coprod_portal.accounts.models.followed", refuse, raising=False)
    settings.AFTER_SIGN_IN = ["coprod_portal.accounts.models.followed"]
    ask(client)
    type_code(client, newest_code(ADDRESS))
    assert is_signed_in(client)
    assert not User.objects.get().roles.exists()


def test_nothing_goes_on_for_a_closed_account(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, maker: User
) -> None:
    followed: list[User] = []
    monkeypatch.setattr(
        "coprod_portal.accounts.models.followed", lambda *, user, session: followed.append(user), raising=False
    )
    settings.AFTER_SIGN_IN = ["coprod_portal.accounts.models.followed"]
    User.objects.update(is_active=False)
    ask(client, maker.email)
    type_code(client, newest_code(maker.email))
    assert followed == []


def test_somebody_signed_in_needs_no_code(rf: Any, maker: User) -> None:
    request = rf.get("/")
    request.user = maker
    assert send_code(request, maker.email, "/my/7K3F9Q/") == "/my/7K3F9Q/"
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_change_password", "account_set_password", "account_reset_password"],
)
def test_there_are_no_pages_for_passwords_or_addresses(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_password_opens_nothing(client: Client, maker: User) -> None:
    maker.set_password("correct horse battery staple")
    maker.save()
    client.post(LOGIN, {"email": maker.email, "login": maker.email, "password": "correct horse battery staple"})
    assert not is_signed_in(client)


def test_the_mail_says_what_it_is_and_carries_no_link_that_acts(client: Client, settings: LazySettings) -> None:
    ask(client)
    mail = Mail.objects.get()
    assert mail.subject.endswith(settings.PORTAL_NAME)
    assert newest_code(ADDRESS) in mail.subject
    assert "for 10 minutes" in mail.body
    links = [word for word in mail.body.split() if "://" in word]
    assert links == [settings.BASE_URL]
