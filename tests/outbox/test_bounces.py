"""Mail that comes back for good: the address is known as unreachable. Nobody can say so of an address but its mail."""

import io
import smtplib
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.utils import timezone

from coprod_portal.outbox.bounces import take_report
from coprod_portal.outbox.models import Mail, Unreachable
from coprod_portal.outbox.operations import send_due
from coprod_portal.outbox.writing import message_id

pytestmark = pytest.mark.django_db

MAKER = "maker@example.org"


def sent_mail(to: str = MAKER, **fields: Any) -> Mail:
    now = timezone.now()
    dates = {"created_at": now, "send_after": now, "sent_at": now}
    words = {"kind": "outbox/letter", "thing": "letter", "period": "1", "subject": "Hello", "body": "Hello"}
    return Mail.objects.create(to=to, **{**dates, **words, **fields})


def report(
    mail: Mail, *, status: str = "5.1.1", action: str = "failed", to: str = MAKER, said_id: str = "", copy: bool = True
) -> bytes:
    kind = "message/rfc822" if copy else "text/rfc822-headers"
    return f"""From: MAILER-DAEMON@mx.example.org
To: portal@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} User unknown

--b
Content-Type: {kind}

Message-ID: {said_id or message_id(mail)}
Subject: Hello

--b--
""".encode()


def unreachable() -> list[tuple[str, str]]:
    return list(Unreachable.objects.values_list("email", "why"))


@pytest.mark.parametrize("copy", [True, False])
def test_a_report_of_a_failure_for_good_counts_once(copy: bool) -> None:
    mail = sent_mail()
    for _ in range(2):
        assert take_report(report(mail, to="Maker@Example.org", copy=copy))
    assert unreachable() == [(MAKER, "5.1.1")]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "4.4.7", "action": "failed"},
        {"action": "delayed", "status": "4.4.7"},
        {"action": "delivered", "status": "5.1.1"},
        {"to": "somebody-else@example.org"},
        {"said_id": "<outbox-1-20200101000000@localhost>"},
        {"said_id": "<hello@example.org>"},
        # Their server wants no mail of ours: that says nothing about the address.
        {"status": "5.7.1"},
    ],
)
def test_what_proves_nothing_about_the_address_is_passed_over(fields: dict[str, Any]) -> None:
    assert not take_report(report(sent_mail(), **fields))
    assert unreachable() == []


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe\x00", b"Content-Type: message/delivery-status\n\nAction: failed\n"])
def test_junk_is_passed_over(junk: bytes) -> None:
    assert not take_report(junk)


def test_the_command_reads_its_input(capsys: pytest.CaptureFixture[str]) -> None:
    piped = mock.Mock(buffer=io.BytesIO(report(sent_mail())))
    with mock.patch("sys.stdin", piped):
        call_command("take_bounce")
    assert unreachable() == [(MAKER, "5.1.1")]
    assert "noted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ((550, b"5.1.1 No such user"), [(MAKER, "5.1.1")]),
        ((550, b"No such user"), [(MAKER, "550")]),
        ((450, b"4.2.1 Try again later"), []),
        ((554, b"5.7.1 Your server is not welcome"), []),
    ],
)
def test_a_mail_server_that_refuses_an_address_for_good(
    answer: tuple[int, bytes], found: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = sent_mail(sent_at=None, kind="commitments/receipt")

    def refuse(self: Any, **_: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({MAKER: answer})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    send_due()
    mail.refresh_from_db()
    assert unreachable() == found
    assert (mail.given_up_at is not None) == bool(found)
