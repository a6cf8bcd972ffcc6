"""Forms that anybody may send: a box for nobody, and the time that a person takes."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from charters.models import ReviewAnswer
from commitments.models import Commitment, Follow, Interest, View
from coprod_portal.cases.models import Case
from coprod_portal.forms.careful import CarefulForm
from coprod_portal.outbox.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db

COMPLAINT = "/help/data-complaint/"
TYPED = {"words": "You still show my old name.", "email": "resident@example.org"}


@pytest.fixture(autouse=True)
def two_seconds(settings: LazySettings) -> None:
    settings.SECONDS_TO_FILL = 2


def shown(client: Client, address: str) -> dict[str, str]:
    """What the page itself puts into its form: a robot reads all, a person sees none of it."""
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(form_key|shown|edition)" value="([^"]+)"', page))
    assert set(hidden) >= {"form_key", "shown"}, address
    assert re.search(r'aria-hidden="true"><label>Leave this box empty <input type="text" name="nobody" value=""', page)
    return hidden


def pages(commitment: Commitment) -> dict[str, dict[str, str]]:
    charter = commitment.charter
    factories.review(charter)
    return {
        COMPLAINT: TYPED,
        f"/report/commitment:{commitment.reference}/": {"kind": "other", "words": "It is not so."},
        f"/report/commitment:{commitment.reference}/easy-read/": {"kind": "other", "words": "It is not so."},
        "/help/complaint/": TYPED,
        "/help/defamation/": {"statement": "It is not so.", "email": "resident@example.org"},
        "/help/accessibility/problem/": TYPED,
        f"/charters/{charter.slug}/sign/": {"signer": "person", "name": "A carer", "email": "resident@example.org"},
        f"/charters/{charter.slug}/review/": {"missing": "More on transport", "email": "resident@example.org"},
        f"/charters/{charter.slug}/review/easy-read/": {"missing": "Buses", "email": "resident@example.org"},
        f"/charters/{charter.slug}/take-part/ask/": {"name": "Sam", "phone": "0161 496 0000"},
        f"/charters/{charter.slug}/concern/note/": {**TYPED, "principle": "not-sure"},
        f"/follow/commitment/{commitment.reference}/": {"email": "resident@example.org"},
        f"/commitments/{commitment.reference}/view/": {"answer": "yes", "email": "resident@example.org"},
        f"/commitments/{commitment.reference}/view/easy-read/": {"answer": "yes", "email": "resident@example.org"},
        f"/commitments/{commitment.reference}/view/card/": {"answer": "yes", "code": "2222-2222"},
    }


def test_each_public_form_asks_a_robot_to_wait_and_keeps_nothing_of_it(
    client: Client, clock: time_machine.Traveller
) -> None:
    for address, typed in pages(factories.public_commitment()).items():
        page = shown(client, address)
        for trick in ({"nobody": "https://buy.example"}, {}, {"shown": "1.0:forged"}):
            answer = client.post(address, {**page, **typed, **trick})
            said = " ".join(answer.context["form"].non_field_errors())
            assert "press the button once more" in said, address
            assert said in answer.content.decode().replace("&#x27;", "'"), address
            assert all(answer.context["form"][name].value() == value for name, value in typed.items())
    for kept in (Case, Follow, Interest, Mail, ReviewAnswer, View):
        assert not kept.objects.exists(), kept


def test_who_was_too_quick_presses_again(client: Client, clock: time_machine.Traveller) -> None:
    page = shown(client, COMPLAINT)
    answer = client.post(COMPLAINT, {**page, **TYPED})
    assert answer.context["form"].non_field_errors()
    seal = answer.context["form"]["shown"].value()
    clock.shift(timedelta(seconds=2))
    assert client.post(COMPLAINT, {**page, **TYPED, "shown": seal}).status_code == 302
    assert Case.objects.get().words == TYPED["words"]


def test_who_is_slow_is_never_too_slow_and_a_second_click_is_one(client: Client, clock: time_machine.Traveller) -> None:
    page = shown(client, COMPLAINT)
    clock.shift(timedelta(days=1))
    first = client.post(COMPLAINT, {**page, **TYPED})
    newer = shown(client, COMPLAINT)["shown"]
    clock.shift(timedelta(seconds=3))
    again = client.post(COMPLAINT, {**page, **TYPED, "shown": newer})
    assert first["Location"] == again["Location"]


def test_a_box_that_a_program_filled_is_empty_again(client: Client, clock: time_machine.Traveller) -> None:
    page = shown(client, COMPLAINT)
    clock.shift(timedelta(seconds=5))
    answer = client.post(COMPLAINT, {**page, **TYPED, "nobody": "Sam"})
    assert answer.context["form"]["nobody"].value() == ""
    assert not Case.objects.exists()
    assert client.post(COMPLAINT, {**page, **TYPED, "nobody": ""}).status_code == 302


def test_what_is_wrong_is_said_first(client: Client) -> None:
    answer = client.post(COMPLAINT, {**shown(client, COMPLAINT), "words": "", "email": "resident@example.org"})
    assert list(answer.context["form"].errors) == ["words"]


@pytest.mark.parametrize("seal", ["", "x", "nan:x", "\u202e", "1e400"])
def test_what_is_no_seal_counts_as_no_time(seal: str) -> None:
    form = CarefulForm({"shown": seal})
    assert not form.is_valid()
    assert form["shown"].value() != seal
