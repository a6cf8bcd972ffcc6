"""A writer appeals, somebody who took no part in the decision agrees, and what was refused is public."""

from collections.abc import Callable

import pytest

from commitments.models import Commitment
from coprod_portal.accounts.models import User
from tests import factories

from .conftest import show_second_factor, sign_in
from .visitor import Visitor

pytestmark = pytest.mark.journey


def test_a_writer_appeals_and_somebody_else_decides(
    arrive: Callable[[], Visitor], moderator_with_second_factor: User
) -> None:
    writer = User.objects.create_user("writer@example.org")
    record = factories.declined(by=writer, title="Pay fares", area=None)

    visitor = arrive()
    visitor.open(f"/my/appeals/{record.pk}/")
    sign_in(visitor, writer.email)
    visitor.sees("Ask somebody else to read it again", "within 10 working days")
    visitor.press("Send my appeal")
    visitor.sees("There is something to mend", "Say why you think that we should decide otherwise")
    visitor.write("Why should we decide otherwise?", "Nobody is hurt by paid fares.")
    visitor.press("Send my appeal")
    visitor.sees("We have your appeal", "Nobody is hurt by paid fares.")

    other = arrive()
    other.open("/moderation/appeals/")
    sign_in(other, moderator_with_second_factor.email)
    show_second_factor(other, moderator_with_second_factor)
    other.follow("Pay fares")
    other.sees("Nobody is hurt by paid fares.", "What happened so far")
    other.choose("Yes: publish it now")
    other.write("Your answer", "You are right. Thank you for telling us.")
    other.press("Send the answer")
    other.sees("Decided.", "No appeal waits.")

    visitor.open("/my/appeals/")
    visitor.follow("See your appeal")
    visitor.sees("we said that you were right", "You are right. Thank you for telling us.")
    visitor.follow("See it on the site")
    visitor.sees("Pay fares")
    assert Commitment.objects.public().count() == 1
