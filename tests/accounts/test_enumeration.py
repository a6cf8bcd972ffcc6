"""Nobody can find out by asking for a code whether somebody has an account."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.second_factor import give_second_factor
from coprod_portal.outbox.models import Mail

pytestmark = pytest.mark.django_db

# What is new on every page: the token against forged posts, and the key of the form.
TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|form_key)" value="[\w-]+"')
KNOWN, STAFF, CLOSED, UNKNOWN = "known1@example.org", "staff1@example.org", "closed@example.org", "nobody@example.org"


@pytest.fixture
def accounts() -> None:
    User.objects.create_user(KNOWN)
    User.objects.create_user(CLOSED, is_active=False)
    staff = User.objects.create_user(STAFF)
    Role.objects.create(user=staff, name=Role.Name.MODERATOR)
    give_second_factor(staff)


def trace(email: str) -> list[Any]:
    """Everything that somebody outside can see of asking for a code, typing a wrong one and asking again."""
    client = Client()
    seen: list[Any] = []
    for address, fields in [
        ("/accounts/login/", {"email": email}),
        ("/accounts/login/code/", None),
        ("/accounts/login/code/", {"code": "wrong"}),
        ("/accounts/login/code/", {"action": "resend"}),
        ("/accounts/login/code/", None),
    ]:
        before = Mail.objects.count()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address) if fields is None else client.post(address, fields)
        cookies = sorted((name, dict(morsel, expires="")) for name, morsel in answer.cookies.items())
        body = answer.content.decode().replace(email, "ADDRESS")
        body = TOKEN.sub("TOKEN", body)
        headers = {name: value for name, value in answer.items() if name not in ("X-Request-ID", "ETag")}
        statements = [query["sql"].split()[0] for query in queries.captured_queries]
        seen.append((answer.status_code, headers, cookies, body, statements, Mail.objects.count() - before))
    return seen


@pytest.mark.parametrize("email", [KNOWN, STAFF, CLOSED])
def test_an_account_looks_like_none(accounts: None, email: str) -> None:
    assert trace(email) == trace(UNKNOWN)


def test_asking_leaves_nothing_about_somebody_unknown(accounts: None) -> None:
    before = User.objects.count()
    trace(UNKNOWN)
    assert User.objects.count() == before
