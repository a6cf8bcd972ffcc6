"""No mail is lost, and none is sent twice."""

import json
import logging
import smtplib
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from coprod_portal.outbox.models import Mail
from coprod_portal.outbox.operations import WAITS, Outcome, claim, post, prune_mail, send, send_due
from coprod_portal.site.logs import JsonFormatter

WORDS = "Your code is 1234-5678"


@pytest.fixture(autouse=True)
def worker_sends(settings: LazySettings) -> None:
    """As on a live site: what is posted waits for `run_due`, and words go once they are sent."""
    settings.OUTBOX_SENDS_AT_ONCE = False
    settings.OUTBOX_KEEPS_BODIES = False


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """A mail server that gives these errors, one a try, and then works."""
    errors: list[Exception] = []
    really_send = EmailMessage.send

    def try_to_send(message: EmailMessage, *arguments: Any) -> int:
        if errors:
            raise errors.pop(0)
        return really_send(message, *arguments)

    monkeypatch.setattr(EmailMessage, "send", try_to_send)
    return errors


def posted(to: str = "maker@example.org", period: str = "1", **fields: Any) -> Mail:
    return post(
        to=to,
        kind="accounts/sign_in_code",
        thing="sign-in",
        period=period,
        context={"code": "1234-5678", "minutes": 10},
        **fields,
    )


def sent() -> list[str]:
    return [message.to[0] for message in django_mail.outbox]


pytestmark = pytest.mark.django_db


def test_the_same_mail_is_posted_once() -> None:
    assert posted() == posted()
    posted(period="2")
    posted(to="other@example.org")
    assert Mail.objects.count() == 3


def test_words_are_written_as_they_are(settings: LazySettings) -> None:
    settings.PORTAL_NAME = "Ben's <co-production> & more"
    mail = posted()
    assert settings.PORTAL_NAME in mail.subject
    assert settings.PORTAL_NAME in mail.body


def test_what_is_posted_in_a_transaction_that_fails_is_not_sent() -> None:
    with transaction.atomic():
        posted()
        transaction.set_rollback(True)
    assert send_due() == 0
    assert not Mail.objects.exists()


def test_each_mail_is_sent_once_however_often_we_run() -> None:
    posted()
    assert [send_due(), send_due()] == [1, 0]
    assert sent() == ["maker@example.org"]


def test_the_oldest_goes_first(clock: time_machine.Traveller) -> None:
    for name in ("first", "second", "third"):
        posted(to=f"{name}@example.org")
        clock.shift(timedelta(seconds=1))
    send_due()
    assert sent() == ["first@example.org", "second@example.org", "third@example.org"]


def test_the_words_go_once_they_are_sent() -> None:
    mail = posted()
    assert "1234-5678" in mail.body
    send_due()
    mail.refresh_from_db()
    assert mail.body == ""
    assert "1234-5678" in django_mail.outbox[0].body


def test_in_a_trial_a_mail_leaves_at_once_and_its_words_stay(
    settings: LazySettings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.OUTBOX_SENDS_AT_ONCE = settings.OUTBOX_KEEPS_BODIES = True
    with django_capture_on_commit_callbacks(execute=True):
        mail = posted()
        assert sent() == []
    assert sent() == ["maker@example.org"]
    mail.refresh_from_db()
    assert "1234-5678" in mail.body


def test_each_try_carries_the_same_name() -> None:
    mail = posted()
    send_due()
    Mail.objects.update(sent_at=None, send_after=timezone.now(), body=WORDS)
    send(mail=Mail.objects.get())
    first, second = django_mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert str(mail.pk) in first.extra_headers["Message-ID"]


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPAuthenticationError(535, b"no"),
        smtplib.SMTPRecipientsRefused({"maker@example.org": (450, b"try later")}),
        smtplib.SMTPDataError(451, b"try later"),
        UnicodeError(),
        ValueError("a header with a new line"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_goes_wrong_the_mail_stays_and_goes_later(
    server: list[Exception], clock: time_machine.Traveller, error: Exception
) -> None:
    posted()
    server.append(error)
    assert [send_due(), send_due()] == [0, 0]
    clock.shift(WAITS[0] + timedelta(seconds=1))
    assert send_due() == 1
    assert sent() == ["maker@example.org"]


def test_no_mail_is_lost_while_the_mail_server_is_down_for_a_week(
    server: list[Exception], clock: time_machine.Traveller
) -> None:
    for number in range(3):
        posted(to=f"person-{number}@example.org")
    server += [ConnectionRefusedError() for _ in range(1000)]
    for _ in range(7 * 24):
        send_due()
        clock.shift(timedelta(hours=1))
    tries = 1000 - len(server)
    server.clear()
    for _ in range(4 * 24):
        clock.shift(timedelta(hours=1))
        send_due()
    assert sorted(sent()) == [f"person-{number}@example.org" for number in range(3)]
    assert tries <= 3 * (len(WAITS) + 1)


def test_one_mail_finds_out_for_all_that_the_server_is_down(server: list[Exception]) -> None:
    for number in range(5):
        posted(to=f"person-{number}@example.org")
    server += [ConnectionRefusedError() for _ in range(5)]
    send_due()
    assert len(server) == 4


def test_an_address_that_is_refused_does_not_hold_up_the_others(server: list[Exception]) -> None:
    posted(to="gone@example.org")
    posted(to="maker@example.org")
    server.append(smtplib.SMTPRecipientsRefused({}))
    assert send_due() == 1
    assert sent() == ["maker@example.org"]


def test_each_wait_is_longer_and_after_the_last_we_give_up(
    server: list[Exception], clock: time_machine.Traveller
) -> None:
    mail = posted()
    server += [smtplib.SMTPRecipientsRefused({}) for _ in range(99)]
    for wait in WAITS:
        now = timezone.now()
        send_due()
        mail.refresh_from_db()
        assert mail.send_after == now + wait
        assert mail.given_up_at is None
        clock.shift(wait + timedelta(seconds=1))
    send_due()
    mail.refresh_from_db()
    assert mail.given_up_at is not None
    assert (mail.attempts, mail.sent_at) == (11, None)
    server.clear()
    clock.shift(timedelta(days=30))
    assert send_due() == 0
    assert list(WAITS) == sorted(WAITS)


def test_a_code_that_has_run_out_is_not_sent_any_more(clock: time_machine.Traveller) -> None:
    mail = posted(useless_after=timezone.now() + timedelta(minutes=10))
    clock.shift(timedelta(minutes=10))
    assert send_due() == 0
    mail.refresh_from_db()
    assert mail.given_up_at is not None
    assert sent() == []


def test_a_process_that_died_half_way_leaves_the_mail_to_the_next(clock: time_machine.Traveller) -> None:
    assert claim(mail=posted(), now=timezone.now())
    assert send_due() == 0
    clock.shift(WAITS[0] + timedelta(seconds=1))
    assert send_due() == 1


def test_of_two_who_saw_the_same_mail_one_sends_it() -> None:
    posted()
    mine, theirs = Mail.objects.get(), Mail.objects.get()
    assert send(mail=mine) is Outcome.SENT
    assert send(mail=theirs) is Outcome.LEFT
    assert len(sent()) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_never_send_the_same_mail() -> None:
    for number in range(30):
        posted(to=f"person-{number}@example.org")
    start = threading.Barrier(2)

    def work() -> None:
        start.wait(timeout=10)
        try:
            send_due()
        finally:
            connection.close()

    together(work, work)
    assert sorted(sent()) == sorted(f"person-{number}@example.org" for number in range(30))


def together(*tasks: Callable[[], None]) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()


def test_the_log_names_nobody_and_quotes_nothing(
    server: list[Exception], caplog: pytest.LogCaptureFixture, clock: time_machine.Traveller
) -> None:
    posted()
    server += [smtplib.SMTPRecipientsRefused({"maker@example.org": (450, b"1234-5678")}) for _ in range(99)]
    with caplog.at_level(logging.DEBUG):
        for wait in (*WAITS, WAITS[-1]):
            send_due()
            clock.shift(wait + timedelta(seconds=1))
    written = " ".join(str(vars(record)) for record in caplog.records)
    [given_up] = [line for record in caplog.records if "given up" in (line := JsonFormatter().format(record))]
    facts = {"kind": "accounts/sign_in_code", "attempts": len(WAITS) + 1}
    assert facts.items() <= json.loads(given_up).items()
    assert "SMTPRecipientsRefused" in written
    assert "maker@" not in written
    assert "1234-5678" not in written


def test_what_we_need_not_know_any_more_is_deleted(clock: time_machine.Traveller, settings: LazySettings) -> None:
    settings.OUTBOX_KEEPS_BODIES = True
    posted(period="letter")
    posted(period="code", useless_after=timezone.now() + timedelta(minutes=10))
    send_due()
    posted(period="waiting")
    assert prune_mail() == 0

    clock.shift(timedelta(days=3))
    assert prune_mail() == 1
    assert set(Mail.objects.values_list("period", flat=True)) == {"letter", "waiting"}

    clock.shift(timedelta(days=30))
    prune_mail()
    assert Mail.objects.get(period="letter").body == ""
    assert Mail.objects.get(period="waiting").body != ""

    clock.shift(timedelta(days=365))
    assert prune_mail() == 1
    assert set(Mail.objects.values_list("period", flat=True)) == {"waiting"}
