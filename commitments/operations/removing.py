"""Publish with parts removed: exact stretches of the words give way to a mark like "[name removed]".

Nothing else of the words can be changed, so what a writer means stays as they said it. What was taken out is kept apart
for an appeal, and deleted after `REMOVAL_DAYS`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commitments.models import Commitment
from commitments.subjects import PATHS, REPLACED, thing_of
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Removal, Submission
from coprod_portal.submissions.states import State

Kind = Submission.Kind
SHORTEST = 2
# What a history shows, or will show when it is made public again.
SHOWN_ONCE = (State.PUBLISHED, State.HIDDEN)

# The text fields of each kind out of which words can be taken. A name that stands on another row, like that of an
# organisation, is not of these words, and an address of a page that has lost a part leads nowhere.
FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.VERSION: ("title", "what", "how", "with_whom", "giving_back", "cannot_change", "how_people_will_know"),
    Kind.NEWS: ("happened", "got_in_the_way", "learned"),
    Kind.VIEW: ("words",),
    Kind.REPLY: ("words",),
    Kind.SIGNATURE: ("name",),
    Kind.PROFILE: ("name",),
    Kind.PARTY: ("name",),
    Kind.NOTICE: (
        "title",
        "what",
        "can_change",
        "cannot_change",
        "pay",
        "travel",
        "care_costs",
        "access",
        "place",
    ),
    Kind.OUTCOME: ("heard", "did", "could_not"),
}
# Those that must say something beside a mark.
REQUIRED = frozenset(
    {
        (Kind.VERSION, "title"),
        (Kind.VERSION, "what"),
        (Kind.VERSION, "how_people_will_know"),
        (Kind.NEWS, "happened"),
        (Kind.REPLY, "words"),
        (Kind.SIGNATURE, "name"),
        (Kind.PROFILE, "name"),
        (Kind.PARTY, "name"),
        (Kind.NOTICE, "title"),
        (Kind.NOTICE, "what"),
        (Kind.NOTICE, "can_change"),
        (Kind.NOTICE, "cannot_change"),
        (Kind.OUTCOME, "heard"),
        (Kind.OUTCOME, "did"),
        (Kind.OUTCOME, "could_not"),
    }
)


@dataclass(frozen=True)
class Stretch:
    """Words to take out, to the letter, and what they are."""

    words: str
    what: Removal.What


@dataclass(frozen=True)
class Place:
    """One text field of a submission's part."""

    row: models.Model
    field: str
    is_required: bool

    @property
    def text(self) -> str:
        text: str = getattr(self.row, self.field)
        return text

    @property
    def most(self) -> int | None:
        most: int | None = getattr(self.row._meta.get_field(self.field), "max_length", None)
        return most


def mark(what: Removal.What) -> str:
    """What stands in the place of the words, in the language of the words."""
    with override("en-gb"):
        return f"[{what.label}]"


def places(submission: Submission) -> Iterator[Place]:
    """All text of a submission's part, with its small steps and what its picture shows."""
    kind = Kind(submission.kind)
    part: Any = getattr(submission, kind)
    for field in FIELDS[kind]:
        yield Place(part, field, (kind, field) in REQUIRED)
    if kind == Kind.VERSION:
        for step in part.milestones.all():
            yield Place(step, "text", is_required=True)
    if getattr(part, "picture_id", None):
        yield Place(part.picture, "alternative", is_required=True)


def take_out(*, record: MoveRecord, stretches: Sequence[Stretch]) -> None:
    """Put a mark in the place of each stretch, wherever it stands in the words, and keep what was taken out.

    Older words of the same thing, which its history shows, lose it too. The caller holds the thing and the submission.
    Raises `Refused` when a stretch does not stand there, or when nothing but marks would be left of a part that has to
    say something.
    """
    submission = record.submission
    found = list(places(submission))
    each = refuse_unless_there(found, stretches, note=record.note)
    pattern = any_of([*map(mark, Removal.What), *each])
    changed = []
    for place in [*found, *older_places(submission)]:
        text = pattern.sub(lambda match: mark_of(match.group(), each), place.text)
        if text != place.text:
            refuse_unless_fit(place, text)
            setattr(place.row, place.field, text)
            changed.append(place)
    for place in changed:
        place.row.save(update_fields=[place.field])
    Removal.objects.bulk_create(
        Removal(submission=submission, record=record, what=what, words=words) for words, what in each.items()
    )


def older_places(submission: Submission) -> Iterator[Place]:
    """All text of the words that these take the place of, and of those before them."""
    kind = Kind(submission.kind)
    if kind in REPLACED:
        older = Submission.objects.filter(**{PATHS[kind]: thing_of(submission)}, state__in=SHOWN_ONCE)
        for one in older.exclude(pk=submission.pk).order_by("pk"):
            yield from places(one)


def refuse_unless_there(found: Sequence[Place], stretches: Sequence[Stretch], *, note: str) -> dict[str, Removal.What]:
    """The stretches, each once."""
    each = {stretch.words.strip(): stretch.what for stretch in stretches if stretch.words.strip()}
    for words in each:
        one = any_of([words])
        if len(words) < SHORTEST or not any(one.search(place.text) for place in found):
            raise Refused(
                _("“%(words)s” does not stand there. Copy the words to take out exactly as they are.")
                % {"words": words}
            )
        if one.search(note):
            raise Refused(
                _("Your note says “%(words)s”, which you take out. Write the note without it.") % {"words": words}
            )
    return each


def refuse_unless_fit(place: Place, text: str) -> None:
    rest = any_of(list(map(mark, Removal.What))).sub("", text)
    if place.is_required and not re.search(r"\w", rest):
        raise Refused(
            _("Nothing would be left of “%(words)s”. Send it back with a question instead.") % {"words": place.text}
        )
    if place.most is not None and len(text) > place.most:
        raise Refused(
            _("“%(words)s” would be too long with the mark in it. Send it back with a question instead.")
            % {"words": place.text}
        )


def any_of(texts: Sequence[str]) -> re.Pattern[str]:
    """Any of the texts, the longest first, as whole words: to take out “Al” leaves “Also” as it is."""
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile("|".join(whole(text) for text in longest_first))


def whole(text: str) -> str:
    """A pattern of one text. A line may break wherever it has a space."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    before = r"(?<!\w)" if re.match(r"\w", text) else ""
    after = r"(?!\w)" if re.search(r"\w$", text) else ""
    return f"{before}{words}{after}"


def mark_of(found: str, each: dict[str, Removal.What]) -> str:
    """A mark of before stays as it is."""
    as_typed = {" ".join(words.split()): what for words, what in each.items()}
    what = as_typed.get(" ".join(found.split()))
    return mark(what) if what else found


def prune_removals() -> int:
    """That something was taken out stays in the record. What it was goes."""
    before = timezone.now() - timedelta(days=settings.REMOVAL_DAYS)
    return Removal.objects.exclude(words="").filter(record__at__lt=before).update(words="")


def about_removals(*, email: str, user: User | None) -> dict[str, Any]:
    """What we took out of somebody's own words."""
    if user is None:
        return {}
    theirs = Removal.objects.filter(submission__written_by=user)
    return {"removed_from_words": list(theirs.values("submission__kind", "what", "words", "record__at"))}


def forget_removals(*, email: str, user: User | None) -> None:
    """What was taken out is theirs, or about somebody whom they wrote of: it need not be kept for an appeal."""
    if user is not None:
        of_theirs = models.Q(submission__written_by=user) | models.Q(
            submission__version__commitment__in=Commitment.objects.filter(keeper=user)
        )
        Removal.objects.filter(of_theirs).update(words="")
