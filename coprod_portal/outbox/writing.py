"""The words of a mail, written in the portal's language or the reader's."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context, Engine
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from coprod_portal.links import sealed

from .models import LetterPart, Mail, Subject

LETTER = "outbox/letter"
STOP_LINK = "stop letters"


def written(kind: str, context: dict[str, Any], *, language: str | None = None) -> tuple[str, str]:
    """The subject and the body of `commitments/receipt`, from the pair of templates of that name."""
    room, name = kind.split("/")
    context = {"portal_name": settings.PORTAL_NAME, "base_url": settings.BASE_URL, **context}
    with translation.override(language or settings.LANGUAGE_CODE):
        subject = " ".join(words(f"{room}/mail/{name}_subject.txt", context).split())[:200]
        return subject, words(f"{room}/mail/{name}_body.txt", context).strip()


def words(template: str, context: dict[str, Any]) -> str:
    """Plain text: nothing in it is written as for a web page."""
    return Engine.get_default().render_to_string(template, Context(context, autoescape=False))


def written_letter(letter: Mail, parts: list[LetterPart]) -> tuple[str, str]:
    """The letter of the day as it leaves now, of these parts."""
    stops = [(subject.label, stop_address(letter.to, [subject])) for subject in subjects_of(parts)]
    with translation.override(settings.LANGUAGE_CODE):
        context = {"parts": parts, "stops": stops, "portal_name": settings.PORTAL_NAME}
        body = words("outbox/mail/letter_body.txt", context).strip()
    return heading_of(parts), body + "\n"


def heading_of(parts: list[LetterPart]) -> str:
    if len(parts) == 1:
        return parts[0].heading
    with translation.override(settings.LANGUAGE_CODE):
        said = ngettext("%(number)s thing for you today", "%(number)s things for you today", len(parts))
    return f"{settings.PORTAL_NAME}: {said % {'number': len(parts)}}"[:200]


def subjects_of(parts: Iterable[LetterPart]) -> list[Subject]:
    found = {part.subject for part in parts}
    return [subject for subject in Subject if subject in found]


def message_id(mail: Mail) -> str:
    """The same at each try, so that a mail box can drop a second copy, and in the report of one that came back."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<outbox-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}@{host}>"


def stop_address(to: str, subjects: Iterable[str]) -> str:
    """A page with a button. A mail program may press it for its reader (RFC 8058)."""
    path = reverse("mail-stop", args=[sealed(STOP_LINK, to, *subjects)])
    return f"{settings.BASE_URL}{path}"
