"""What a moderator has before them: a submission beside what is public now, where to look, and what came before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from charters.models import Wording
from charters.passages import Passage, passages
from commitments.desk.hints import Hint, Piece, hints, marked
from commitments.lookalikes import like
from commitments.models import Commitment, Organisation, Picture, Reason
from commitments.subjects import Subject, thing_of, words_of
from coprod_portal.accounts.models import User
from coprod_portal.limits.operations import times_sent
from coprod_portal.submissions.differences import Run, differences
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import DECISIONS

SALT = "words that a moderator read"
WORDINGS = Wording.objects.select_related("edition__charter", "principle__charter", "section")


@dataclass(frozen=True)
class Part:
    """One part of the words: marked where to look, and compared with what is public now."""

    label: str
    pieces: list[Piece]
    before: str
    fate: str
    runs: list[Run]
    lang: str = ""


@dataclass(frozen=True)
class Step:
    """One move of the past, with the reason in the words of the desk."""

    record: MoveRecord
    reason: str

    @property
    def is_of_desk(self) -> bool:
        return self.record.action in DECISIONS


def parts(submission: Submission, before: Submission | None) -> list[Part]:
    """The words of a submission, beside those of the one that is public now."""
    old = {words.label: words.text for words in words_of(before)} if before else {}
    today = timezone.localdate()
    return [
        Part(
            label=words.label,
            pieces=marked(words.text, hints(words.text, today=today)),
            before=old.get(words.label, ""),
            fate=fate(old.get(words.label, ""), words.text) if before else "",
            runs=differences(old[words.label], words.text) if before else [],
            lang=getattr(words.text, "lang", ""),
        )
        for words in words_of(submission)
        if words.text or old.get(words.label)
    ]


def picture_of(submission: Submission | None) -> Picture | None:
    """Only the words of a commitment and news have one."""
    words = getattr(submission, submission.kind) if submission else None
    picture: Picture | None = getattr(words, "picture", None)
    return picture


def fate(before: str, after: str) -> str:
    if before == after:
        return "same"
    if not before:
        return "new"
    return "changed" if after else "gone"


def all_hints(found: list[Part]) -> list[tuple[str, str, Hint]]:
    """Every hint with the part that it stands in and the words that it marks."""
    return [(part.label, piece.text, piece.hint) for part in found for piece in part.pieces if piece.hint]


def namesakes(subject: Subject) -> list[Organisation]:
    """Other organisations of the same name, or nearly: the same one entered twice, or somebody who uses its name."""
    return like(subject.organisation) if subject.organisation else []


def how_often_sent(submission: Submission) -> int:
    """In how many hands a part of these very words was, of late."""
    return times_sent(*(str(words.text) for words in words_of(submission)))


def with_words(rows: "QuerySet[Submission]") -> "QuerySet[Submission]":
    """With all that `words_of` reads."""
    return rows.select_related(
        "version__area", "version__commitment__entry", "news", "first_reading", "notice__area", "profile__area"
    ).prefetch_related(
        Prefetch("version__wordings", WORDINGS),
        Prefetch("version__picture", Picture.objects.without_pixels()),
        Prefetch("news__picture", Picture.objects.without_pixels()),
        "version__milestones",
        "news__reached",
    )


def charter_words(submission: Submission) -> list[Passage]:
    """The words of the charter that a commitment answers: as chosen here, or in what is public of it."""
    thing = thing_of(submission)
    if submission.kind == Submission.Kind.VERSION:
        return passages(submission.version.wordings.all())
    if isinstance(thing, Commitment) and thing.published_version:
        return passages(WORDINGS.filter(versions=thing.published_version))
    return []


def who_was_faster(submission: Submission, *, than: User) -> str:
    """The address of the moderator who did last what somebody else did not know of. No writer ever sees it."""
    look = submission.second_looks.select_related("asked_by", "ended_by").last()
    record = submission.move_records.select_related("by").last()
    acts = [(one.at, one.by) for one in [record] if one and one.action in DECISIONS]
    acts += [(one.ended_at or one.asked_at, one.ended_by or one.asked_by) for one in [look] if one]
    last = max(acts, key=lambda act: act[0], default=None)
    return last[1].email if last and last[1] and last[1] != than else ""


def history(submission: Submission, known: Mapping[str, Reason]) -> list[Step]:
    return [step(record, known) for record in submission.move_records.select_related("by", "second_by")]


def step(record: MoveRecord, known: Mapping[str, Reason]) -> Step:
    reason = known.get(record.reason)
    return Step(record, reason.for_staff if reason else "")


def as_read(submission: Submission) -> str:
    """The words as they stand, sealed, to travel in the form: so that a later page can say what changed since."""
    return signing.dumps([[words.label, words.text] for words in words_of(submission)], salt=SALT, compress=True)


def changed_since(read: str, submission: Submission) -> list[tuple[str, list[Run]]]:
    """The parts that are not as they were when they were sealed. None when the seal is not ours."""
    try:
        sealed: list[list[Any]] = signing.loads(read, salt=SALT)
    except signing.BadSignature:
        return []
    now = {words.label: words.text for words in words_of(submission)}
    then = {str(label): str(text) for label, text in sealed}
    labels = list(dict.fromkeys([*then, *now]))
    return [
        (label, differences(then.get(label, ""), now.get(label, "")))
        for label in labels
        if then.get(label, "") != now.get(label, "")
    ]
