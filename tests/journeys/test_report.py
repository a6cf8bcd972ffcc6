"""A reader says that something public is unkind; a moderator hides it, and the reader sees what came of it."""

from collections.abc import Callable

import pytest

from commitments.models import Commitment, Report
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from tests import factories

from .conftest import show_second_factor, sign_in
from .visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_reader_reports_and_a_moderator_sees_to_it(
    arrive: Callable[[], Visitor], moderator_with_second_factor: User
) -> None:
    commitment = factories.public_commitment(by=User.objects.create_user("maker@example.org"), title="Pay on the day")
    news = factories.published(factories.news(commitment, happened="Only the lazy ones had to wait."))

    reader = arrive()
    reader.open(commitment.get_absolute_url())
    reader.follow("Report something wrong here", within="footer")
    reader.sees("You need not say who you are.", "Is somebody in danger now?")
    reader.press("Send my report")
    reader.sees("There is something to mend", "Choose what is wrong", "Choose where it is")
    reader.choose("It is unkind or unfair")
    reader.choose("The news of")
    reader.write("Tell us more", "It calls people lazy.")
    reader.write("Your e-mail address", "reader@example.org")
    reader.press("Send my report")
    reader.sees("We have it. Thank you", "It is open. A person looks into it.")
    made = Report.objects.select_related("case").get()
    assert made.case.thing == f"submission:{news.pk}"
    state = reader.page.url.removeprefix(reader.home)

    desk = arrive()
    desk.open("/moderation/reports/")
    sign_in(desk, moderator_with_second_factor.email)
    show_second_factor(desk, moderator_with_second_factor)
    desk.follow("Pay on the day")
    desk.sees("It calls people lazy.", "Only the lazy ones had to wait.", "It is public now.")
    desk.sees_not("reader@example.org")
    desk.pick("Why?", "Unkind or unfair words")
    desk.press("Hide it now")
    desk.sees("Hidden. Nobody sees it on any page now.", "It is not public now.")
    reader.open(commitment.get_absolute_url())
    reader.sees("Pay on the day")
    reader.sees_not("lazy")
    desk.choose("It was taken down")
    desk.press("End it")
    desk.sees("There is something to mend", "Write an answer: somebody waits for it")
    desk.write("Our answer to those who reported it", "You are right. We took it down.")
    desk.press("End it")
    desk.sees("It is ended.", "Nothing is open.")

    reader.open(state)
    reader.sees("We have looked into it", "It is ended.")
    reader.sees_not("We took it down", "Pay on the day")
    assert "We took it down." in Mail.objects.get(to="reader@example.org", kind="commitments/report_answer").body
    assert Commitment.objects.public().count() == 1
