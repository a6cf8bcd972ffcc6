"""The people of the tests, each named once, and a clock that stands still.

It is Monday 23 November 2026, ten in the morning, in every test.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from charters.models import Charter, Edition
from commitments.operations.keeping_reasons import load_reasons
from coprod_portal.accounts.models import Role, Session, StaffAct, User

from .migrated import migrating_once

staff_log = import_module("coprod_portal.accounts.migrations.0004_staff_log")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """What pytest-django asks for before it makes the database."""
    with migrating_once():
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A PostgreSQL of the tests is thrown away with all that is in it."""
    return connection.vendor == "postgresql"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture(autouse=True)
def words_can_go_after_a_committing_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits, Django empties all tables; on SQLite row by row, which published words refuse."""
    is_committing = commits(request.node)
    if is_committing:
        request.getfixturevalue("_django_db_helper")
    yield
    if is_committing:
        let_words_go()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """The reasons came with a migration. Once a committing test has emptied all tables, they come back.

    After the last test the database itself is gone.
    """
    yield
    if nextitem is not None and commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            load_reasons()


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    return bool((marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & names)


def let_words_go() -> None:
    """Make each edition a draft, of a charter of its own: no charter has two drafts."""
    for edition in Edition.objects.order_by(F("published_at").asc(nulls_first=True)):
        own = Charter.objects.create(slug=f"words-that-may-go-{edition.pk}", short_title="Gone", thread="teal")
        Edition.objects.filter(pk=edition.pk).update(published_at=None)
        Edition.objects.filter(pk=edition.pk).update(charter=own)
    if connection.vendor == "sqlite":
        let_staff_log_go()


def let_staff_log_go() -> None:
    """Only without its guard, which is put back at once. PostgreSQL empties tables without asking their rows."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER accounts_staffact_stays")
        StaffAct.objects.all().delete()
        cursor.execute(staff_log.ON_SQLITE[1])


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """What is counted in the cache, like tries to sign in, does not pass from one test to the next."""
    cache.clear()


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


@pytest.fixture
def reviewer(db: None) -> User:
    """Knows from their own life what it is about, and advises."""
    return person("reviewer", Role.Name.REVIEWER)


def sign_in(user: User, *, second_factor: bool = False) -> Client:
    """A browser in which somebody has signed in by code, and with `second_factor` has given that too."""
    client = Client()
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "code", email=user.email)
    if second_factor:
        authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        if authenticator is None:
            authenticator = TOTP.activate(user, generate_totp_secret()).instance
        record_authentication(
            request, user, "mfa", type=Authenticator.Type.TOTP, id=authenticator.pk, reauthenticated=False
        )
    request.session.save()
    Session.objects.filter(session_key=request.session.session_key).update(browser="Firefox, Linux")
    return client


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    return sign_in
