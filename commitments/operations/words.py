"""What a maker says, cleaned and complete, on its way from a form to an operation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from charters.models import Area, Wording
from commitments.going import SLIPPED, Going
from commitments.models import Commitment, Version
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import Submission


@dataclass(frozen=True, kw_only=True)
class VersionWords:
    title: str
    what: str
    how: str
    with_whom: str
    giving_back: str
    starts_on: date
    due_on: date
    how_people_will_know: str
    area: Area | None
    wordings: tuple[Wording, ...]

    def fields(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "wordings"}


@dataclass(frozen=True, kw_only=True)
class NewsWords:
    going: Going
    happened: str
    learned: str
    got_in_the_way: str = ""
    new_due_on: date | None = None

    def fields(self) -> dict[str, object]:
        """What got in the way and a new date belong to news that it is late, changed or stopped, and to no other."""
        kept = dict(vars(self))
        if self.going not in SLIPPED:
            kept |= {"got_in_the_way": "", "new_due_on": None}
        return kept


def locked(commitment: Commitment) -> Commitment:
    """The commitment, held until the transaction ends. Whoever needs its submissions too locks them afterwards."""
    return Commitment.objects.select_for_update().get(pk=commitment.pk)


def add_version(*, commitment: Commitment, words: VersionWords, by: User | None) -> Version:
    """The next version of a commitment, as a draft. The caller holds the commitment."""
    last = commitment.versions.aggregate(last=Max("number"))["last"] or 0
    submission = Submission.objects.create(kind=Submission.Kind.VERSION, written_by=by, created_at=timezone.now())
    version = Version.objects.create(submission=submission, commitment=commitment, number=last + 1, **words.fields())
    version.wordings.set(words.wordings)
    return version
