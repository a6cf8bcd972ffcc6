import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from commitments.going import Going
from commitments.models import Organisation
from commitments.operations.moderation import decide
from commitments.operations.profiles import rename
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import Action
from tests import factories
from tests.commitments import public

pytestmark = pytest.mark.django_db


def test_it_shows_all_that_a_maker_made_public_and_counts_it(client: Client) -> None:
    kitchen = factories.organisation("Marmalade Kitchen")
    public.not_public(made_by=kitchen)
    factories.public_commitment(title="Of somebody else", made_by=factories.organisation())
    # Some of it was public once.
    assert client.get(f"/organisations/{kitchen.slug}/").status_code == 410
    first = factories.public_commitment(title="First", made_by=kitchen)
    factories.public_commitment(title="Second", made_by=kitchen)
    factories.published(factories.news(first, going=Going.STOPPED))
    response = client.get(f"/organisations/{kitchen.slug}/")
    assert [card.title for card in response.context["cards"]] == ["Second", "First"]
    counts = response.context["counts"]
    assert (counts.made, counts.with_news, counts.done, counts.stopped, counts.no_news) == (2, 1, 0, 1, 0)
    assert "zebra" not in response.content.decode()


def test_an_organisation_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/organisations/nobody/").status_code == 404


def test_made_up_ones_are_not_on_a_live_site(client: Client, settings: Settings) -> None:
    kitchen = factories.organisation()
    factories.public_commitment(made_by=kitchen, made_up=True)
    assert client.get(f"/organisations/{kitchen.slug}/").status_code == 200
    settings.SHOW_MADE_UP = False
    assert client.get(f"/organisations/{kitchen.slug}/").status_code == 404


def test_it_has_pages(client: Client) -> None:
    kitchen = factories.organisation()
    for number in range(21):
        factories.public_commitment(title=f"Number {number}", made_by=kitchen)
    first = client.get(f"/organisations/{kitchen.slug}/")
    second = client.get(f"/organisations/{kitchen.slug}/{first.context['next']}")
    assert len(first.context["cards"]) == 20
    assert [card.title for card in second.context["cards"]] == ["Number 0"]
    assert client.get(f"/organisations/{kitchen.slug}/?after=x").status_code == 302


def test_the_commitments_of_a_charter_lead_to_the_list(client: Client) -> None:
    response = client.get("/charters/sandwell/commitments/")
    assert (response.status_code, response["Location"]) == (302, "/commitments/?charter=sandwell")


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int) -> None:
    kitchen = factories.organisation()
    for _ in range(number):
        factories.public_commitment(made_by=kitchen)
    client.get("/commitments/")
    with django_assert_num_queries(8):
        client.get(f"/organisations/{kitchen.slug}/")


def test_a_name_that_is_hidden_gives_way_to_the_one_before_it(client: Client, moderator: User) -> None:
    maker = factories.organisation("Kitchen")
    Organisation.objects.filter(pk=maker.pk).update(slug="kitchen")
    factories.public_commitment(made_by=maker)
    rename(organisation=maker, name="Zebra thieves", by=moderator)
    named = maker.profiles.get().submission

    def decided(action: Action) -> None:
        decide(submission=named, action=action, revision=1, reason="unkind", by=moderator)

    assert client.get("/organisations/kitchen/", follow=True).redirect_chain == [("/organisations/zebra-thieves/", 301)]
    decided(Action.HIDE)
    page = client.get("/organisations/kitchen/")
    assert "Kitchen" in page.content.decode()
    assert "Zebra" not in page.content.decode()
    gone = client.get("/organisations/zebra-thieves/")
    assert gone.status_code == 410
    assert "Kitchen" not in gone.content.decode()
    decided(Action.RESTORE)
    assert client.get("/organisations/kitchen/", follow=True).redirect_chain == [("/organisations/zebra-thieves/", 301)]
