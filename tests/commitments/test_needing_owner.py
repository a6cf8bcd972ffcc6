"""Where staff find somebody new for what nobody answers for."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from commitments.models import Commitment, Invitation
from commitments.operations.inviting import accept
from coprod_portal.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PAGE = "/moderation/needing-owner/"


def silent(by: User, **fields: object) -> Commitment:
    made = factories.public_commitment(by=by, **fields)
    Commitment.objects.filter(pk=made.pk).update(needs_owner_since=timezone.localdate())
    return made


def test_it_lists_those_alone_and_somebody_new_is_invited(
    maker: User, colleague: User, moderator: User, signed_in: SignIn
) -> None:
    made = silent(maker, made_by=factories.organisation("Kitchen", maker), title="Silent")
    factories.public_commitment(by=maker, title="Looked after")
    factories.public_commitment(title="Left by its keeper")
    desk = signed_in(moderator, second_factor=True)
    page = desk.get(PAGE)
    assert [str(one.published_version) for one in page.context["commitments"]] == ["Silent", "Left by its keeper"]
    assert desk.post(f"{PAGE}{made.reference}/", {"email": colleague.email})["Location"] == PAGE
    assert f"An invitation to {colleague.email} waits" in desk.get(PAGE).content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.organisation, invitation.role) == (made.organisation, "lead")
    accept(invitation=invitation, by=colleague)
    assert [str(one.published_version) for one in desk.get(PAGE).context["commitments"]] == ["Left by its keeper"]
    assert desk.get(f"{PAGE}{made.reference}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries(
    maker: User, moderator: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        silent(maker, made_by=factories.organisation("", maker))
    desk = signed_in(moderator, second_factor=True)
    with django_assert_num_queries(7):
        desk.get(PAGE)
