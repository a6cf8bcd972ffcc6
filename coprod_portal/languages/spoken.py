"""Languages that people speak and read, from `content/languages.toml`: of charters, films and recordings."""

import tomllib
from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Language:
    """`name` is in its own letters; `direction` is how they run."""

    tag: str
    name: str
    english: str
    direction: str = "ltr"

    def __str__(self) -> str:
        return f"{self.english} ({self.name})"


@cache
def languages() -> dict[str, Language]:
    """All of the file by tag, in its order."""
    with (settings.CONTENT_FOLDER / "languages.toml").open("rb") as file:
        rows = tomllib.load(file)["languages"]
    return {
        row["tag"]: Language(row["tag"], row["name"], row["english"], "rtl" if row.get("right_to_left") else "ltr")
        for row in rows
    }


def language_of(tag: str) -> Language:
    """A language that the file does not name any more keeps its tag as its name."""
    return languages().get(tag) or Language(tag, tag, tag)
