"""The people of the tests, each named once, and a clock that stands still.

It is Monday 23 November 2026, ten in the morning, in every test.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from coprod_portal.accounts.models import Role, User

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


def person(name: str, *roles: Role.Name) -> User:
    user = User.objects.create_user(f"{name}@example.org")
    for role in roles:
        Role.objects.create(user=user, name=role)
    return user


@pytest.fixture
def maker(db: None) -> User:
    """Looks after a commitment."""
    return person("maker")


@pytest.fixture
def colleague(db: None) -> User:
    """A member of the maker's organisation."""
    return person("colleague")


@pytest.fixture
def stranger(db: None) -> User:
    """Signed in, and nothing to do with it."""
    return person("stranger")


@pytest.fixture
def moderator(db: None) -> User:
    return person("moderator", Role.Name.MODERATOR)


@pytest.fixture
def second_moderator(db: None) -> User:
    return person("second-moderator", Role.Name.MODERATOR)


@pytest.fixture
def steward(db: None) -> User:
    return person("steward", Role.Name.STEWARD)


@pytest.fixture
def administrator(db: None) -> User:
    return person("administrator", Role.Name.ADMINISTRATOR)
