"""The first pages of a steward: their own charters, and nobody else's."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, Edition, Stewardship
from coprod_portal.accounts.models import Role, User
from tests import factories

SignIn = Callable[..., Client]

pytestmark = pytest.mark.django_db


def main(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().partition("<main")[2].partition("</main>")[0].split())


def give(charter: Charter, *stewards: User) -> None:
    for steward in stewards:
        Stewardship.objects.create(charter=charter, user=steward)


def test_a_steward_sees_the_charters_they_look_after(signed_in: SignIn, steward: User) -> None:
    give(factories.charter("stockport"), steward)
    factories.charter("sandwell")

    page = main(signed_in(steward, second_factor=True), "/steward/")

    assert "Stockport" in page
    assert "Edition 1 is public since" in page
    assert "Sandwell" not in page


def test_a_steward_without_a_charter_hears_what_to_do(signed_in: SignIn, steward: User) -> None:
    factories.charter()

    assert "You look after no charter yet." in main(signed_in(steward, second_factor=True), "/steward/")


def test_a_draft_is_named(signed_in: SignIn, steward: User) -> None:
    charter = factories.charter()
    Edition.objects.create(charter=charter, number=2, title="T", owner="O", summary="S", source="A page")
    give(charter, steward)

    assert "Edition 2 is in draft." in main(signed_in(steward, second_factor=True), "/steward/")


def test_the_page_of_a_charter_is_for_its_stewards_alone(signed_in: SignIn, steward: User, moderator: User) -> None:
    factories.charter("stockport")
    give(factories.charter("sandwell"), steward, moderator)
    client = signed_in(steward, second_factor=True)

    assert client.get("/steward/sandwell/").status_code == 200
    assert client.get("/steward/stockport/").status_code == 404
    assert signed_in(moderator, second_factor=True).get("/steward/sandwell/").status_code == 403


def test_it_names_who_else_looks_after_it(signed_in: SignIn, steward: User, colleague: User, stranger: User) -> None:
    charter = factories.charter()
    give(charter, steward)
    client = signed_in(steward, second_factor=True)
    assert "Only you." in main(client, "/steward/sandwell/")
    Role.objects.create(user=colleague, name=Role.Name.STEWARD)
    give(charter, colleague, stranger)

    page = main(client, "/steward/sandwell/")

    assert colleague.email in page
    assert stranger.email not in page


def test_a_dismissed_steward_is_out_at_the_next_click(signed_in: SignIn, steward: User) -> None:
    give(factories.charter(), steward)
    client = signed_in(steward, second_factor=True)
    assert client.get("/steward/sandwell/").status_code == 200
    Stewardship.objects.all().delete()

    assert client.get("/steward/sandwell/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries(
    signed_in: SignIn, steward: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        give(factories.charter(f"number-{number}"), steward)
    client = signed_in(steward, second_factor=True)

    with django_assert_num_queries(8):
        client.get("/steward/")
