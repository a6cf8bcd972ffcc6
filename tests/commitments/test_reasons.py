"""The list of reasons: staff keep it, and a code never gets another meaning."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commitments.desk import reasons
from commitments.models import Reason
from commitments.operations.keeping_reasons import add_reason, change_reason, load_reasons, move_up, seeds
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import Action
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(administrator: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(administrator, second_factor=True)


def post(client: Client, address: str, **changed: Any) -> Any:
    """As a browser would: with all that the form has."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: "on" if value is True else value for name, value in values.items() if value not in (False, None)}
    return client.post(address, {**values, **changed})


def test_a_portal_begins_with_the_reasons_of_its_content_and_keeps_what_staff_changed() -> None:
    assert [reason.code for reason in Reason.objects.all()] == [seed["code"] for seed in seeds()]
    assert {reason.group for reason in Reason.objects.all()} == set(Reason.Group.values)
    Reason.objects.filter(code="unkind").update(for_writer="Please be kind.")
    Reason.objects.filter(code="law").delete()
    assert load_reasons() == 1
    assert reasons.for_writer("unkind") == "Please be kind."
    assert Reason.objects.filter(code="law").exists()


def test_where_an_adopter_keeps_no_reasons_ours_are_there(settings: Any, tmp_path: Path) -> None:
    ours = seeds()
    settings.CONTENT_FOLDER = tmp_path
    assert seeds() == ours
    (tmp_path / "reasons.toml").write_text('[[reasons]]\ncode = "law"\n')
    assert seeds() == [{"code": "law"}]


def test_moderators_read_the_list_and_only_administrators_keep_it(
    moderator: User, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(moderator, second_factor=True)
    page = client.get(reverse("moderation-reasons")).content.decode()
    assert "Unkind or unfair words" in page
    assert "Please say it in a kinder way." in page
    assert "Change it" not in page
    unkind = Reason.objects.get(code="unkind")
    with pytest.raises(Refused, match="Only administrators"):
        move_up(reason=unkind, by=moderator)


def test_an_administrator_adds_a_reason_that_moderators_can_give(keeper: Client, maker: User, moderator: User) -> None:
    address = reverse("moderation-reason-new")
    values = {
        "code": "too-long",
        "for_staff": "Too long",
        "for_writer": "It is very long. Please say it in fewer words.",
        "actions": ["for_return"],
        "group": "unclear",
    }
    taken = post(keeper, address, **{**values, "code": "unkind"})
    assert (taken.status_code, "given to another reason" in taken.content.decode()) == (409, True)
    assert post(keeper, address, **values).headers["Location"] == reverse("moderation-reasons")

    assert reasons.reasons_for(Action.RETURN)[-1].code == "too-long"
    assert not reasons.fits(code="too-long", action=Action.DECLINE)
    submission = factories.waiting_commitment(by=maker).versions.get().submission
    decide(submission=submission, action=Action.RETURN, revision=1, reason="too-long", note="Shorter?", by=moderator)


def test_words_change_and_a_reason_is_given_no_more_but_its_code_and_its_count_stay(
    keeper: Client, administrator: User
) -> None:
    address = reverse("moderation-reason", args=["twice"])
    assert "group" not in keeper.get(address).context["form"].fields
    post(keeper, address, for_writer="You sent us the same words before.", in_use="")
    reason = Reason.objects.get(code="twice")
    assert (reason.for_writer, reason.in_use, reason.group) == (
        "You sent us the same words before.",
        False,
        "elsewhere",
    )
    assert reason not in reasons.reasons_for(Action.DECLINE)
    assert reasons.by_code()["twice"] == reason
    assert "Not given any more" in keeper.get(reverse("moderation-reasons")).content.decode()


def test_of_two_who_change_a_reason_the_second_sees_what_the_first_wrote(keeper: Client, administrator: User) -> None:
    address, reason = reverse("moderation-reason", args=["law"]), Reason.objects.get(code="law")
    old = keeper.get(address).context["form"]["seen"].value()
    post(keeper, address, for_writer="The law forbids it.")
    typed = {"for_staff": "Law", "for_writer": "Mine", "actions": ["for_hide"], "can_appeal": "on", "in_use": "on"}
    response = keeper.post(address, {**typed, "seen": old})
    assert response.status_code == 409
    assert "The law forbids it." in response.content.decode()
    form = response.context["form"]
    assert form["for_writer"].value() == "Mine"
    assert keeper.post(address, {**typed, "seen": form["seen"].value()}).status_code == 302
    reason.refresh_from_db()
    assert reason.for_writer == "Mine"


def test_a_reason_moves_up_in_the_list(keeper: Client) -> None:
    before = [reason.code for reason in Reason.objects.all()]
    keeper.post(reverse("moderation-reason-up", args=[before[2]]))
    assert [reason.code for reason in Reason.objects.all()][:3] == [before[0], before[2], before[1]]
    keeper.post(reverse("moderation-reason-up", args=[before[0]]))
    assert Reason.objects.all()[0].code == before[0]


def test_a_reason_that_is_retired_and_unknown_people_change_nothing(maker: User) -> None:
    with pytest.raises(Refused):
        add_reason(code="x", group="law", words=None, by=maker)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        change_reason(reason=Reason.objects.all()[0], words=None, seen="", by=maker)  # type: ignore[arg-type]
