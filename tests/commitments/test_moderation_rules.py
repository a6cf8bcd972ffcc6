"""The rules of moderation: by edition, never reworded, and noted with each decision."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.test import Client

from charters.operations.content_files import ContentProblem
from commitments.models import RulesEdition
from commitments.operations.moderation import decide
from commitments.operations.rules_files import load_rules
from coprod_portal.accounts.models import User
from coprod_portal.submissions import rules
from coprod_portal.submissions.states import Action
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = """
[[editions]]
number = 1
from = 2026-11-01
[[editions.rules]]
heading = "First"
says = ["We read.", "We decide."]
"""
SECOND = """
[[editions]]
number = 2
from = 2026-12-01
changes = "We are kinder."
[[editions.rules]]
heading = "Kinder"
says = ["We read twice."]
"""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, settings: Any) -> Iterator[Path]:
    shutil.copy(settings.CONTENT_FOLDER / "bank_holidays.toml", tmp_path)
    settings.CONTENT_FOLDER = tmp_path
    path = tmp_path / rules.FILE
    path.write_text(FIRST + SECOND)
    rules.editions.cache_clear()
    yield path
    rules.editions.cache_clear()


def test_the_page_shows_the_edition_that_counts_today_and_leads_to_earlier_ones(
    client: Client, clock: time_machine.Traveller
) -> None:
    page = client.get("/help/moderation/").content.decode()
    assert "Edition 1, from 1 November 2026" in page
    assert "We decide." in page
    assert "We read twice." not in page
    assert client.get("/help/moderation/editions/2/").status_code == 404

    clock.move_to(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert "Edition 2, from 1 December 2026" in client.get("/help/moderation/").content.decode()
    newer = client.get("/help/moderation/editions/2/").content.decode()
    older = client.get("/help/moderation/editions/1/").content.decode()
    assert "We are kinder." in newer
    assert 'href="/help/moderation/editions/1/"' in newer
    assert "These rules counted from 1 November 2026. From 1 December 2026, newer ones did." in older


def test_each_decision_notes_the_edition_and_no_act_of_a_writer_does(moderator: User, maker: User) -> None:
    submission = factories.waiting_commitment(by=maker).versions.get().submission
    decide(submission=submission, action=Action.PUBLISH, revision=submission.revision, by=moderator)
    assert list(submission.move_records.values_list("action", "rules_edition")) == [("submit", None), ("publish", 1)]


def test_an_edition_that_counts_is_never_reworded_or_left_out(file: Path) -> None:
    load_rules(file)
    assert load_rules(file).is_nothing

    file.write_text(FIRST + SECOND.replace("twice", "three times"))
    load_rules(file)
    for wrong in (FIRST.replace("We decide.", "We may decide.") + SECOND, FIRST.replace("11-01", "11-02"), SECOND):
        file.write_text(wrong)
        with pytest.raises(ContentProblem, match="edition 1"):
            load_rules(file)
    assert RulesEdition.objects.count() == 2


def test_the_rules_of_the_project_can_be_loaded_and_keep_what_they_promise() -> None:
    path = project.ROOT / "content" / rules.FILE
    load_rules(path)
    words = path.read_text()
    for promise in ("A second one has to agree", "within ten working days", "[name removed]", "their own words"):
        assert promise in words
