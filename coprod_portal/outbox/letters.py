"""The letter of the day: all that we write to somebody unasked comes as one mail, once a day at most.

Whoever has something to tell adds a part. `send_letters` puts the parts of one person together; their words are joined
only when the mail leaves, so that a part that tells of something hidden meanwhile is not in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from coprod_portal.accounts.models import User

from .models import LetterPart, Mail, Stop, Subject, Unreachable
from .writing import LETTER, heading_of, written

__all__ = ["Said", "Subject", "Takers", "add", "add_all", "drop", "send_letters", "start_again", "stop"]

LETTERS_AT_ONCE = 500


def add(*, to: str, subject: Subject, kind: str, thing: str, period: str, context: dict[str, Any]) -> LetterPart | None:
    """Put a part in somebody's next letter, in the caller's transaction. The same (to, kind, thing, period) comes once.

    `kind` names a pair of templates, as for `outbox.operations.post`: the subject becomes the heading of the part.
    Nothing is added, and the answer is None, where somebody has stopped this subject or their address is dead.
    """
    to = User.objects.normalize(to)
    if not takes(to, subject):
        return None
    heading, body = written(kind, context)
    part, _ = LetterPart.objects.get_or_create(
        to=to, kind=kind, thing=thing, period=period, defaults={"subject": subject, "heading": heading, "body": body}
    )
    return part


def takes(email: str, subject: Subject) -> bool:
    stopped = Stop.objects.filter(email=email, subject=subject).values("pk")
    return not stopped.union(Unreachable.objects.filter(email=email).values("pk")).exists()


@dataclass(frozen=True)
class Said:
    """A part of somebody's letter, before its words are written: what `add` takes."""

    to: str
    subject: Subject
    kind: str
    thing: str
    period: str
    context: dict[str, Any]


class Takers:
    """Of many addresses, who can be written to about a subject: two questions to the database for all."""

    def __init__(self, emails: Sequence[str], subject: Subject) -> None:
        self.stopped = set(Stop.objects.filter(email__in=emails, subject=subject).values_list("email", flat=True))
        self.dead = set(Unreachable.objects.filter(email__in=emails).values_list("email", flat=True))

    def can_reach(self, email: str) -> bool:
        return bool(email) and email not in self.dead

    def takes(self, email: str) -> bool:
        return self.can_reach(email) and email not in self.stopped


def add_all(parts: Sequence[Said]) -> None:
    """`add` for many at once. The caller has asked `Takers` who wants them."""
    written_parts = []
    for part in parts:
        heading, body = written(part.kind, part.context)
        fields = {name: getattr(part, name) for name in ("to", "subject", "kind", "thing", "period")}
        written_parts.append(LetterPart(**fields, heading=heading, body=body))
    LetterPart.objects.bulk_create(written_parts, ignore_conflicts=True)


def forget_unreachable(*, email: str) -> bool:
    """Somebody has read our mail there again. Returns whether we thought that nobody would."""
    return bool(Unreachable.objects.filter(email=User.objects.normalize(email)).delete()[0])


def dead_addresses() -> "QuerySet[Unreachable, str]":
    return Unreachable.objects.values_list("email", flat=True)


def drop(*, thing: str) -> None:
    """Take what tells of something out of every letter that has not left yet: it is hidden, or gone."""
    about = LetterPart.objects.filter(thing=thing)
    about.filter(letter__isnull=True).delete()
    about.filter(letter__sent_at__isnull=True).delete()


def send_letters() -> int:
    """Make a letter for everybody for whom parts wait and who had none today. Run by `run_due`, before mail leaves."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    had_one = Mail.objects.filter(kind=LETTER, sent_at__gte=midnight).values("to")
    waiting = LetterPart.objects.filter(letter__isnull=True).exclude(to__in=had_one)
    people = list(waiting.order_by("to").values_list("to", flat=True).distinct()[:LETTERS_AT_ONCE])
    return sum(post_letter(to=to) for to in people)


@transaction.atomic
def post_letter(*, to: str) -> bool:
    """Whether a letter was made. Where an earlier one could not leave yet, the parts go into that, so that two never
    arrive on one day. Two workers make no second one: it is unique for each person and day.
    """
    parts = list(LetterPart.objects.select_for_update().filter(to=to, letter__isnull=True).order_by("pk"))
    if not parts:
        return False
    now, is_new = timezone.now(), False
    letter = Mail.objects.waiting().select_for_update().filter(to=to, kind=LETTER).first()
    if letter is None:
        letter, is_new = Mail.objects.get_or_create(
            to=to,
            kind=LETTER,
            thing="letter",
            period=str(timezone.localdate()),
            defaults={"subject": heading_of(parts), "created_at": now, "send_after": now},
        )
        if not is_new:
            return False
    LetterPart.objects.filter(pk__in=[part.pk for part in parts]).update(letter=letter)
    return is_new


@transaction.atomic
def stop(*, email: str, subjects: list[Subject]) -> None:
    """No more about these, from this moment: what waits goes too. Stopping again changes nothing."""
    for subject in subjects:
        Stop.objects.get_or_create(email=email, subject=subject)
    waiting = LetterPart.objects.filter(to=email, subject__in=subjects)
    waiting.filter(letter__isnull=True).delete()
    waiting.filter(letter__sent_at__isnull=True).delete()


def start_again(*, email: str, subjects: list[Subject]) -> None:
    Stop.objects.filter(email=email, subject__in=subjects).delete()


def about_letters(*, email: str, **_: Any) -> dict[str, Any]:
    fields = ("subject", "kind", "thing", "heading", "body", "created_at")
    return {
        "letters": list(LetterPart.objects.filter(to=email).order_by("pk").values(*fields)),
        "stopped_letters": list(Stop.objects.filter(email=email).order_by("pk").values("subject", "stopped_at")),
        "mail_came_back": list(Unreachable.objects.filter(email=email).values("since", "why")),
    }


def forget_letters(*, email: str, **_: Any) -> None:
    """Also that they stopped them: nothing of theirs is left that a letter could be about."""
    LetterPart.objects.filter(to=email).delete()
    Stop.objects.filter(email=email).delete()
    Unreachable.objects.filter(email=email).delete()
