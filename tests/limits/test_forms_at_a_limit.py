"""Each kind of form at its limit: a 429 with the time to come back, and all that was typed is still there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commitments.models import Commitment, Draft, Follow, Interest, Invitation, JoinRequest, News
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.limits.models import Count
from coprod_portal.limits.table import DAY, LIMITS, Limit, Rate
from coprod_portal.outbox.models import Mail
from tests import factories
from tests.commitments.answers import ADULT, answer

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
ADDRESS = "resident@example.org"
SAID = "Nobody asked the people who use the day centre."


@pytest.fixture(autouse=True)
def _nothing_more_today(monkeypatch: pytest.MonkeyPatch) -> None:
    for act in LIMITS:
        monkeypatch.setitem(LIMITS, act, Limit(person=(Rate(0, DAY),), network=(Rate(0, DAY),)))
    # As if somebody had done all of it before, and as if many had on this network.
    monkeypatch.setattr("coprod_portal.limits.operations.count_up", lambda *_: None)
    monkeypatch.setattr("coprod_portal.limits.operations.is_reached", lambda *_: True)


def test_without_an_account(client: Client) -> None:
    commitment = factories.public_commitment()
    charter = commitment.charter
    factories.review(charter)
    for address, typed in {
        "/accounts/login/": {"email": ADDRESS},
        "/help/data-complaint/": {"words": SAID, "email": ADDRESS},
        f"/charters/{charter.slug}/concern/note/": {"principle": "not-sure", "words": SAID, "email": ADDRESS},
        f"/charters/{charter.slug}/sign/": {"signer": "person", "name": SAID, "email": ADDRESS, "edition": "1"},
        f"/charters/{charter.slug}/review/": {"missing": SAID, "email": ADDRESS},
        f"/charters/{charter.slug}/review/easy-read/": {"missing": SAID, "email": ADDRESS},
        f"/charters/{charter.slug}/take-part/ask/": {"name": "Sam", "email": ADDRESS, "support": SAID},
        f"/follow/commitment/{commitment.reference}/": {"email": ADDRESS},
        f"/commitments/{commitment.reference}/view/": {"answer": "yes", "words": SAID, "email": ADDRESS},
        f"/commitments/{commitment.reference}/view/easy-read/": {"answer": "yes", "words": SAID, "email": ADDRESS},
    }.items():
        refused(client, address, typed)
    for kept in (Case, Follow, Interest, Mail):
        assert not kept.objects.exists(), kept


def refused(client: Client, address: str, typed: dict[str, Any]) -> None:
    form = client.get(address).context["form"]
    answer = client.post(address, {**{field.name: field.value() or "" for field in form.hidden_fields()}, **typed})
    page = answer.content.decode()
    assert answer.status_code == 429, address
    assert answer["Retry-After"] == str(14 * 60 * 60), address
    assert "Please come back on 24 November 2026, after 00:00. What you typed is still here." in page, address
    for name, value in typed.items():
        assert str(answer.context["form"][name].value()) == value, (address, name)
        assert value in page, (address, name)


def test_signed_in(maker: User, stranger: User, signed_in: SignIn) -> None:
    organisation = factories.organisation("The kitchen", maker)
    commitment = factories.public_commitment(by=maker, made_by=organisation)
    mine, before = f"/my/commitments/{commitment.reference}/", Mail.objects.count()
    client = signed_in(maker)
    for address, typed in {
        f"{mine}joint/person/": {"email": ADDRESS},
        f"{mine}hand-over/": {"email": ADDRESS},
        f"{mine}news/?going=happening-now": {"happened": SAID, "learned": SAID},
        f"/my/organisations/{organisation.slug}/invite/": {"role": "editor", "email": ADDRESS},
    }.items():
        refused(client, address, typed)
    refused(signed_in(stranger), f"/organisations/{organisation.slug}/join/", {"words": SAID})
    assert Mail.objects.count() == before
    for kept in (Invitation, JoinRequest, News):
        assert not kept.objects.exists(), kept
    assert Commitment.objects.get().versions.count() == 1
    assert not Count.objects.exists()


def test_making_a_commitment(client: Client, maker: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was typed on a page stands there still; what was kept is kept."""
    first = client.post("/commitments/new/who/", {"who": "person"})
    assert (first.status_code, first.context["form"]["who"].value()) == (429, "person")
    assert not Draft.objects.exists()

    factories.charter()
    maker_browser = signed_in(maker)
    with monkeypatch.context() as before:
        before.setattr("coprod_portal.limits.operations.count_up", lambda *_: 1)
        check = answer(maker_browser, ADULT)
    sent = maker_browser.post(check)
    assert sent.status_code == 429
    assert "Please come back on 24 November 2026, after 00:00." in sent.content.decode()
    assert "From a cash tin." in sent.content.decode()
    assert not Commitment.objects.exists()
