"""What changed between two texts, word by word, as data. Templates draw it with `<del>` and `<ins>`."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A text longer than this is shown as removed and added as a whole: comparing takes time that grows with its square.
COMPARED_WORDS = 3000


@dataclass(frozen=True)
class Run:
    """Words side by side that share a fate."""

    kind: Literal["kept", "added", "removed"]
    text: str


def differences(before: str, after: str) -> list[Run]:
    """The way from one text to the other. Kept and added runs together spell `after`, kept and removed `before`."""
    if before == after:
        return [Run("kept", after)] if after else []
    old, new = pieces(before), pieces(after)
    if max(len(old), len(new)) > COMPARED_WORDS:
        return [run for run in (Run("removed", before), Run("added", after)) if run.text]
    found: list[Run] = []
    for operation, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            found.append(Run("kept", "".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            found.append(Run("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(Run("added", "".join(new[new_from:new_to])))
    return found


def pieces(text: str) -> list[str]:
    """Words, each with the space that follows it, so that joining the pieces gives the text back."""
    return re.findall(r"\s+|\S+\s*", text)
