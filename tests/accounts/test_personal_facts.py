"""What we know about somebody is told and erased on request."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from commitments.models import Commitment, Draft
from coprod_portal.accounts.models import Session, User
from coprod_portal.accounts.second_factor import give_second_factor
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.models import Submission
from tests import factories

pytestmark = pytest.mark.django_db


def draft(**fields: Any) -> Draft:
    now = timezone.now()
    return Draft.objects.create(answers={"what": "We will listen."}, created_at=now, changed_at=now, **fields)


def export(email: str) -> dict[str, Any]:
    out = StringIO()
    call_command("export_person", email, stdout=out)
    facts: dict[str, Any] = json.loads(out.getvalue())
    return facts


def erase(email: str) -> str:
    out = StringIO()
    call_command("erase_person", email, "--yes", stdout=out)
    return out.getvalue()


@pytest.fixture
def theirs(maker: User) -> Commitment:
    commitment = factories.public_commitment(by=maker, person_name="Aisha", what="We will pay Aisha's helpers.")
    factories.published(factories.news(commitment, happened="Aisha began."))
    factories.waiting_commitment(by=maker, person_name="Aisha")
    draft(keeper=maker)
    Client().post("/accounts/login/", {"email": maker.email})
    commitment.refresh_from_db()
    return commitment


def test_export_tells_everything_and_no_secret(maker: User, theirs: Commitment) -> None:
    give_second_factor(maker)
    facts = export(f" {maker.email.upper()} ")
    assert {commitment["reference"] for commitment in facts["commitments"]} >= {theirs.reference}
    assert [one["answers"] for one in facts["drafts"]] == [{"what": "We will listen."}]
    assert [one["kind"] for one in facts["mail"]].count("accounts/sign_in_code") == 1
    assert facts["account"]["open"] is True
    assert "secret" not in json.dumps(facts)


def test_export_tells_nothing_of_somebody_else(maker: User, stranger: User, theirs: Commitment) -> None:
    facts = export(stranger.email)
    assert facts["commitments"] == facts["drafts"] == facts["mail"] == facts["written"] == []


def test_export_knows_an_address_without_an_account() -> None:
    draft(email="new@example.org")
    facts = export("New@example.org")
    assert facts["account"] is None
    assert len(facts["drafts"]) == 1


def test_erase_leaves_nothing_that_somebody_alone_has_said(
    maker: User, theirs: Commitment, signed_in: Callable[..., Client]
) -> None:
    signed_in(maker)
    assert "gone" in erase(maker.email)

    left = Commitment.objects.get()
    assert (left.pk, left.person_name.startswith("A person"), left.keeper) == (theirs.pk, True, None)
    assert left.taken_down_at is not None
    assert not Commitment.objects.public().exists()
    assert not Submission.objects.exists()
    assert not Draft.objects.exists()
    assert not Mail.objects.filter(to=maker.email).exists()
    assert not User.objects.filter(email=maker.email).exists()
    assert not any(session.get_decoded().get("_auth_user_id") == str(maker.pk) for session in Session.objects.all())


def test_erase_leaves_what_an_organisation_and_others_have_said(
    maker: User, colleague: User, theirs: Commitment
) -> None:
    organisation = factories.organisation("Kitchen", maker, colleague)
    ours = factories.public_commitment(by=maker, made_by=organisation)
    others = factories.public_commitment(by=colleague, person_name="Ben")
    erase(maker.email)
    assert set(Commitment.objects.public()) == {ours, others}
    ours.refresh_from_db()
    assert ours.keeper == colleague


def test_erase_asks_first(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "no")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_person", maker.email, stdout=StringIO())
    assert User.objects.filter(pk=maker.pk).exists()


def test_erase_may_run_twice(maker: User) -> None:
    erase(maker.email)
    assert "no account" in erase(maker.email)
