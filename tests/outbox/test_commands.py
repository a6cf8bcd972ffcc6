"""`run_due`, `prune` and the outbox page of a trial."""

import json
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail as django_mail
from django.core.management import CommandError, call_command
from django.test import Client

from coprod_portal.accounts.models import Session
from coprod_portal.accounts.sessions import SessionStore
from coprod_portal.outbox import recurring
from coprod_portal.outbox.management.commands import run_due
from coprod_portal.outbox.models import Mail
from coprod_portal.outbox.operations import post
from coprod_portal.site.logs import JsonFormatter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def worker_sends(settings: LazySettings) -> None:
    settings.OUTBOX_SENDS_AT_ONCE = False


def posted() -> Mail:
    context = {"code": "1234-5678", "minutes": 10}
    return post(to="maker@example.org", kind="accounts/sign_in_code", thing="sign-in", period="1", context=context)


def run(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("run_due", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_run_due_sends_and_says_what_it_did() -> None:
    posted()
    lines = run()
    done = {line["task"]: line["done"] for line in lines}
    assert done["coprod_portal.outbox.operations.send_due"] == 1
    assert all(line["worked"] for line in lines)
    assert len(django_mail.outbox) == 1


def test_run_due_may_run_twice() -> None:
    posted()
    run()
    assert {line["done"] for line in run()} == {0}
    assert len(django_mail.outbox) == 1


def test_a_task_that_breaks_does_not_stop_the_others(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> int:
        raise RuntimeError

    monkeypatch.setattr(recurring, "broken", broken, raising=False)
    settings.RECURRING = ["coprod_portal.outbox.recurring.broken", *settings.RECURRING]
    posted()
    with pytest.raises(CommandError, match="Not everything"):
        run()
    assert len(django_mail.outbox) == 1
    assert '"why": "RuntimeError"' in JsonFormatter().format(caplog.records[0])


def test_kept_going_it_looks_for_mail_each_second_and_for_the_rest_each_minute(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    seconds = [0]

    class Enough(Exception):
        pass

    def sleep(_: float) -> None:
        seconds[0] += 1
        if seconds[0] == 62:
            raise Enough

    def note(tasks: list[str]) -> list[recurring.Done]:
        calls.extend(tasks)
        return []

    monkeypatch.setattr(run_due, "time", SimpleNamespace(sleep=sleep, monotonic=lambda: seconds[0]))
    monkeypatch.setattr(run_due, "run", note)
    settings.RECURRING, settings.PRUNES = ["ask", "coprod_portal.outbox.operations.send_due"], ["prune"]
    with pytest.raises(Enough):
        run("--keep-going")
    assert calls.count("coprod_portal.outbox.operations.send_due") == 62
    assert calls.count("ask") == 2
    assert calls.count("prune") == 1


def test_prune_deletes_sessions_that_have_run_out(clock: time_machine.Traveller) -> None:
    session = SessionStore()
    session["draft"] = "x"
    session.save()
    call_command("prune", stdout=StringIO())
    assert Session.objects.count() == 1
    clock.shift(timedelta(days=15))
    call_command("prune", stdout=StringIO())
    assert Session.objects.count() == 0


def test_the_outbox_page_exists_only_in_a_trial(client: Client, settings: LazySettings) -> None:
    posted()
    assert client.get("/outbox/").status_code == 404
    settings.DEBUG = True
    page = client.get("/outbox/")
    assert "1234-5678" in page.content.decode()
    assert not page.cookies
