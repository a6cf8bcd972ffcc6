"""What teams have entered for others, and how each stands: for their list, and for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from commitments.models import Commitment, Entry, Version
from commitments.teams import Team, entered_by
from coprod_portal.places import key_in
from coprod_portal.submissions.models import Submission

PAGE = 50


@dataclass(frozen=True)
class Listed:
    """One entry of the list, with its newest words."""

    entry: Entry

    @property
    def commitment(self) -> Commitment:
        return self.entry.commitment

    @property
    def newest(self) -> Version:
        return max(self.commitment.versions.all(), key=lambda version: version.number)

    @property
    def is_public(self) -> bool:
        return self.commitment.published_version_id is not None

    @property
    def is_ours(self) -> bool:
        """Nobody has taken it over, so the team looks after it."""
        return self.commitment.keeper_id is None


@dataclass(frozen=True)
class Page:
    entries: Sequence[Listed]
    next_place: str


def page(teams: list[Team], *, after: str) -> Page:
    """The newest first; those after `after`, which is the key of the last one that was shown."""
    rows = entered_by(teams)
    if (last := key_in(after)) is not None:
        rows = rows.filter(pk__lt=last)
    versions = Prefetch("commitment__versions", Version.objects.select_related("submission"))
    found = list(rows.select_related("commitment__organisation").prefetch_related(versions).order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return Page([Listed(entry) for entry in shown], str(shown[-1].pk) if len(found) > PAGE else "")


def entry_of(submission: Submission) -> Entry | None:
    """That the words before a moderator were entered for their maker."""
    if submission.kind != Submission.Kind.VERSION:
        return None
    entry: Entry | None = getattr(submission.version.commitment, "entry", None)
    return entry
