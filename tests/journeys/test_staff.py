"""An administrator takes a role away while its holder is at work."""

from collections.abc import Callable

import pytest

from coprod_portal.accounts.models import Role, StaffAct, User
from coprod_portal.accounts.second_factor import give_second_factor
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State
from tests import factories

from .conftest import show_second_factor, sign_in
from .visitor import Visitor

pytestmark = pytest.mark.journey


def test_an_administrator_takes_a_role_away_while_its_holder_is_at_work(
    arrive: Callable[[], Visitor], moderator_with_second_factor: User
) -> None:
    factories.waiting_commitment(title="Pay fares")
    administrator = User.objects.create_user("administrator@example.org")
    Role.objects.create(user=administrator, name=Role.Name.ADMINISTRATOR)
    give_second_factor(administrator)

    holder = arrive()
    holder.open("/moderation/")
    sign_in(holder, moderator_with_second_factor.email)
    show_second_factor(holder, moderator_with_second_factor)
    holder.follow("Pay fares")
    holder.choose("Publish it")

    visitor = arrive()
    visitor.open("/moderation/staff/")
    sign_in(visitor, administrator.email)
    show_second_factor(visitor, administrator)
    visitor.sees("Who is staff", moderator_with_second_factor.email)
    visitor.follow(moderator_with_second_factor.email)
    visitor.sees("They are signed in on 1 phone or computer.")
    visitor.press("Take it away : Moderator")
    visitor.sees("It is taken away. We wrote to them, and to all administrators.")

    holder.press("Decide")
    holder.sees("We could not find that page")
    # A browser notes each page that is not there.
    holder.wrong = [line for line in holder.wrong if "status of 404" not in line]
    holder.open("/my/")
    holder.sees("You look after no commitments yet.")
    assert Submission.objects.get().state == State.SUBMITTED
    assert set(Mail.objects.filter(kind__startswith="accounts/role_").values_list("to", "kind")) == {
        (moderator_with_second_factor.email, "accounts/role_taken"),
        (administrator.email, "accounts/role_changed"),
    }

    visitor.follow("What the staff did")
    visitor.sees("Took a role away from somebody: Moderator", f"person {moderator_with_second_factor.pk}")
    assert StaffAct.objects.get(what="staff-take").by == administrator.pk
    visitor.open("/my/sessions/")
    visitor.sees("You are signed in nowhere else.")
