"""Rows brought in line with what a file says, and how many of them had to change."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


@dataclass
class Tally:
    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)

    def in_words(self) -> str:
        if self.is_nothing:
            return "nothing changed"
        counts = [("added", self.added), ("changed", self.changed), ("removed", self.removed)]
        return ", ".join(f"{count} {word}" for word, count in counts if count)

    def add(self, other: "Tally") -> None:
        self.added += other.added
        self.changed += other.changed
        self.removed += other.removed

    def keep(self, model: type[Row], names: dict[str, Any], values: dict[str, Any]) -> Row:
        """The row with these names, added or changed so that it holds these values."""
        row, is_new = model._default_manager.get_or_create(**names, defaults=values)
        self.added += is_new
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        if changed:
            for name in changed:
                setattr(row, name, values[name])
            row.save(update_fields=changed)
            self.changed += 1
        return row

    def keep_list(self, model: type[Row], owner: dict[str, Any], values: list[dict[str, Any]]) -> None:
        """Let the owner have exactly these rows. Nothing points at such rows, so a changed one is made anew."""
        wanted = list(values)
        condition = {f"{name}__isnull" if value is None else name: value or True for name, value in owner.items()}
        for row in model._default_manager.filter(**condition):
            as_is = next((value for value in wanted if all(getattr(row, name) == value[name] for name in value)), None)
            if as_is is None:
                row.delete()
                self.removed += 1
            else:
                wanted.remove(as_is)
        model._default_manager.bulk_create([model(**owner, **value) for value in wanted])
        self.added += len(wanted)
