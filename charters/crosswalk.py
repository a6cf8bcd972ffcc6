"""What the charters share: which words of which charter stand under which theme, who put them there, and the gaps.

A gap is that we did not find words. It says nothing of what people do.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from charters.mapping_questions import asked_since
from charters.models import Charter, Mapping, Theme, Wording
from charters.passages import Groups, Passage, groups_of, passages


@dataclass(frozen=True)
class Placed:
    """That words were put under a theme."""

    mapping: Mapping
    asked_on: date | None
    """Since when somebody asks whether this is the right place, and has no answer yet."""


@dataclass(frozen=True)
class Quoted:
    """Words as they may be shown, and how each of those that are meant came to stand here."""

    passage: Passage
    placed: list[Placed]

    @property
    def is_asked_about(self) -> bool:
        return any(placed.asked_on for placed in self.placed)


@dataclass(frozen=True)
class Cell:
    charter: Charter
    quoted: list[Quoted]


@dataclass(frozen=True)
class Row:
    theme: Theme
    cells: list[Cell]

    @property
    def speaking(self) -> int:
        """How many of the charters have words about it."""
        return sum(bool(cell.quoted) for cell in self.cells)


@dataclass
class Picked:
    """The charters to see. Where none was picked, all."""

    charters: list[Charter]
    every: list[Charter]
    unknown: list[str] = field(default_factory=list)

    @property
    def is_all(self) -> bool:
        return len(self.charters) == len(self.every)


def pick(slugs: Iterable[str]) -> Picked:
    every = list(Charter.objects.public().select_related("current_edition"))
    wanted = set(slugs) - {""}
    picked = [charter for charter in every if charter.slug in wanted]
    return Picked(picked or every, every, sorted(wanted - {charter.slug for charter in every}))


def mappings_of(charters: Sequence[Charter], themes: Sequence[Theme]) -> list[Mapping]:
    """In the order of the charters and of their words."""
    found = Mapping.objects.filter(
        wording__in=Wording.objects.public(), wording__edition__charter__in=charters, theme__in=themes
    ).select_related("theme", "wording__edition__charter", "wording__section", "wording__principle__charter")
    return list(found.order_by("wording__edition__charter__position", "wording__position", "theme__position"))


def crosswalk(charters: Sequence[Charter], themes: Sequence[Theme]) -> list[Row]:
    """A row for each theme, with a cell for each charter. The same few queries, however many there are."""
    mappings = mappings_of(charters, themes)
    groups = groups_of(mapping.wording for mapping in mappings)
    asked = asked_since(mappings)
    cells: dict[tuple[int, int], list[Mapping]] = defaultdict(list)
    for mapping in mappings:
        cells[mapping.theme_id, mapping.wording.edition.charter_id].append(mapping)
    return [
        Row(theme, [Cell(charter, quoted(cells[theme.pk, charter.pk], groups, asked)) for charter in charters])
        for theme in themes
    ]


def quoted(mappings: list[Mapping], groups: Groups, asked: dict[int, date]) -> list[Quoted]:
    by_wording = {mapping.wording_id: Placed(mapping, asked.get(mapping.pk)) for mapping in mappings}
    return [
        Quoted(passage, [by_wording[wording.pk] for wording in passage.meant])
        for passage in passages([mapping.wording for mapping in mappings], groups)
    ]
