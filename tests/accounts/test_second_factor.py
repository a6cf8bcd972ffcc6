"""The one door of the staff, and the second factor that opens it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import LazySettings
from django.test import Client

from coprod_portal.accounts.encryption import decrypt, encrypt
from coprod_portal.accounts.models import Role, Session, User
from coprod_portal.accounts.second_factor import current_code, give_second_factor
from coprod_portal.outbox.models import Mail

from .mailbox import newest_code

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.staff_urls")]
SignedIn = Callable[..., Client]
SHOW, SHOW_AGAIN, SET_UP = "/accounts/2fa/show/", "/accounts/2fa/show-again/", "/accounts/2fa/app/"


def sign_in_by_code(user: User) -> tuple[Client, Any]:
    client = Client()
    client.post("/accounts/login/", {"email": user.email})
    return client, client.post("/accounts/login/code/", {"code": newest_code(user.email), "next": "/desk/"})


def secret_of(user: User) -> str:
    return str(decrypt(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]))


def sent_to(answer: Any) -> str:
    return str(urlsplit(answer["Location"]).path)


class TestTheDoor:
    def test_a_reader_is_asked_to_sign_in_and_comes_back(self) -> None:
        answer = Client().get("/desk/?page=2")
        assert answer.status_code == 302
        assert sent_to(answer) == "/accounts/login/"
        assert parse_qs(urlsplit(answer["Location"]).query) == {"next": ["/desk/?page=2"]}

    def test_somebody_who_is_not_staff_learns_nothing(self, stranger: User, signed_in: SignedIn) -> None:
        assert signed_in(stranger).get("/desk/").status_code == 404
        assert signed_in(stranger, second_factor=True).get("/desk/").status_code == 404

    def test_staff_with_another_role_may_not(self, steward: User, signed_in: SignedIn) -> None:
        assert signed_in(steward, second_factor=True).get("/desk/").status_code == 403

    def test_staff_without_a_second_factor_set_one_up(self, moderator: User, signed_in: SignedIn) -> None:
        for answer in (signed_in(moderator).get("/desk/"), signed_in(moderator).post("/desk/")):
            assert answer.status_code == 302
            assert sent_to(answer) == SET_UP

    def test_recovery_codes_alone_are_no_second_factor(self, moderator: User, signed_in: SignedIn) -> None:
        give_second_factor(moderator)
        Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()
        assert sent_to(signed_in(moderator).get("/desk/")) == SET_UP

    def test_staff_who_have_not_shown_it_in_this_session_show_it(self, moderator: User, signed_in: SignedIn) -> None:
        give_second_factor(moderator)
        for answer in (signed_in(moderator).get("/desk/"), signed_in(moderator).post("/desk/")):
            assert answer.status_code == 302
            assert sent_to(answer) == SHOW_AGAIN

    def test_staff_who_have_shown_it_pass(self, moderator: User, signed_in: SignedIn) -> None:
        answer = signed_in(moderator, second_factor=True).get("/desk/")
        assert answer.content == b"the desk"
        assert "no-store" in answer["Cache-Control"]

    def test_an_app_that_was_taken_away_opens_nothing_any_more(self, moderator: User, signed_in: SignedIn) -> None:
        client = signed_in(moderator, second_factor=True)
        Authenticator.objects.all().delete()
        give_second_factor(moderator)
        assert sent_to(client.get("/desk/")) == SHOW_AGAIN

    def test_a_role_taken_away_closes_the_door_at_the_next_click(self, moderator: User, signed_in: SignedIn) -> None:
        client = signed_in(moderator, second_factor=True)
        assert client.get("/desk/").status_code == 200
        Role.objects.all().delete()
        assert client.get("/desk/").status_code == 404

    def test_an_account_that_was_closed_is_out_at_the_next_click(self, moderator: User, signed_in: SignedIn) -> None:
        client = signed_in(moderator, second_factor=True)
        User.objects.update(is_active=False)
        assert sent_to(client.get("/desk/")) == "/accounts/login/"

    def test_the_second_factor_of_somebody_else_does_not_count(
        self, moderator: User, second_moderator: User, signed_in: SignedIn
    ) -> None:
        client = signed_in(moderator, second_factor=True)
        give_second_factor(second_moderator)
        client.force_login(second_moderator)
        assert sent_to(client.get("/desk/")) == SHOW_AGAIN

    def test_there_is_no_other_door(self) -> None:
        assert not apps.is_installed("django.contrib.admin")


class TestSigningIn:
    def test_the_code_of_the_mail_alone_does_not_sign_staff_in(self, moderator: User) -> None:
        give_second_factor(moderator)
        client, answer = sign_in_by_code(moderator)
        assert sent_to(answer) == SHOW
        assert "_auth_user_id" not in client.session
        assert client.get(SHOW).status_code == 200

    def test_the_code_of_the_app_does(self, moderator: User) -> None:
        give_second_factor(moderator)
        client, _ = sign_in_by_code(moderator)
        answer = client.post(SHOW, {"code": f" {current_code(moderator)[:3]} {current_code(moderator)[3:]}"})
        assert answer["Location"] == "/desk/"
        assert client.get("/desk/").content == b"the desk"

    def test_a_code_of_the_app_works_once(self, moderator: User, clock: time_machine.Traveller) -> None:
        give_second_factor(moderator)
        code = current_code(moderator)
        client, _ = sign_in_by_code(moderator)
        client.post(SHOW, {"code": code})
        clock.shift(timedelta(seconds=31))
        second, _ = sign_in_by_code(moderator)
        assert second.post(SHOW, {"code": code}).status_code == 200
        assert "_auth_user_id" not in second.session

    def test_a_code_of_two_minutes_ago_does_not_work(self, moderator: User, clock: time_machine.Traveller) -> None:
        give_second_factor(moderator)
        code = current_code(moderator)
        clock.shift(timedelta(minutes=2))
        client, _ = sign_in_by_code(moderator)
        client.post(SHOW, {"code": code})
        assert "_auth_user_id" not in client.session

    def test_a_recovery_code_works_once(self, moderator: User) -> None:
        give_second_factor(moderator)
        codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
        client, _ = sign_in_by_code(moderator)
        client.post(SHOW, {"code": codes[0]})
        assert client.get("/desk/").content == b"the desk"

        second, _ = sign_in_by_code(moderator)
        assert second.post(SHOW, {"code": codes[0]}).status_code == 200
        assert second.post(SHOW, {"code": codes[1]}).status_code == 302

    def test_five_wrong_codes_and_the_right_one_waits_five_minutes(
        self, moderator: User, clock: time_machine.Traveller
    ) -> None:
        give_second_factor(moderator)
        client, _ = sign_in_by_code(moderator)
        for _ in range(5):
            client.post(SHOW, {"code": "wrong"})
        client.post(SHOW, {"code": current_code(moderator)})
        assert "_auth_user_id" not in client.session
        clock.shift(timedelta(minutes=5, seconds=1))
        client.post(SHOW, {"code": current_code(moderator)})
        assert "_auth_user_id" in client.session


class TestSettingUp:
    def test_whoever_sets_it_up_gets_recovery_codes_and_goes_on(self, moderator: User, signed_in: SignedIn) -> None:
        client = signed_in(moderator)
        page = client.get(f"{SET_UP}?next=/desk/")
        secret = page.context["secret"]
        assert secret in page.content.decode().replace(" ", "")
        assert client.get("/accounts/2fa/app/picture.svg")["Content-Type"] == "image/svg+xml"

        assert client.post(f"{SET_UP}?next=/desk/", {"code": "000"}).context["secret"] == secret
        answer = client.post(f"{SET_UP}?next=/desk/", {"code": code_of(secret)})
        assert answer["Location"] == "/accounts/2fa/recovery-codes/?next=%2Fdesk%2F"

        codes = client.get(answer["Location"])
        assert len(codes.context["unused_codes"]) == 10
        assert codes.context["next"] == "/desk/"
        assert client.get("/desk/").content == b"the desk"
        assert secret_of(moderator) == secret

    def test_a_change_is_told_by_mail(
        self, moderator: User, signed_in: SignedIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        client = signed_in(moderator)
        secret = client.get(SET_UP).context["secret"]
        with django_capture_on_commit_callbacks(execute=True):
            client.post(SET_UP, {"code": code_of(secret)})
            client.post("/accounts/2fa/recovery-codes/new/")
            client.post("/accounts/2fa/app/remove/")
        mails = Mail.objects.filter(to=moderator.email).order_by("pk")
        kinds = {"accounts/totp_activated", "accounts/recovery_codes_generated", "accounts/totp_deactivated"}
        assert {mail.kind for mail in mails} == kinds
        assert all("Was it not you?" in mail.body and secret not in mail.body for mail in mails)

    def test_the_picture_is_only_there_while_it_is_set_up(self, moderator: User, signed_in: SignedIn) -> None:
        assert signed_in(moderator, second_factor=True).get("/accounts/2fa/app/picture.svg").status_code == 404

    def test_it_is_taken_away_only_after_it_was_shown(self, moderator: User, signed_in: SignedIn) -> None:
        give_second_factor(moderator)
        client = signed_in(moderator, second_factor=True)
        answer = client.post("/accounts/2fa/app/remove/")
        assert sent_to(answer) == SHOW_AGAIN
        assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()

        client.post(f"{SHOW_AGAIN}?next=/accounts/2fa/app/remove/", {"code": current_code(moderator)})
        client.post("/accounts/2fa/app/remove/")
        assert not Authenticator.objects.exists()
        assert sent_to(client.get("/desk/")) == SET_UP

    def test_the_way_on_stays_on_this_portal(self, moderator: User, signed_in: SignedIn) -> None:
        client = signed_in(moderator)
        page = client.get(f"{SET_UP}?next=https://evil.example/")
        answer = client.post(f"{SET_UP}?next=https://evil.example/", {"code": code_of(page.context["secret"])})
        assert answer["Location"] == "/accounts/2fa/recovery-codes/"
        assert "evil" not in client.get("/accounts/2fa/recovery-codes/?next=https://evil.example/").content.decode()


class TestAtRest:
    def test_secrets_cannot_be_read_from_the_database(self, moderator: User) -> None:
        give_second_factor(moderator)
        app, recovery = Authenticator.objects.order_by("-type")
        kept = json.dumps([app.data, recovery.data])
        assert secret_of(moderator) not in kept
        assert decrypt(recovery.data["seed"]) not in kept
        assert not any(code in kept for code in recovery.wrap().get_unused_codes())

    def test_a_secret_that_is_being_set_up_cannot_be_read_either(self, moderator: User, signed_in: SignedIn) -> None:
        client = signed_in(moderator)
        secret = client.get(SET_UP).context["secret"]
        assert client.session.session_key
        for session in Session.objects.all():
            assert secret not in json.dumps(session.get_decoded())

    def test_secrets_stay_readable_while_the_key_is_changed(self, settings: LazySettings) -> None:
        closed = encrypt("seed")
        old = settings.SECRET_KEY
        settings.SECRET_KEY = "another key that is long enough to be one of the portal's"
        with pytest.raises(InvalidToken):
            decrypt(closed)
        settings.SECRET_KEY_FALLBACKS = [old]
        assert decrypt(closed) == "seed"


def code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    _, now, _ = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, now)))


def test_who_is_asked_to_show_it_again_is_never_asked_for_a_password(
    signed_in: SignedIn, clock: time_machine.Traveller
) -> None:
    """Whatever way their row was made: nobody here has a password."""
    user = User.objects.create(email="row-made-by-hand@example.org")
    Role.objects.create(user=user, name=Role.Name.MODERATOR)
    client = signed_in(user, second_factor=True)
    clock.shift(timedelta(hours=1))
    answer = client.get("/accounts/2fa/recovery-codes/")
    assert answer.status_code == 302
    assert sent_to(answer) == SHOW_AGAIN
    shown = client.post(answer["Location"], {"code": current_code(user)})
    assert sent_to(shown) == "/accounts/2fa/recovery-codes/"
