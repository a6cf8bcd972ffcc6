"""The set to train with: an answer, then what the team agreed on; and nothing of it anywhere else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from charters.operations.content_files import ContentProblem
from commitments.ledger.counting import counts_of
from commitments.models import Reason, TrainingAnswer, TrainingItem
from commitments.operations.training import answer_training
from commitments.operations.training_files import load_training
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(moderator: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(moderator, second_factor=True)


def item(slug: str, agreed: str = "publish", **fields: Any) -> TrainingItem:
    values = {"kind": "version", "title": f"Title of {slug}", "words": f"Words of {slug}.", "why": f"Why {slug}."}
    return TrainingItem.objects.create(slug=slug, agreed_action=agreed, **{**values, **fields})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_moderator_answers_one_at_a_time_and_then_sees_what_the_team_agreed_on(client: Client) -> None:
    item("tea", position=1)
    item("ring", "return", agreed_reason="private-facts", position=2)
    item("old", in_use=False)
    first = reverse("moderation-training-item", args=["tea"])
    assert "Begin" in text(client.get(reverse("moderation-training")))
    assert "Why tea." not in text(client.get(first))
    assert client.post(first, {"decision": "return"}).status_code == 200
    assert client.post(first, {"decision": "decline", "reason": "unkind"}).status_code == 302
    answered = text(client.get(first))
    assert "You and the team decided differently" in answered
    assert "Why tea." in answered
    # Their first answer stays.
    client.post(first, {"decision": "publish"})
    assert TrainingAnswer.objects.get().action == Action.DECLINE

    client.post(reverse("moderation-training-item", args=["ring"]), {"decision": "return", "reason": "unclear"})
    page = text(client.get(reverse("moderation-training")))
    assert "You have answered 2. You decided the same as the team in 1 of them." in page
    assert "You said “Do not publish it”. The team said “Publish it”." in page
    assert "Send it back with a question, for another reason" in page
    assert "You have answered all of them." in page
    assert client.get(reverse("moderation-training-item", args=["old"])).status_code == 404


def test_an_administrator_sees_how_each_moderator_compares(
    administrator: User, moderator: User, second_moderator: User, reviewer: User, signed_in: Callable[..., Client]
) -> None:
    tea = item("tea")
    for user, action, reason in (
        (moderator, Action.PUBLISH, ""),
        (second_moderator, Action.DECLINE, "unkind"),
        (reviewer, Action.PUBLISH, ""),
    ):
        answer_training(item=tea, action=action, reason=reason, by=user)
    page = text(signed_in(administrator, second_factor=True).get(reverse("moderation-training-team")))
    assert page.index(moderator.email) < page.index(second_moderator.email)
    assert reviewer.email not in page
    assert page.count("Title of tea") == 1
    assert "they said “Do not publish it”, the team said “Publish it”." in page


def test_nobody_else_trains(stranger: User, administrator: User) -> None:
    for user in (stranger, administrator):
        with pytest.raises(Refused):
            answer_training(item=item(f"of-{user.pk}"), action=Action.PUBLISH, reason="", by=user)


def test_the_set_of_the_project_has_each_decision_and_only_reasons_that_exist(tmp_path: Path) -> None:
    load_training(settings.CONTENT_FOLDER / "training.toml")
    found = TrainingItem.objects.filter(in_use=True)
    assert found.count() == 12
    assert set(found.values_list("agreed_action", flat=True)) == {"publish", "return", "decline", "set-apart"}
    codes = set(found.exclude(agreed_reason="").values_list("agreed_reason", flat=True))
    assert codes <= set(Reason.objects.values_list("code", flat=True))

    smaller = tmp_path / "training.toml"
    smaller.write_text(
        '[[items]]\nslug = "tea"\nkind = "news"\ntitle = "T"\nwords = "W"\nagreed = "publish"\nwhy = "Y"\n'
    )
    load_training(smaller)
    assert list(TrainingItem.objects.filter(in_use=True).values_list("slug", flat=True)) == ["tea"]
    smaller.write_text(smaller.read_text().replace('"publish"', '"return"'))
    with pytest.raises(ContentProblem, match="reason"):
        load_training(smaller)


def test_training_is_never_mixed_with_what_is_real(client: Client, moderator: User) -> None:
    made = item("tea", title="Zebra kettle", words="Zebra kettle for all.")
    answer_training(item=made, action=Action.DECLINE, reason="unkind", by=moderator)
    assert not Submission.objects.exists()
    assert not MoveRecord.objects.exists()
    assert not counts_of(made.answers.get().at.date().replace(day=1), made_up=True).total()
    for address in (
        reverse("moderation"),
        reverse("moderation-decided"),
        reverse("ledger"),
        reverse("ledger-csv"),
        reverse("commitments"),
        "/search/?q=kettle",
        "/commitments/feed/",
    ):
        assert "Zebra kettle" not in client.get(address).content.decode()
