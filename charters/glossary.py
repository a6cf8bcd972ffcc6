"""Hard words in plain words, from the content files, and where they stand in a text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

from charters.operations.content_files import ContentFile

IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
# Shorter ones are letters that stand for a name, and are written in capitals.
LETTERS_OF_A_NAME = re.compile(r"[A-Z]{2,}")


@dataclass(frozen=True)
class Word:
    term: str
    plain: str
    slug: str
    names: tuple[str, ...]
    """All that it may be called in a text. None where it is not to be explained there."""


@dataclass(frozen=True, eq=False)
class Glossary:
    words: tuple[Word, ...]
    pattern: re.Pattern[str]
    """Matches a hard word, the longest first. Its only group is the word as it stands there."""
    by_name: dict[str, Word]

    def word_for(self, found: str) -> Word | None:
        """The word that was found, also where it is one of many."""
        name = " ".join(found.casefold().split())
        singular = (name, name.removesuffix("s"), name.removesuffix("es"), f"{name.removesuffix('ies')}y")
        return next((self.by_name[one] for one in singular if one in self.by_name), None)

    def words_in(self, texts: Iterable[str]) -> list[Word]:
        """In the order of the glossary, each once."""
        found = {self.word_for(match.group(1)) for text in texts for match in self.pattern.finditer(text)}
        return [word for word in self.words if word in found]


def glossary() -> Glossary:
    """As the file says now."""
    path = settings.CONTENT_FOLDER / "glossary.toml"
    return kept_glossary(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=2)
def kept_glossary(path: Path, changed: int) -> Glossary:
    words = tuple(read_glossary(path)) if changed else ()
    by_name = {name.casefold(): word for word in words for name in word.names}
    return Glossary(words, pattern_of([name for word in words for name in word.names]), by_name)


def read_glossary(path: Path) -> list[Word]:
    top = ContentFile(path).top()
    slugs: set[str] = set()
    words = []
    for table in top.tables("words"):
        term = table.text("term", longest=100)
        slug = slugify(IN_BRACKETS.sub("", term))
        if not slug or slug in slugs:
            raise table.problem(f'`term` "{term}" is here twice, or has no letters.', "term")
        slugs.add(slug)
        names = (IN_BRACKETS.sub("", term), *table.texts("also"))
        names = names if table.yes_or_no("explain", default=True) else ()
        words.append(Word(term, table.text("plain"), slug, names))
        table.finish()
    top.finish()
    return words


def pattern_of(names: Sequence[str]) -> re.Pattern[str]:
    """Whole words, with or without the ending of many. Capitals count only where all letters are capitals."""
    parts = [part_of(name) for name in sorted(names, key=len, reverse=True)]
    return re.compile(rf"(?<![\w-])({'|'.join(parts) or '(?!)'})(?![\w-])")


def part_of(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in name.split())
    if LETTERS_OF_A_NAME.fullmatch(name):
        return f"{words}s?"
    ending = "(?:y|ies)" if name.endswith("y") else "(?:s|es)?"
    return f"(?i:{words.removesuffix('y')}{ending})" if name.endswith("y") else f"(?i:{words}{ending})"
