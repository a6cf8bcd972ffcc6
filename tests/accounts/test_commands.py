"""Commands about staff."""

from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import second_factors
from coprod_portal.accounts.second_factor import current_code, give_second_factor

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_make_staff_gives_somebody_new_a_role_and_says_what_comes_next() -> None:
    text = said("make_staff", " Moderator@Example.org ".strip(), "--role", "moderator")
    user = User.objects.get()
    assert user.email == "moderator@example.org"
    assert [role.name for role in user.roles.all()] == ["moderator"]
    assert "/accounts/login/" in text
    assert "second factor" in text


def test_make_staff_may_run_twice_and_adds_roles(maker: User) -> None:
    for role in ("moderator", "moderator", "steward"):
        said("make_staff", maker.email, "--role", role)
    assert sorted(maker.roles.values_list("name", flat=True)) == ["moderator", "steward"]
    assert User.objects.count() == 1


@pytest.mark.parametrize("arguments", [("no address", "--role", "moderator"), ("a@example.org", "--role", "king")])
def test_make_staff_says_what_is_wrong(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        said("make_staff", *arguments)
    assert not Role.objects.exists()


def test_a_code_without_a_phone_is_for_made_up_staff_in_a_trial(moderator: User, settings: LazySettings) -> None:
    give_second_factor(moderator)
    with pytest.raises(CommandError, match="only for a trial"):
        said("second_factor_code", moderator.email)
    settings.DEBUG = True
    with pytest.raises(CommandError, match="nobody made up"):
        said("second_factor_code", moderator.email)
    User.objects.update(made_up=True)
    assert said("second_factor_code", moderator.email).strip() == current_code(moderator)


def test_a_code_without_a_phone_needs_a_second_factor(moderator: User, settings: LazySettings) -> None:
    settings.DEBUG = True
    User.objects.update(made_up=True)
    with pytest.raises(CommandError, match="no second factor yet"):
        said("second_factor_code", moderator.email)


def test_a_role_is_taken_away(moderator: User) -> None:
    assert "taken away" in said("make_staff", moderator.email, "--role", "moderator", "--take-away")
    assert not moderator.roles.exists()
    assert "Nobody" in said("make_staff", moderator.email, "--role", "moderator", "--take-away")


def test_somebody_who_lost_their_phone_sets_up_a_new_second_factor(moderator: User) -> None:
    give_second_factor(moderator)
    said("make_staff", moderator.email, "--role", "moderator", "--new-second-factor")
    assert second_factors(moderator) == {}
