"""The bar of a signed-in person offers staff the way to their rooms."""

from collections.abc import Callable

import pytest
from django.test import Client

from coprod_portal.accounts.models import User

SignIn = Callable[..., Client]
DESK, STEWARDS, CASES = 'href="/moderation/"', 'href="/steward/"', 'href="/moderation/cases/"'

pytestmark = pytest.mark.django_db


def bar(client: Client, address: str = "/my/") -> str:
    page = client.get(address).content.decode()
    return page.partition('<aside class="signed-in"')[2].partition("</aside>")[0]


def test_each_role_sees_its_own_room(
    signed_in: SignIn, moderator: User, administrator: User, steward: User, stranger: User
) -> None:
    found = {
        user.email: tuple(room in bar(client) for room in (DESK, STEWARDS, CASES))
        for user in (moderator, administrator, steward, stranger)
        if (client := signed_in(user))
    }

    assert found == {
        moderator.email: (True, False, True),
        administrator.email: (False, False, True),
        steward.email: (False, True, False),
        stranger.email: (False, False, False),
    }


def test_the_room_where_somebody_is_is_marked(signed_in: SignIn, moderator: User) -> None:
    assert f'{DESK} aria-current="page"' in bar(signed_in(moderator, second_factor=True), "/moderation/")


def test_a_public_page_shows_no_room_and_stays_shareable(signed_in: SignIn, moderator: User) -> None:
    answer = signed_in(moderator).get("/charters/")

    assert DESK not in answer.content.decode()
    assert "public" in answer.headers["Cache-Control"]
