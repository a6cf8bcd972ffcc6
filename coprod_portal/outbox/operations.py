from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from .models import Mail


def post(*, to: str, kind: str, thing: str, period: str, context: dict[str, Any]) -> Mail:
    """Put a mail in the outbox, in the caller's transaction. The same (to, kind, thing, period) is posted once.

    `kind` names a pair of templates: `commitments/receipt` is written in `commitments/mail/receipt_subject.txt` and
    `commitments/mail/receipt_body.txt`.
    """
    room, name = kind.split("/")
    context = {"portal_name": settings.PORTAL_NAME, "base_url": settings.BASE_URL, **context}
    now = timezone.now()
    mail, is_new = Mail.objects.get_or_create(
        to=to,
        kind=kind,
        thing=thing,
        period=period,
        defaults={
            "subject": " ".join(render_to_string(f"{room}/mail/{name}_subject.txt", context).split()),
            "body": render_to_string(f"{room}/mail/{name}_body.txt", context),
            "created_at": now,
            "send_after": now,
        },
    )
    if is_new and settings.OUTBOX_SENDS_AT_ONCE:
        transaction.on_commit(lambda: send(mail=mail))
    return mail


def send(*, mail: Mail) -> None:
    """Send one mail that is due, or put it off: a minute, then twice as long each time."""
    now = timezone.now()
    mail.attempts += 1
    try:
        send_mail(mail.subject, mail.body, None, [mail.to])
        mail.sent_at = now
    except OSError:
        mail.send_after = now + timedelta(minutes=2**mail.attempts)
    mail.save(update_fields=["attempts", "sent_at", "send_after"])
