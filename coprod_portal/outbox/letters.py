"""The letter of the day: all that we write to somebody unasked comes as one mail, once a day at most.

Whoever has something to tell adds a part. `send_letters` puts the parts of one person together; the words are joined
when the mail leaves (`outbox.operations.message`), so that a part whose subject was hidden meanwhile is not in it.
"""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from coprod_portal.links import sealed

from .models import LetterPart, Mail, Stop, Subject, Unreachable
from .operations import words

KIND = "outbox/letter"
STOP_LINK = "stop letters"
PARTS_AT_ONCE = 2000


def add(*, to: str, subject: Subject, kind: str, thing: str, period: str, context: dict[str, Any]) -> LetterPart | None:
    """Put a part in somebody's next letter, in the caller's transaction. The same (to, kind, thing, period) comes once.

    `kind` names a pair of templates, as in `outbox.operations.post`: the subject becomes the heading of the part.
    Nothing is added, and the answer is None, where somebody has stopped this subject or their address is dead.
    """
    to = to.strip().lower()
    if Stop.objects.filter(email=to, subject=subject).exists() or Unreachable.objects.filter(email=to).exists():
        return None
    room, name = kind.split("/")
    context = {"portal_name": settings.PORTAL_NAME, "base_url": settings.BASE_URL, **context}
    with translation.override(settings.LANGUAGE_CODE):
        heading = " ".join(words(f"{room}/mail/{name}_subject.txt", context).split())[:200]
        body = words(f"{room}/mail/{name}_body.txt", context).strip()
    part, _ = LetterPart.objects.get_or_create(
        to=to, kind=kind, thing=thing, period=period, defaults={"subject": subject, "heading": heading, "body": body}
    )
    return part


def drop(*, thing: str) -> None:
    """Take what tells of something out of every letter that has not left yet: it is hidden, or gone."""
    LetterPart.objects.filter(thing=thing, letter__isnull=True).delete()
    LetterPart.objects.filter(thing=thing, letter__sent_at__isnull=True).delete()


def send_letters() -> int:
    """Make one letter for everybody for whom parts wait and who had none today. Run by `run_due`, before mail leaves.

    Two workers at once make no second letter: it is unique for each person and day.
    """
    today = timezone.localdate()
    had_one = Mail.objects.filter(kind=KIND, period=str(today)).values("to")
    waiting = LetterPart.objects.filter(letter__isnull=True).exclude(to__in=had_one).order_by("pk")[:PARTS_AT_ONCE]
    parts_of: dict[str, list[LetterPart]] = defaultdict(list)
    for part in waiting:
        parts_of[part.to].append(part)
    return sum(post_letter(to=to) for to in parts_of)


@transaction.atomic
def post_letter(*, to: str) -> bool:
    """Whoever holds the parts is alone with them; the other worker finds them taken."""
    parts = list(LetterPart.objects.select_for_update().filter(to=to, letter__isnull=True).order_by("pk"))
    stopped = set(Stop.objects.filter(email=to).values_list("subject", flat=True))
    for part in [part for part in parts if part.subject in stopped]:
        part.delete()
    parts = [part for part in parts if part.subject not in stopped]
    if not parts:
        return False
    now = timezone.now()
    letter, is_new = Mail.objects.get_or_create(
        to=to,
        kind=KIND,
        thing="letter",
        period=str(timezone.localdate()),
        defaults={"subject": subject_of(parts), "created_at": now, "send_after": now},
    )
    if not is_new:
        return False
    LetterPart.objects.filter(pk__in=[part.pk for part in parts]).update(letter=letter)
    return True


def subject_of(parts: list[LetterPart]) -> str:
    if len(parts) == 1:
        return parts[0].heading
    with translation.override(settings.LANGUAGE_CODE):
        said = ngettext("%(number)s thing for you today", "%(number)s things for you today", len(parts))
    return f"{settings.PORTAL_NAME}: {said % {'number': len(parts)}}"[:200]


def letter_words(letter: Mail) -> tuple[str, str] | None:
    """The subject and the body of a letter as it leaves now. None when nothing is left to tell."""
    parts = list(letter.parts.order_by("pk"))
    if not parts:
        return None
    subjects = [Subject(value) for value in sorted({part.subject for part in parts})]
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(
            "outbox/mail/letter_body.txt",
            {
                "parts": parts,
                "stops": [(subject.label, stop_address(letter.to, subject)) for subject in subjects],
                "portal_name": settings.PORTAL_NAME,
            },
        )
    return subject_of(parts), body.strip() + "\n"


def stop_address(to: str, subject: Subject) -> str:
    """A page with a button; a mail program may press it for its reader (RFC 8058)."""
    return f"{settings.BASE_URL}/outbox/stop/{sealed(STOP_LINK, to, str(subject))}/"
