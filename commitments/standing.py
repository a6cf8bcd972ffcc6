"""To which words of its charter a commitment is tied, and whether its maker was asked about newer ones."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from charters.editions import fates_between
from charters.lineage import Fate, Kind
from charters.models import Edition, Wording
from commitments.models import Commitment, Standing
from coprod_portal.submissions.differences import Run, differences


def words_stood_by(commitment: Commitment) -> list[Wording]:
    """Those that its public words name, or those of a newer edition that its maker has said they stand by since."""
    version = commitment.published_version
    if version is None:
        return []
    return (list(commitment.stood_by.wordings.all()) if commitment.stood_by else []) or list(version.wordings.all())


def with_words_stood_by(wordings: "QuerySet[Wording]") -> tuple["Prefetch[str]", ...]:
    return (
        Prefetch("published_version__wordings", queryset=wordings),
        Prefetch("stood_by__wordings", queryset=wordings),
    )


@dataclass(frozen=True)
class Successor:
    """Words that a commitment is tied to, what became of them in a newer edition, and those that carry them on."""

    wording: Wording
    kind: Kind
    newer: list[tuple[Wording, list[Run]]]


def successors(wordings: list[Wording], edition: Edition) -> list[Successor]:
    """What became of each of these words by a newer edition. A few queries, however many there are."""
    newer = {wording.principle_id: wording for wording in edition.wordings.select_related("principle__charter")}
    fates: dict[int, dict[int, Fate]] = {}
    for wording in wordings:
        if wording.edition_id not in fates:
            fates[wording.edition_id] = fates_between(wording.edition, edition)
    found = []
    for wording in wordings:
        fate = fates[wording.edition_id][wording.principle_id]
        carriers = [newer[principle] for principle in fate.after]
        found.append(
            Successor(wording, fate.kind, [(after, differences(wording.text, after.text)) for after in carriers])
        )
    return found


@dataclass(frozen=True)
class Tie:
    """What the page of a commitment says of the words that it is tied to, beside showing them."""

    edition: Edition
    is_older: bool
    asked: Standing | None
    """About the edition that stands now, where its maker was asked."""
    stood_by: Standing | None
    """The answer that tied it to other words than it was made to."""


def tie(commitment: Commitment, wordings: list[Wording]) -> Tie | None:
    """One query more where the charter has newer words."""
    if not wordings:
        return None
    edition, current = wordings[0].edition, commitment.charter.current_edition_id
    stood_by = commitment.stood_by
    is_older = edition.pk != current
    return Tie(
        edition=edition,
        is_older=is_older,
        asked=commitment.standings.filter(edition=current).first() if is_older else None,
        stood_by=stood_by if stood_by and stood_by.edition_id == edition.pk else None,
    )
