from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from coprod_portal.accounts.models import User
from coprod_portal.cases import operations
from coprod_portal.cases.models import Case
from coprod_portal.cases.operations import close_case, open_case, prune_cases
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Stale

pytestmark = pytest.mark.django_db

WORDS = "You show my old name."


def opened(**fields: Any) -> Case:
    return open_case(**{"kind": Case.Kind.DATA_COMPLAINT, "email": "resident@example.org", "words": WORDS, **fields})


def test_complaint_gets_an_answer_within_thirty_days() -> None:
    assert opened().due_on == date(2026, 12, 23)


def test_person_is_told_at_once_that_we_have_it(settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    settings.CONTACT_EMAIL = "us@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        case = opened()
    receipt, for_staff = mail.outbox
    assert (receipt.to, for_staff.to) == (["resident@example.org"], ["us@example.org"])
    for message in mail.outbox:
        assert case.reference in message.subject
        assert "23 December 2026" in message.body
        assert WORDS not in f"{message.subject} {message.body}"
    assert "https://ico.org.uk/make-a-complaint/" in receipt.body
    assert "resident@example.org" not in for_staff.body


def test_nothing_is_kept_when_a_mail_cannot_be_posted(monkeypatch: pytest.MonkeyPatch) -> None:
    def post(**fields: Any) -> None:
        if fields["kind"] == "cases/for_staff":
            raise RuntimeError
        Mail.objects.create(to="x", created_at=timezone.now(), send_after=timezone.now())

    monkeypatch.setattr(operations, "post", post)
    with pytest.raises(RuntimeError):
        opened()
    assert (Case.objects.count(), Mail.objects.count()) == (0, 0)


def test_references_cannot_be_guessed() -> None:
    references = {opened(email=f"resident{number}@example.org").reference for number in range(20)}
    assert len(references) == 20
    assert {len(reference) for reference in references} == {10}


def test_case_is_closed_once(administrator: User) -> None:
    case = close_case(case=opened(), by=administrator)
    assert (case.closed_at, case.closed_by) == (timezone.now(), administrator)
    with pytest.raises(Stale):
        close_case(case=case, by=administrator)


def test_closed_cases_go_after_a_year_and_open_ones_stay(administrator: User, clock: Any) -> None:
    open_one = opened(email="open@example.org")
    close_case(case=opened(email="old@example.org"), by=administrator)
    clock.shift(timedelta(days=300))
    recent = close_case(case=opened(email="recent@example.org"), by=administrator)
    assert prune_cases() == 0
    clock.shift(timedelta(days=66))
    assert prune_cases() == 1
    assert set(Case.objects.all()) == {open_one, recent}
