"""Mail that comes back: an address that takes no more mail is known as unreachable, until its owner signs in again.

Two ways tell us: the mail server that we hand a mail to refuses it for good, or another one sends a report later
(RFC 3464), which `take_bounce` reads. A report only counts for an address that the very mail it tells of went to.
"""

import logging
import re
import smtplib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from django.utils import timezone

from coprod_portal.accounts.models import User

from .models import Mail, Unreachable
from .writing import message_id

logger = logging.getLogger(__name__)

# More than this of a report need not be read: what it says stands first, and the mail that came back after it.
MOST_BYTES = 1_000_000
OURS = re.compile(r"<outbox-(\d{1,18})-\d{14}@[^<>\s]+>", re.ASCII)
STATUS = re.compile(r"\b(5\.\d{1,3}\.\d{1,3})\b", re.ASCII)
# Of a server that wants no mail from ours, whoever it is for: that says nothing about the address (RFC 3463).
POLICY = "5.7."


def refused_for_good(error: Exception) -> str:
    """The status with which a mail server said that it will never take mail for this address; empty if it did not."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused) or not error.recipients:
        return ""
    answers = error.recipients.values()
    if not all(500 <= code < 600 for code, _ in answers):
        return ""
    code, said = next(iter(answers))
    found = STATUS.search(said.decode(errors="replace") if isinstance(said, bytes) else str(said))
    status = found.group(1) if found else str(code)
    return "" if status.startswith(POLICY) else status


def mark_unreachable(*, email: str, why: str) -> None:
    email = User.objects.normalize(email)
    _, is_new = Unreachable.objects.get_or_create(email=email, defaults={"since": timezone.now(), "why": why[:20]})
    if is_new:
        logger.info("An address takes no more mail.", extra={"facts": {"why": why}})


def take_report(report: bytes) -> bool:
    """Read one report. Returns whether it told of a mail of ours that will never arrive."""
    message = message_from_bytes(report[:MOST_BYTES], policy=policy.compat32)
    mail = mail_that_came_back(message)
    if mail is None:
        return False
    to = User.objects.normalize(mail.to)
    for recipients, status in failures(message):
        if to in recipients:
            mark_unreachable(email=to, why=status)
            return True
    return False


def mail_that_came_back(report: Message) -> Mail | None:
    """By the Message-ID in the copy, or the headers, that the report carries. The whole of it must be ours."""
    for said in message_ids(report):
        found = OURS.fullmatch(said)
        mail = Mail.objects.filter(pk=int(found.group(1))).first() if found else None
        if mail is not None and message_id(mail) == said:
            return mail
    return None


def message_ids(report: Message) -> Iterator[str]:
    for part in report.walk():
        if part.get_content_type() == "text/rfc822-headers":
            found = part.get_payload(decode=True)
            headers = message_from_bytes(found if isinstance(found, bytes) else b"", policy=policy.compat32)
            yield str(headers["Message-ID"] or "").strip()
        elif part.get_content_type() == "message/rfc822" and part.is_multipart():
            for copy in part.get_payload():
                if isinstance(copy, Message):
                    yield str(copy["Message-ID"] or "").strip()


def failures(report: Message) -> Iterator[tuple[set[str], str]]:
    """For each address that failed for good: how the report names it, and the status."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for block in part.get_payload():
            if not isinstance(block, Message) or str(block["Action"] or "").strip().lower() != "failed":
                continue
            found = STATUS.search(str(block["Status"] or ""))
            if found and not found.group(1).startswith(POLICY):
                names = (str(block[name] or "") for name in ("Final-Recipient", "Original-Recipient"))
                yield {User.objects.normalize(name.rpartition(";")[2]) for name in names if name}, found.group(1)
