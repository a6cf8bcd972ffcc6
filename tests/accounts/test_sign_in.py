"""Signing in by a code that comes by e-mail."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
CODE = "/accounts/login/code/"


def ask(client: Client, email: str, following: str = "") -> Any:
    return client.post(LOGIN, {"email": email, "next": following})


def newest_code(email: str) -> str:
    mail = Mail.objects.filter(to=email, kind="accounts/sign_in_code").latest("pk")
    found = re.search(r"^ +(\d{4}-\d{4})$", mail.body, re.MULTILINE)
    assert found, mail.body
    return found[1]


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_signs_somebody_in_and_confirms_their_address(client: Client) -> None:
    answer = ask(client, "Maker@Example.org", "/commitments/")
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200

    answer = client.post(answer["Location"], {"code": newest_code("maker@example.org")})

    assert (answer.status_code, answer["Location"]) == (302, "/commitments/")
    user = User.objects.get()
    assert user.email == "maker@example.org"
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("typed", ["{0}{1}", " {0} {1} ", "{0}-{1}", "{0} - {1}", "{0}\u00a0{1}"])
def test_a_code_may_be_typed_with_spaces_and_lines(client: Client, typed: str) -> None:
    ask(client, "maker@example.org")
    first, second = newest_code("maker@example.org").split("-")
    client.post(CODE, {"code": typed.format(first, second)})
    assert is_signed_in(client)
