"""An administrator gives roles and takes them away, and everybody whom it concerns is told at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from charters.models import Stewardship
from charters.operations.stewards import appoint_steward
from commitments.models import WeekOrganiser
from commitments.operations.staff_roles import take
from coprod_portal.accounts.models import Role, Session, StaffAct, User
from coprod_portal.accounts.operations import make_staff
from coprod_portal.accounts.second_factor import current_code, give_second_factor
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State
from tests import factories
from tests.commitments.test_races import at_once
from tests.conftest import person

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
GIVE = "/moderation/staff/give/"
AGAIN = "/accounts/2fa/show-again/"


@pytest.fixture
def client(administrator: User, signed_in: SignIn) -> Client:
    return signed_in(administrator, second_factor=True)


def roles(user: User) -> set[str]:
    return set(Role.objects.filter(user=user).values_list("name", flat=True))


def take_address(user: User) -> str:
    return reverse("staff-take", args=[user.pk])


def told() -> set[tuple[str, str]]:
    return set(Mail.objects.values_list("to", "kind"))


def newest() -> tuple[Any, ...]:
    act = StaffAct.objects.order_by("pk").last()
    assert act is not None
    return (act.what, act.thing, act.choice, act.outcome)


def test_each_role_is_given_and_taken_in_the_portal(client: Client, administrator: User) -> None:
    other = person("other-administrator", Role.Name.ADMINISTRATOR)
    charter, week = factories.charter(), factories.week()
    more: dict[str, dict[str, object]] = {"steward": {"charter": charter.pk}, "organiser": {"week": week.pk}}
    for role in Role.Name.values:
        answer = client.post(GIVE, {"email": " New@Example.org", "role": role, **more.get(role, {})})
        user = User.objects.get(email="new@example.org")
        assert answer["Location"] == reverse("staff-person", args=[user.pk])
    assert roles(user) == set(Role.Name.values)
    assert Stewardship.objects.get().charter == charter
    assert WeekOrganiser.objects.get().week == week
    assert newest()[:2] == ("staff-give", f"person:{user.pk}")
    own = {("new@example.org", kind) for kind in ("accounts/role_given", "charters/appointed")}
    all_told = {(one.email, "accounts/role_changed") for one in (administrator, other)}
    assert told() >= own | all_told
    assert "By: administrator@example.org" in Mail.objects.filter(to=other.email)[0].body

    Mail.objects.all().delete()
    client.post(take_address(user), {"role": "steward", "charter": charter.slug})
    client.post(take_address(user), {"role": "organiser", "week": week.year})
    assert roles(user) == {"moderator", "administrator", "reviewer"}
    assert newest() == ("staff-take", f"person:{user.pk} week:{week.year}", "take-organiser", "done")
    for role in ("moderator", "administrator", "reviewer"):
        client.post(take_address(user), {"role": role})
    assert (roles(user), Stewardship.objects.count(), WeekOrganiser.objects.count()) == (set(), 0, 0)
    assert told() == {("new@example.org", "accounts/role_taken"), *all_told}
    assert client.get(reverse("staff-person", args=[user.pk])).status_code == 404


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"email": "nobody"}, "Enter an e-mail address like name@example.org"),
        ({"role": ""}, "Choose a role"),
        ({"role": "king"}, "Choose a role"),
        ({"role": "steward"}, "Choose a charter"),
        ({"role": "organiser"}, "Choose a week"),
        ({"email": "administrator@example.org"}, "Nobody gives a role to themselves."),
        ({"email": "closed@example.org"}, "The account with this address is closed."),
    ],
)
def test_what_is_missing_or_refused_is_told(client: Client, posted: dict[str, str], sentence: str) -> None:
    User.objects.filter(pk=person("closed").pk).update(is_active=False)
    page = client.post(GIVE, {"email": "new@example.org", "role": "moderator", **posted}).content.decode()
    assert sentence in page
    assert (Role.objects.count(), Mail.objects.count()) == (1, 0)


def test_who_holds_it_is_out_at_the_next_click_and_what_is_open_is_not_saved(
    client: Client, moderator: User, signed_in: SignIn
) -> None:
    submission = factories.waiting_commitment().versions.get().submission
    address, theirs = reverse("moderation-submission", args=[submission.pk]), signed_in(moderator, second_factor=True)
    assert theirs.get(address).status_code == 200
    client.post(take_address(moderator), {"role": "moderator"})

    assert theirs.post(address, {"decision": "publish", "revision": 1}).status_code == 404
    assert theirs.get("/moderation/").status_code == 404
    assert theirs.get("/my/").status_code == 200
    assert Submission.objects.get(pk=submission.pk).state == State.SUBMITTED


def test_the_last_administrator_stays(client: Client, administrator: User) -> None:
    User.objects.filter(pk=person("closed", Role.Name.ADMINISTRATOR).pk).update(is_active=False)
    answer = client.post(take_address(administrator), {"role": "administrator"})
    assert (answer.status_code, roles(administrator)) == (409, {"administrator"})
    assert "There must be an administrator." in answer.content.decode()
    assert newest() == ("staff-take", f"person:{administrator.pk}", "take-administrator", "refused")

    person("other-administrator", Role.Name.ADMINISTRATOR)
    assert client.post(take_address(administrator), {"role": "administrator"})["Location"] == "/my/"
    assert client.get("/moderation/staff/").status_code == 404


def test_who_is_no_administrator_any_more_changes_nothing(administrator: User, moderator: User) -> None:
    person("other-administrator", Role.Name.ADMINISTRATOR)
    Role.objects.filter(user=administrator).delete()
    with pytest.raises(Refused, match="not an administrator any more"):
        make_staff(email="new@example.org", role=Role.Name.MODERATOR, by=administrator)
    with pytest.raises(Refused, match="not an administrator any more"):
        take(user=moderator, role=Role.Name.MODERATOR, charter=None, week=None, by=administrator)
    assert (roles(moderator), User.objects.filter(email="new@example.org").exists()) == ({"moderator"}, False)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_remove_each_other_one_stays(administrator: User) -> None:
    other = person("other-administrator", Role.Name.ADMINISTRATOR)

    def removing(somebody: User, by: User) -> Callable[[], bool]:
        return lambda: take(user=somebody, role=Role.Name.ADMINISTRATOR, charter=None, week=None, by=by)

    sentences = at_once(removing(other, administrator), removing(administrator, other))
    assert sorted(sentences) == ["", "You are not an administrator any more."]
    assert Role.objects.filter(name=Role.Name.ADMINISTRATOR).count() == 1


def test_giving_a_role_needs_a_second_factor_shown_just_now_and_loses_nothing(
    client: Client, administrator: User, clock: Traveller
) -> None:
    give_second_factor(administrator)
    assert client.get(GIVE).status_code == 200
    clock.shift(timedelta(minutes=6))
    assert client.get(GIVE)["Location"].startswith(AGAIN)
    given_up = client.post(GIVE, {"email": "given-up@example.org", "role": "administrator"})
    assert given_up["Location"].startswith(AGAIN)
    assert newest()[2:] == ("", "second-factor")
    assert not Role.objects.filter(user__email="given-up@example.org").exists()
    # What was given up is not sent by opening the page some time later.
    client.get(GIVE)
    client.post(f"{AGAIN}?next={GIVE}", {"code": current_code(administrator)})
    assert not User.objects.filter(email="given-up@example.org").exists()

    clock.shift(timedelta(minutes=6))
    suspended = client.post(GIVE, {"email": "new@example.org", "role": "moderator"})
    done = client.post(suspended["Location"], {"code": current_code(administrator)})
    user = User.objects.get(email="new@example.org")
    assert (done["Location"], roles(user)) == (reverse("staff-person", args=[user.pk]), {"moderator"})
    assert newest() == ("staff-give", f"person:{user.pk}", "give-moderator", "done")


def test_an_administrator_ends_sessions_and_takes_a_lost_second_factor(
    client: Client, administrator: User, moderator: User, stranger: User, signed_in: SignIn
) -> None:
    theirs = signed_in(moderator, second_factor=True)
    page = client.get(reverse("staff-person", args=[moderator.pk])).content.decode()
    assert "They are signed in on 1 phone or computer." in page
    client.post(reverse("staff-sign-out", args=[moderator.pk]))
    assert theirs.get("/moderation/")["Location"].startswith("/accounts/login/")
    client.post(reverse("staff-new-second-factor", args=[moderator.pk]))
    assert not Authenticator.objects.filter(user=moderator).exists()

    client.post(reverse("staff-sign-out", args=[administrator.pk]))
    assert Session.objects.filter(user=administrator).count() == 1
    assert client.post(reverse("staff-new-second-factor", args=[administrator.pk])).status_code == 409
    signed_in(stranger)
    assert client.post(reverse("staff-sign-out", args=[stranger.pk])).status_code == 404
    assert Session.objects.filter(user=stranger).exists()


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_at_any_length(
    how_many: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(how_many):
        charter = factories.charter(f"charter-{number}")
        appoint_steward(email=f"steward-{number}@example.org", charter=charter, by=None)
    with django_assert_num_queries(8):
        page = client.get("/moderation/staff/").content.decode()
    assert page.count('class="card"') == how_many + 1
    assert client.get("/moderation/staff/?role=moderator").content.decode().count('class="card"') == 0


def test_pages_of_the_list(client: Client, monkeypatch: pytest.MonkeyPatch, moderator: User) -> None:
    monkeypatch.setattr("coprod_portal.site.views.staff.roles.PAGE", 1)
    first = client.get("/moderation/staff/").content.decode()
    assert f"after={User.objects.earliest('pk').pk}" in first
    assert moderator.email in client.get(f"/moderation/staff/?after={moderator.pk - 1}").content.decode()
    assert client.get("/moderation/staff/?after=x").status_code == 200
