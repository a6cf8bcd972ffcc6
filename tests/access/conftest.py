"""One world for all rows of a module, and a browser of each person in it."""

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from coprod_portal.accounts.models import User
from tests.conftest import NOW, sign_in

from .people import Person
from .world import World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for all rows: what a row changes is rolled back after it, and the world in the end."""
    with time_machine.travel(NOW, tick=False), django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[Person, str]:
    """Who is signed in, by the cookie of their browser. Each test goes on from there."""
    return {
        person: sign_in(user, second_factor=has_second_factor(person, user)).cookies[settings.SESSION_COOKIE_NAME].value
        for person, user in world.users.items()
    }


def has_second_factor(person: Person, user: User) -> bool:
    return user.roles.exists() and person is not Person.MODERATOR_WITHOUT_SECOND_FACTOR


@pytest.fixture
def clients(db: None, sessions: dict[Person, str]) -> dict[Person, Client]:
    made = {Person.READER: Client()}
    for person, cookie in sessions.items():
        made[person] = Client()
        made[person].cookies[settings.SESSION_COOKIE_NAME] = cookie
    return made
