"""Words as they may be shown outside their charter: sentences that lean on each other never stand alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from charters.models import Charter, Section, Wording


@dataclass(frozen=True)
class Passage:
    """Words of one charter that are shown together. Where not all of them are meant, `meant` tells which."""

    charter: Charter
    section: Section
    wordings: list[Wording]
    meant: list[Wording]

    @property
    def is_part(self) -> bool:
        """Other sentences stand around those that are meant."""
        return len(self.meant) < len(self.wordings)


Groups = dict[int, list[Wording]]


def groups_of(wordings: Iterable[Wording]) -> Groups:
    """By section, all the sentences of those sections that stand together. At most one query."""
    groups: Groups = defaultdict(list)
    together = {wording.section_id for wording in wordings if wording.section.stands_together}
    if together:
        for wording in Wording.objects.filter(section__in=together).select_related("principle__charter"):
            groups[wording.section_id].append(wording)
    return groups


def passages(meant: Iterable[Wording], groups: Groups | None = None) -> list[Passage]:
    """Each wording by itself, or within its whole group where its section stands together. At most one query.

    The wordings come with their edition, charter, section and principle. Who asks many times brings their groups.
    """
    meant = list(meant)
    groups = groups_of(meant) if groups is None else groups
    found: list[Passage] = []
    shown: set[int] = set()
    for wording in meant:
        if wording.section_id in shown:
            continue
        if wording.section_id in groups:
            shown.add(wording.section_id)
            mine = [other for other in meant if other.section_id == wording.section_id]
            found.append(Passage(wording.edition.charter, wording.section, groups[wording.section_id], mine))
        else:
            found.append(Passage(wording.edition.charter, wording.section, [wording], [wording]))
    return found
