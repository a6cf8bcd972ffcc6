"""One world for all rows of a module, and a browser of each person in it."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.conftest import NOW

from .people import Person
from .world import World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for all rows: what a row changes is rolled back after it, and the world in the end."""
    with time_machine.travel(NOW, tick=False), django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def clients(db: None, world: World, signed_in: Callable[..., Client]) -> dict[Person, Client]:
    made = {Person.READER: Client()}
    for person, user in world.users.items():
        is_staff = user.roles.exists() and person is not Person.MODERATOR_WITHOUT_SECOND_FACTOR
        made[person] = signed_in(user, second_factor=is_staff)
    return made
