"""Posting a mail, and sending what is due."""

import logging
import smtplib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .bounces import mark_unreachable, refused_for_good
from .models import LetterPart, Mail, Unreachable
from .writing import LETTER, message_id, stop_address, subjects_of, written, written_letter

logger = logging.getLogger(__name__)

# How long to wait after each try that did not work; one more try, and we give up. So a mail outlives a mail server that
# is down for a week.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 2880, 5760))
BATCH = 200
# A row that was sent stays a year, so that nobody is asked the same thing twice. Its words go earlier.
MAIL_KEPT_FOR = timedelta(days=365)
WORDS_KEPT_FOR = timedelta(days=30)
CODES_KEPT_FOR = timedelta(days=2)


def post(
    *,
    to: str,
    kind: str,
    thing: str,
    period: str,
    context: dict[str, Any],
    useless_after: datetime | None = None,
    language: str | None = None,
) -> Mail:
    """Put a mail in the outbox, in the caller's transaction. The same (to, kind, thing, period) is posted once.

    `kind` names a pair of templates: `commitments/receipt` is written in `commitments/mail/receipt_subject.txt` and
    `commitments/mail/receipt_body.txt`. It is not sent any more after `useless_after`. `language` is
    for a mail to whoever is on the page: others did not choose that person's language, and get the portal's own.
    """
    now = timezone.now()
    subject, body = written(kind, context, language=language)
    mail, is_new = Mail.objects.get_or_create(
        to=to,
        kind=kind,
        thing=thing,
        period=period,
        defaults={
            "subject": subject,
            "body": body + "\n",
            "created_at": now,
            "send_after": now,
            "useless_after": useless_after,
        },
    )
    if is_new and settings.OUTBOX_SENDS_AT_ONCE:
        transaction.on_commit(lambda: send(mail=mail), robust=True)
    return mail


@dataclass(frozen=True)
class Said:
    """One of many mails of a kind: to whom, about what, and what its templates are given."""

    to: str
    thing: str
    context: dict[str, Any]


def post_all(*, kind: str, period: str, mails: Sequence[Said]) -> None:
    """`post` for many at once, in the portal's own language. What was posted before is not posted again."""
    now, rows = timezone.now(), []
    for one in mails:
        subject, body = written(kind, one.context)
        rows.append(
            Mail(
                to=one.to,
                kind=kind,
                thing=one.thing,
                period=period,
                subject=subject,
                body=body + "\n",
                created_at=now,
                send_after=now,
            )
        )
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    if rows and settings.OUTBOX_SENDS_AT_ONCE:
        transaction.on_commit(send_due, robust=True)


class Outcome(Enum):
    """What came of one try."""

    SENT = "sent"
    PUT_OFF = "put off"
    UNREACHABLE = "put off, because the mail server does not answer"
    LEFT = "left to somebody else, or useless by now"


def send(*, mail: Mail, connection: BaseEmailBackend | None = None) -> Outcome:
    """Try to send one mail that is due, unless somebody else is about to.

    The claim comes first and is itself the putting off: should this process die half-way, the mail is tried again
    after its wait, and two processes never try the same mail at the same time. Must not be called in a transaction,
    because others must see the claim at once.
    """
    now = timezone.now()
    if mail.useless_after is not None and mail.useless_after <= now:
        give_up(mail=mail)
        return Outcome.LEFT
    if not claim(mail=mail, now=now):
        return Outcome.LEFT
    parts = list(mail.parts.order_by("pk")) if mail.kind == LETTER else []
    if mail.kind == LETTER:
        if not parts:
            give_up(mail=mail)
            return Outcome.LEFT
        mail.subject, mail.body = written_letter(mail, parts)
    try:
        message(mail, connection, parts).send()
    except Exception as error:
        # Whatever went wrong, the mail stays. The error may quote the address: only its kind is told.
        facts = {"mail": mail.pk, "kind": mail.kind, "attempts": mail.attempts, "why": type(error).__name__}
        logger.warning("A mail could not be sent.", extra={"facts": facts})
        status = refused_for_good(error)
        if status:
            mark_unreachable(email=mail.to, why=status)
        if status or mail.attempts > len(WAITS):
            give_up(mail=mail)
        return Outcome.UNREACHABLE if is_unreachable(error) else Outcome.PUT_OFF
    mark_sent(mail=mail, parts=parts)
    return Outcome.SENT


def is_unreachable(error: Exception) -> bool:
    """Whether the mail server is to blame, and not this one mail: then no other mail would fare better."""
    about_this_mail = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
    return isinstance(error, OSError) and not isinstance(error, about_this_mail)


def claim(*, mail: Mail, now: datetime) -> bool:
    """Take a mail for oneself: of all who ask at the same time, one is told yes."""
    wait = WAITS[min(mail.attempts, len(WAITS) - 1)]
    mine = (
        Mail.objects.due(now)
        .filter(pk=mail.pk, attempts=mail.attempts)
        .order_by()
        .update(attempts=F("attempts") + 1, send_after=now + wait)
    )
    if mine:
        mail.attempts += 1
    return bool(mine)


def message(mail: Mail, connection: BaseEmailBackend | None, parts: Sequence[LetterPart] = ()) -> EmailMessage:
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    if parts:
        headers["List-Unsubscribe"] = f"<{stop_address(mail.to, subjects_of(parts))}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(mail.subject, mail.body, to=[mail.to], connection=connection, headers=headers)


@transaction.atomic
def mark_sent(*, mail: Mail, parts: Sequence[LetterPart] = ()) -> None:
    """`parts` are those that a letter carried: one that was added while it left waits for the next."""
    mail.sent_at = timezone.now()
    if not settings.OUTBOX_KEEPS_BODIES:
        mail.body = ""
    mail.save(update_fields=["sent_at", "subject", "body"])
    if not parts:
        return
    told = mail.parts.filter(pk__in=[part.pk for part in parts])
    mail.parts.exclude(pk__in=told).update(letter=None)
    if not settings.OUTBOX_KEEPS_BODIES:
        told.update(body="")


def give_up(*, mail: Mail) -> None:
    """Stop trying. The row stays, so that somebody can see that it was never sent."""
    now = timezone.now()
    if Mail.objects.waiting().filter(pk=mail.pk).update(given_up_at=now):
        mail.given_up_at = now
        facts = {"mail": mail.pk, "kind": mail.kind, "attempts": mail.attempts}
        logger.error("A mail was given up.", extra={"facts": facts})


def send_due() -> int:
    """Send what is due, the oldest first, over one connection. Returns how many the mail server took.

    Where it does not answer, one mail finds that out for all: the rest wait for the next call.
    """
    mails = list(Mail.objects.due(timezone.now())[:BATCH])
    if not mails:
        return 0
    sent = 0
    connection = get_connection()
    with suppress(OSError):
        connection.open()
    for mail in mails:
        outcome = send(mail=mail, connection=connection)
        sent += outcome is Outcome.SENT
        if outcome is Outcome.UNREACHABLE:
            break
    connection.close()
    return sent


def prune_mail() -> int:
    """Delete what we need not know any more: whom we sent a code, and after a year whom we wrote to at all."""
    now = timezone.now()
    settled = Mail.objects.exclude(sent_at=None, given_up_at=None)
    settled.filter(created_at__lt=now - WORDS_KEPT_FOR).exclude(body="").update(body="")
    LetterPart.objects.filter(letter__isnull=True, created_at__lt=now - WORDS_KEPT_FOR).delete()
    Unreachable.objects.filter(since__lt=now - MAIL_KEPT_FOR).delete()
    old = Q(created_at__lt=now - MAIL_KEPT_FOR) | Q(useless_after__lt=now - CODES_KEPT_FOR)
    return settled.filter(old).delete()[0]


def about_mail(*, email: str, **_: Any) -> dict[str, Any]:
    """The mails to somebody, with such words as we still have."""
    fields = ("kind", "thing", "subject", "body", "created_at", "sent_at")
    return {"mail": list(Mail.objects.filter(to=email).order_by("pk").values(*fields))}


def forget_mail(*, email: str, **_: Any) -> None:
    """Also what still waits: it will not be sent."""
    Mail.objects.filter(to=email).delete()
