"""What a moderator has before them: a submission beside what is public now, where to look, and what came before."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from charters.models import Wording
from charters.passages import Passage, passages
from commitments import reasons
from commitments.hints import Hint, Piece, hints, marked
from commitments.models import Commitment, Organisation
from commitments.permissions import ABOUT_COMMITMENTS, commitment_of
from commitments.words import words_of
from coprod_portal.submissions.differences import Run, differences
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import DECISIONS

EARLIER_SHOWN = 5
SALT = "words that a moderator read"
WITH_TITLE = (
    "version__commitment__published_version",
    "news__commitment__published_version",
    "view__commitment__published_version",
)


@dataclass(frozen=True)
class Part:
    """One part of the words: marked where to look, and compared with what is public now."""

    label: str
    pieces: list[Piece]
    before: str
    fate: str
    runs: list[Run]


@dataclass(frozen=True)
class Step:
    """One move of the past, with the reason in the words of the desk."""

    record: MoveRecord
    reason: str


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
        )
        for words in words_of(submission)
        if words.text or old.get(words.label)
    ]


def fate(before: str, after: str) -> str:
    if before == after:
        return "same"
    if not before:
        return "new"
    return "changed" if after else "gone"


def public_now(submission: Submission) -> Submission | None:
    """The version that is public now, for a version that is not that one itself."""
    public = commitment_of(submission).published_version
    if submission.kind != Submission.Kind.VERSION or public is None or public.pk == submission.pk:
        return None
    return public.submission


def all_hints(found: list[Part]) -> list[tuple[str, str, Hint]]:
    """Every hint with the part that it stands in and the words that it marks."""
    return [(part.label, piece.text, piece.hint) for part in found for piece in part.pieces if piece.hint]


def namesakes(commitment: Commitment) -> list[Organisation]:
    """Other organisations of the same name: the same one entered twice, or somebody who uses its name."""
    mine = commitment.organisation
    if mine is None:
        return []
    return list(Organisation.objects.filter(name__iexact=mine.name).exclude(pk=mine.pk).order_by("pk")[:EARLIER_SHOWN])


def with_words(rows: "QuerySet[Submission]") -> "QuerySet[Submission]":
    """With the words of the charter that the commitment answers: as chosen here, or in what is public."""
    wordings = Wording.objects.select_related("edition__charter", "principle__charter", "section")
    return rows.select_related("version__area").prefetch_related(
        Prefetch("version__wordings", wordings),
        *(Prefetch(f"{kind}__commitment__published_version__wordings", wordings) for kind in ABOUT_COMMITMENTS),
    )


def charter_words(submission: Submission) -> list[Passage]:
    """The words of the charter that it answers, as they may be shown outside the charter."""
    is_version = submission.kind == Submission.Kind.VERSION
    version = submission.version if is_version else commitment_of(submission).published_version
    return passages(version.wordings.all()) if version else []


def history(submission: Submission) -> list[Step]:
    return [step(record) for record in submission.move_records.all()]


def earlier(submission: Submission) -> list[Step]:
    """What we decided lately on other words of the same writer, or about the same commitment."""
    commitment = commitment_of(submission)
    about = Q()
    for kind in ABOUT_COMMITMENTS:
        about |= Q(**{f"submission__{kind}__commitment": commitment})
    if submission.written_by_id:
        about |= Q(submission__written_by=submission.written_by_id)
    records = (
        MoveRecord.objects.filter(about, action__in=DECISIONS, part_of=None)
        .exclude(submission=submission)
        .select_related("submission", *(f"submission__{path}" for path in WITH_TITLE))
        .order_by("-pk")
    )
    return [step(record) for record in records[:EARLIER_SHOWN]]


def step(record: MoveRecord) -> Step:
    reason = reasons.BY_CODE.get(record.reason)
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
