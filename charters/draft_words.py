"""What the page of a draft shows of its words: each section and principle, and what became of those before."""

from dataclasses import dataclass

from charters.editions import changes_between
from charters.lineage import Kind
from charters.models import Edition, Section, SourceNote, Wording


@dataclass(frozen=True)
class DraftWords:
    """`kinds` says for each principle's key what became of it; `dropped` are those that the draft has no more."""

    sections: list[tuple[Section, list[tuple[Wording, Kind | None]]]]
    dropped: list[Wording]
    notes: dict[str, list[SourceNote]]

    @classmethod
    def of(cls, draft: Edition) -> "DraftWords":
        before = draft.charter.current_edition
        changes = changes_between(before, draft) if before else []
        kinds = {change.after: change.kind for change in changes if change.after}
        dropped = {change.before[0] for change in changes if change.kind == Kind.DROPPED}
        sections = [
            (section, [(wording, kinds.get(wording.principle_id)) for wording in section.wordings.all()])
            for section in draft.sections.prefetch_related("wordings__mappings")
        ]
        gone = before.wordings.filter(principle__in=dropped).select_related("principle") if before and dropped else []
        notes: dict[str, list[SourceNote]] = {kind.value: [] for kind in SourceNote.Kind}
        for note in draft.source_notes.all():
            notes[note.kind].append(note)
        return cls(sections, list(gone), notes)
