"""Two editions of a charter beside each other: each principle, what became of it, and which words changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charters.editions import changes_between
from charters.lineage import Kind
from charters.models import Edition, Wording
from coprod_portal.submissions.differences import Run, differences

WORDS = ("short", "text", "detail", "gloss")


@dataclass(frozen=True)
class Side:
    """What one of the editions has: its principles, under their headings, and its words with what is not in both."""

    wordings: Sequence[Wording]
    headings: Sequence[str]
    runs: Sequence[Run]


@dataclass(frozen=True)
class Row:
    kind: Kind
    before: Side
    after: Side
    is_other_voice: bool

    @property
    def principle(self) -> Wording:
        """The newest words that it has."""
        return [*self.before.wordings, *self.after.wordings][-1]


def side_by_side(before: Edition, after: Edition) -> list[Row]:
    """Each principle, in the order of the later edition; what is gone follows."""
    old, new = by_principle(before), by_principle(after)
    return [
        row_of(change.kind, [old[key] for key in change.before], [new[change.after]] if change.after else [])
        for change in changes_between(before, after)
    ]


def by_principle(edition: Edition) -> dict[int, Wording]:
    wordings = edition.wordings.select_related("section", "principle__charter")
    return {wording.principle_id: wording for wording in wordings}


def row_of(kind: Kind, old: list[Wording], new: list[Wording]) -> Row:
    runs = differences(whole(old), whole(new))
    before, after = headings_of(old), headings_of(new)
    moved = bool(old and new) and before != after
    return Row(
        kind,
        Side(old, before if moved else (), [run for run in runs if run.kind != "added"]),
        Side(new, after if moved else (), [run for run in runs if run.kind != "removed"]),
        is_other_voice=bool(old and new) and old[0].is_quotation != new[0].is_quotation,
    )


def headings_of(wordings: list[Wording]) -> Sequence[str]:
    return list(dict.fromkeys(str(wording.section) for wording in wordings))


def whole(wordings: list[Wording]) -> str:
    """All words of the charter in them, a paragraph each."""
    return "\n".join(words for wording in wordings for name in WORDS if (words := own_part(wording, name)))


def own_part(wording: Wording, name: str) -> str:
    """Where the words begin with their short form, it is not said twice."""
    return "" if name == "short" and not wording.has_name else str(getattr(wording, name))


@dataclass(frozen=True)
class Part:
    """Words of the charter besides its principles."""

    label: str
    before: Sequence[Run]
    after: Sequence[Run]


def other_parts(before: Edition, after: Edition) -> list[Part]:
    """Those that changed."""
    both = [
        (_("Title"), before.title, after.title),
        (_("When something is not right"), before.concern_words, after.concern_words),
        (_("Ways to take part"), ways_of(before), ways_of(after)),
    ]
    found = []
    for label, old, new in both:
        if old != new:
            runs = differences(old, new)
            kept_or = {kind: [run for run in runs if run.kind in ("kept", kind)] for kind in ("removed", "added")}
            found.append(Part(label, kept_or["removed"], kept_or["added"]))
    return found


def ways_of(edition: Edition) -> str:
    return "\n".join(way.text for way in edition.ways_to_take_part.all())
