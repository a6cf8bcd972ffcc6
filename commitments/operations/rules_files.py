"""The rules of moderation, looked through when content is loaded. Pages read them from their file.

A decision notes only the number of its edition. So an edition that counts keeps its words: whoever wants other words
gives them another number.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils import timezone

from charters.operations.content_files import ContentFile, Table
from charters.operations.keeping import Tally
from commitments.models import RulesEdition


def load_rules(path: Path) -> Tally:
    """Called by `load_content`, in its transaction."""
    top, tally = ContentFile(path).top(), Tally()
    seen: set[str] = set()
    for table in top.tables("editions"):
        table.once("number", str(table.number("number")), seen)
        keep_edition(table, tally)
    for held in RulesEdition.objects.filter(starts_on__lte=timezone.localdate()):
        if str(held.number) not in seen:
            raise top.problem(f"edition {held.number} is missing. Decisions were made under it: put it back.")
    top.finish()
    return tally


def keep_edition(table: Table, tally: Tally) -> None:
    number, starts_on = table.number("number"), table.day("from")
    if starts_on is None:
        raise table.problem("an edition needs `from`: the day from which it counts, like 2026-11-22.")
    changes = table.text("changes", needed=False)
    rules = [words_of(rule) for rule in table.tables("rules")]
    if not rules:
        raise table.problem("an edition needs rules, each under [[editions.rules]].")
    table.finish()
    seal = sha256(json.dumps([str(starts_on), changes, rules], ensure_ascii=False).encode()).hexdigest()
    held = RulesEdition.objects.filter(number=number).first()
    if held is not None and held.seal != seal and held.starts_on <= timezone.localdate():
        raise table.problem(
            f"edition {number} has counted since {held.starts_on}, and its words are not as they were. "
            "Put them back, and give the new words the next number.",
            "number",
        )
    tally.keep(RulesEdition, {"number": number}, {"starts_on": starts_on, "seal": seal})


def words_of(table: Table) -> list[Any]:
    heading, says = table.text("heading"), table.texts("says")
    if not says:
        raise table.problem("a rule needs `says`: a list of sentences.")
    table.finish()
    return [heading, says]
