"""What a maker says, cleaned and complete, on its way from a form to an operation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from charters.models import Area, Wording
from commitments.going import SLIPPED, Going
from commitments.models import Commitment, Milestone, Picture, Version
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import new_draft

# Parts of the words that stand in tables of their own.
IN_OTHER_TABLES = ("wordings", "milestones")


@dataclass(frozen=True)
class SmallStep:
    """One of up to five on the way."""

    text: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class VersionWords:
    """All words of one version. What nobody need say has a default, which says nothing."""

    title: str
    what: str
    how: str
    with_whom: str
    giving_back: str = ""
    gives_fees: bool = False
    gives_expenses: bool = False
    gives_training: bool = False
    gives_credit: bool = False
    gives_nothing: bool = False
    given_when: str = ""
    power: str = ""
    cannot_change: str = ""
    starts_on: date
    due_on: date
    how_people_will_know: str
    area: Area | None
    wordings: tuple[Wording, ...]
    milestones: tuple[SmallStep, ...] = ()
    picture: Picture | None = None

    def fields(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name not in IN_OTHER_TABLES}


@dataclass(frozen=True, kw_only=True)
class NewsWords:
    going: Going
    happened: str
    learned: str
    got_in_the_way: str = ""
    new_due_on: date | None = None
    picture: Picture | None = None
    reached: tuple[Milestone, ...] = ()
    """The small steps that are done, of the words that are public."""

    def fields(self) -> dict[str, object]:
        """What got in the way and a new date belong to news that it is late, changed or stopped, and to no other."""
        kept = {name: value for name, value in vars(self).items() if name != "reached"}
        if self.going not in SLIPPED:
            kept |= {"got_in_the_way": "", "new_due_on": None}
        return kept


def locked(commitment: Commitment) -> Commitment:
    """The commitment, held until the transaction ends. Whoever needs its submissions too locks them afterwards."""
    return Commitment.objects.select_for_update().get(pk=commitment.pk)


def refuse_picture_of_young_person(commitment: Commitment, picture: Picture | None) -> None:
    """What a young person makes never shows a picture, whoever sends one."""
    if commitment.by_young_person and picture is not None:
        raise Refused(_("A young person shows no picture here, so that nobody can find them by it."))


def draft_about(commitment: Commitment, *, kind: Submission.Kind, by: User | None) -> Submission:
    """A submission about a commitment that nobody has sent yet, filed under its charter and its week."""
    return new_draft(kind=kind, by=by, charter_slug=commitment.charter.slug, week_year=year_of(commitment))


def year_of(commitment: Commitment) -> int | None:
    return commitment.week.year if commitment.week else None


def add_version(*, commitment: Commitment, words: VersionWords, by: User | None) -> Version:
    """The next version of a commitment, as a draft. The caller holds the commitment."""
    last = commitment.versions.aggregate(last=Max("number"))["last"] or 0
    submission = draft_about(commitment, kind=Submission.Kind.VERSION, by=by)
    version = Version.objects.create(submission=submission, commitment=commitment, number=last + 1, **words.fields())
    set_parts(version, words)
    return version


def set_parts(version: Version, words: VersionWords) -> None:
    """The charter's words that a version is about, and its small steps."""
    version.wordings.set(words.wordings)
    version.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(version=version, position=position, text=step.text, due_on=step.due_on)
        for position, step in enumerate(words.milestones, start=1)
    )


def words_of(version: Version) -> VersionWords:
    """The words of a version, to send them again."""
    names = [name for name in VersionWords.__dataclass_fields__ if name not in IN_OTHER_TABLES]
    return VersionWords(
        wordings=tuple(version.wordings.all()),
        milestones=tuple(SmallStep(step.text, step.due_on) for step in version.milestones.all()),
        **{name: getattr(version, name) for name in names},
    )
