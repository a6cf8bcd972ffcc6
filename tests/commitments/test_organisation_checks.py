"""Making sure that an organisation is who it says."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commitments.models import Organisation
from commitments.operations.checking import check, take_back
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from tests import factories
from tests import opportunity_factories as made

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
CHECKED = "Checked in November 2026: we made sure that this is who it says it is."
RANG = "We rang the number on its own website, or in a public register."


@pytest.fixture
def kitchen(maker: User) -> Organisation:
    return factories.organisation("Marmalade Kitchen", maker)


def address(organisation: Organisation, page: str = "") -> str:
    return f"/moderation/organisations/{organisation.slug}/{page}"


def test_a_moderator_marks_it_and_takes_it_back(
    kitchen: Organisation, moderator: User, client: Client, signed_in: SignIn
) -> None:
    factories.public_commitment(made_by=kitchen)
    public = f"/organisations/{kitchen.slug}/"
    desk = signed_in(moderator, second_factor=True)
    assert CHECKED not in client.get(public).content.decode()
    assert desk.post(address(kitchen), {"how": "phone"})["Location"] == address(kitchen)
    kitchen.refresh_from_db()
    assert (kitchen.checked_how, kitchen.checked_by) == ("phone", moderator)
    page = client.get(public).content.decode()
    assert CHECKED in page
    assert RANG in page
    assert RANG in desk.get(address(kitchen)).content.decode()

    desk.post(address(kitchen, "take-back/"))
    kitchen.refresh_from_db()
    assert (kitchen.checked_at, kitchen.checked_how, kitchen.checked_by) == (None, "", None)
    assert CHECKED not in client.get(public).content.decode()


def test_it_says_how_or_nothing_is_marked(kitchen: Organisation, moderator: User, signed_in: SignIn) -> None:
    desk = signed_in(moderator, second_factor=True)
    assert "Choose how you made sure" in desk.post(address(kitchen), {"how": " "}).content.decode()
    kitchen.refresh_from_db()
    assert kitchen.checked_at is None


def test_nobody_checks_their_own(moderator: User, maker: User, signed_in: SignIn) -> None:
    own = factories.organisation("Own", moderator)
    desk = signed_in(moderator, second_factor=True)
    assert "somebody else checks it" in desk.get(address(own)).content.decode()
    assert desk.post(address(own), {"how": "met"}).status_code == 409
    for user in (moderator, maker):
        with pytest.raises(Refused):
            check(organisation=own, how="x", by=user)
        with pytest.raises(Refused):
            take_back(organisation=made.checked(own), by=user)
        own.refresh_from_db()


def test_two_at_once_do_it_once(
    kitchen: Organisation, moderator: User, second_moderator: User, signed_in: SignIn
) -> None:
    check(organisation=kitchen, how="phone", by=moderator)
    with pytest.raises(Stale):
        check(organisation=kitchen, how="mail", by=second_moderator)
    late = signed_in(second_moderator, second_factor=True).post(address(kitchen), {"how": "mail"})
    assert late.status_code == 409
    assert "checked this organisation already" in late.content.decode()
    take_back(organisation=kitchen, by=moderator)
    with pytest.raises(Stale):
        take_back(organisation=kitchen, by=second_moderator)


def test_the_list_finds_by_a_part_of_the_name_and_has_pages(moderator: User, signed_in: SignIn) -> None:
    for number in range(51):
        factories.organisation(f"Kitchen {number:02}")
    factories.organisation("Shed")
    desk = signed_in(moderator, second_factor=True)
    first = desk.get("/moderation/organisations/?q=kitch")
    second = desk.get(f"/moderation/organisations/?q=kitch&after={first.context['next']}")
    names = [one.name for page in (first, second) for one in page.context["organisations"]]
    assert names == [f"Kitchen {number:02}" for number in range(51)]
    assert "No organisation has this name" in desk.get("/moderation/organisations/?q=zebra").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries(
    moderator: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        factories.organisation()
    desk = signed_in(moderator, second_factor=True)
    with django_assert_num_queries(5):
        desk.get("/moderation/organisations/")
