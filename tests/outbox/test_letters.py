"""What we write unasked comes as one letter a day at most, can be stopped, and never tells of what was hidden."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.utils import timezone

from coprod_portal.links import sealed, unsealed
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import LetterPart, Mail, Stop, Unreachable
from coprod_portal.outbox.operations import send, send_due

MAKER = "maker@example.org"
NEWS, CARE = letters.Subject.NEWS, letters.Subject.CARE


@pytest.fixture(autouse=True)
def worker_sends(settings: LazySettings) -> None:
    settings.OUTBOX_SENDS_AT_ONCE = False
    settings.OUTBOX_KEEPS_BODIES = False


def added(
    about: str = "Bus talk", *, to: str = MAKER, subject: letters.Subject = NEWS, thing: str = ""
) -> LetterPart | None:
    return letters.add(
        to=to,
        subject=subject,
        kind="commitments/outcome_due",
        thing=thing or f"opportunity:{about}",
        period="1",
        context={"opportunity": {"reference": "ABC234"}, "title": about},
    )


def run() -> list[Any]:
    """What leaves when the worker runs once more."""
    before = len(django_mail.outbox)
    letters.send_letters()
    send_due()
    return django_mail.outbox[before:]


@pytest.mark.django_db
def test_several_things_of_one_day_come_as_one_mail() -> None:
    added("Bus talk")
    added("Garden plan", subject=CARE)
    added("Not for you", to="other@example.org")
    (mine,) = [mail for mail in run() if mail.to == [MAKER]]
    assert "2 things for you today" in mine.subject
    assert [about in mine.body for about in ("Bus talk", "Garden plan", "Not for you")] == [True, True, False]
    assert mine.body.count("/mail/stop/") == 2


@pytest.mark.django_db
def test_one_thing_is_named_in_the_subject_and_its_words_go_once_sent() -> None:
    added("Bus talk")
    (mine,) = run()
    assert "Bus talk" in mine.subject
    assert (Mail.objects.get().body, LetterPart.objects.get().body) == ("", "")


@pytest.mark.django_db
def test_what_comes_later_that_day_waits_for_the_next() -> None:
    added("Bus talk")
    assert len(run()) == 1
    added("Garden plan")
    assert run() == []
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        (next_day,) = run()
        assert run() == []
    assert "Garden plan" in next_day.subject


@pytest.mark.django_db
def test_the_same_part_comes_once() -> None:
    added("Bus talk")
    added("Bus talk")
    assert LetterPart.objects.count() == 1
    run()
    added("Bus talk")
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert run() == []


@pytest.fixture
def dead_server(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A mail server that does not answer, until it is called."""
    really_send = EmailMessage.send

    def fail(*_: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", fail)
    return lambda: monkeypatch.setattr(EmailMessage, "send", really_send)


@pytest.mark.django_db
def test_after_days_without_a_mail_server_one_letter_carries_all(dead_server: Callable[[], None]) -> None:
    now = timezone.now()
    for day in range(7):
        with time_machine.travel(now + timedelta(days=day), tick=False):
            added(f"Talk {day}")
            run()
    dead_server()
    with time_machine.travel(now + timedelta(days=11), tick=False):
        (letter,) = run()
        assert run() == []
    assert all(f"Talk {day}" in letter.body for day in range(7))


@pytest.mark.django_db
def test_a_part_added_while_its_letter_leaves_waits_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    added("Bus talk")
    really_send = EmailMessage.send

    def send_slowly(message: EmailMessage, *arguments: Any) -> int:
        added("Garden plan")
        letters.send_letters()
        return really_send(message, *arguments)

    monkeypatch.setattr(EmailMessage, "send", send_slowly)
    (first,) = run()
    monkeypatch.setattr(EmailMessage, "send", really_send)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        (second,) = run()
    assert "Garden plan" not in first.body
    assert "Garden plan" in second.body
    assert "Bus talk" not in second.body


@pytest.mark.django_db
def test_what_was_hidden_is_in_no_letter_that_has_not_left(dead_server: Callable[[], None]) -> None:
    added("Bus talk", thing="commitment:HIDDEN")
    run()
    added("Bus talk again", thing="commitment:HIDDEN", subject=CARE)
    added("Other", to="other@example.org")
    letters.drop(thing="commitment:HIDDEN")
    dead_server()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert [mail.to for mail in run()] == [["other@example.org"]]


@pytest.mark.django_db
def test_stopping_one_subject_stops_no_other(client: Client) -> None:
    added("Bus talk")
    (mail,) = run()
    address = next(line for line in mail.body.splitlines() if "/mail/stop/" in line)
    path = address[address.index("/mail/stop/") :]
    assert "Questions about how your commitments are going" in client.get(path).text
    assert not Stop.objects.exists()
    key = str(client.get(path).context["form"]["form_key"].value())
    added("Garden plan")
    page = client.post(path, {"act": "stop", "form_key": key}, follow=True)
    assert "These mails have stopped" in page.text
    assert added("Third") is None
    assert added("Fourth", subject=CARE) is not None
    assert [part.subject for part in LetterPart.objects.filter(letter=None)] == [CARE]
    client.post(path, {"act": "start", "form_key": key})
    assert added("Fifth") is not None


@pytest.mark.django_db
def test_a_mail_program_stops_them_with_one_click_and_no_token() -> None:
    added("Bus talk")
    (mail,) = run()
    path = mail.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    program = Client(enforce_csrf_checks=True)
    assert program.post(path, {"act": "stop"}).status_code == 403
    assert not Stop.objects.exists()
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [(stop.email, stop.subject) for stop in Stop.objects.all()] == [(MAKER, "news")]


@pytest.mark.django_db
def test_no_letter_goes_to_an_address_that_sends_them_back() -> None:
    Unreachable.objects.create(email=MAKER, why="5.1.1")
    assert added() is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_two_workers_make_one_letter() -> None:
    for number in range(5):
        added(f"Talk {number}")

    def work() -> None:
        letters.send_letters()
        for mail in Mail.objects.all():
            send(mail=mail)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    (letter,) = django_mail.outbox
    assert all(f"Talk {number}" in letter.body for number in range(5))


def test_a_link_is_for_one_purpose_for_its_days_and_tells_nothing() -> None:
    token = sealed("news", MAKER, "ABC234")
    assert unsealed("news", token, days=30) == [MAKER, "ABC234"]
    assert unsealed("other", token) is None
    assert unsealed("news", token[:-4] + "AAAA") is None
    assert unsealed("news", "é") is None
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert unsealed("news", token, days=30) is None
