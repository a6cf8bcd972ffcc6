from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from coprod_portal.site.views import health


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    health.migrated.clear()
    yield
    health.migrated.clear()


def test_process_is_up_without_a_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"up\n")


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_all_migrations_are_applied(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_ready_is_cheap_the_second_time(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'cases'")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations are missing\n")


def test_not_ready_while_the_database_is_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", down)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")
