"""A complaint about us: a first answer, a second by another person, and then where else to go."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from charters.models import AreaContact
from coprod_portal.accounts.models import Role, User
from coprod_portal.cases.models import Case
from coprod_portal.cases.seeing_to import take_case
from coprod_portal.cases.stages import again_address, answer_complaint, ask_again
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from tests.conftest import person

from .test_operations import opened

pytestmark = pytest.mark.django_db


def answered(case: Case, by: User, words: str = "We are sorry.") -> Case:
    contacts = list(AreaContact.objects.all())
    return answer_complaint(case=case, answer=words, outcome=Case.Outcome.ANSWERED, elsewhere=contacts, by=by)


@pytest.fixture
def case() -> Case:
    return opened(kind=Case.Kind.COMPLAINT)


def ask(client: Client, case: Case, words: str = "You did not say why.") -> Any:
    key = client.get(again_address(case)).context["form"]["form_key"].value()
    return client.post(again_address(case), {"words": words, "form_key": key})


def test_both_stages_have_ten_working_days_and_another_person(
    case: Case, administrator: User, client: Client, clock: Any
) -> None:
    AreaContact.objects.create(kind="ombudsman", name="An ombudsman", url="https://ombudsman.example.org/")
    assert case.due_on == date(2026, 12, 7)
    answered(case, administrator)
    first = Mail.objects.get(kind="cases/answer").body
    assert again_address(case)[:25] in first
    assert "21 December 2026" in first
    assert "An ombudsman" not in first
    clock.shift(timedelta(days=3))
    for _ in range(2):
        assert client.get(again_address(case)).status_code == 200
    case.refresh_from_db()
    assert (case.stage, case.closed_at is None) == (1, False)
    assert ask(client, case).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.closed_at, case.owner, case.due_on) == (2, None, None, date(2026, 12, 10))
    assert "You have asked for a second answer" in client.get(again_address(case)).content.decode()
    with pytest.raises(Refused, match="Another person"):
        answered(case, administrator)
    with pytest.raises(Refused, match="another person"):
        take_case(case=case, seen=None, by=administrator)
    answered(case, person("other-administrator", Role.Name.ADMINISTRATOR), "Here is why.")
    last = Mail.objects.filter(kind="cases/answer").latest("pk").body
    assert "An ombudsman: https://ombudsman.example.org/" in last
    assert "another person" not in last.lower()
    assert list(case.answers.values_list("stage", "words")) == [(1, "We are sorry."), (2, "Here is why.")]
    case.refresh_from_db()
    with pytest.raises(Stale):
        ask_again(case=case, words="Once more.")


def test_it_is_too_early_before_the_answer_and_too_late_after_twenty_working_days(
    case: Case, administrator: User, client: Client, clock: Any
) -> None:
    with pytest.raises(Refused, match="not answered yet"):
        ask_again(case=case, words="Why?")
    answered(case, administrator)
    clock.shift(timedelta(days=29))
    page = client.get(again_address(case)).content.decode()
    assert "That day has passed" in page
    assert "<textarea" not in page
    with pytest.raises(Refused, match="is over"):
        ask_again(case=case, words="Why?")


def test_an_answer_written_before_somebody_asked_again_is_not_taken_for_the_second(
    case: Case, administrator: User
) -> None:
    answered(case, administrator)
    ask_again(case=Case.objects.get(), words="Why?")
    with pytest.raises(Stale, match="second answer"):
        answered(case, person("other-administrator", Role.Name.ADMINISTRATOR))


def test_a_link_that_is_not_ours_leads_nowhere(client: Client) -> None:
    assert client.get("/help/complaint/again/nonsense/").status_code == 404
