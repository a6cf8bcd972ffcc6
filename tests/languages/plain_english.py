"""Finds the words of a page that are not in the language of the page.

The pseudo-languages write no plain letter. So a plain letter is content, which stands in an element with its own
`lang` or was put into a message between two signs that keep it apart, or it is a word of ours that was forgotten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.apps import apps
from django.conf import settings
from django.db import models

from coprod_portal.languages.pseudo import APART, TOGETHER

READ_ALOUD = ("alt", "aria-label", "aria-description", "placeholder", "title")
# What somebody typed, and codes, are in no language.
SILENT = {"script", "style", "template", "textarea", "code"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BUTTONS = {"button", "submit", "reset"}

PUT_IN = re.compile(f"{APART}([^{APART}{TOGETHER}]*){TOGETHER}")
# The same in every language: addresses, references, codes, units.
NO_WORDS = re.compile(
    r"https?://\S+|\S+@\S+\.\w+|/[\w/.-]+/|\b(?:[0-9A-Z]{6}|[0-9A-Z]{10}|[0-9A-Z]{4}-[0-9A-Z]{4})\b|\bA[345]\b|\b[a-z]\b"
)
# In these, content stands beside our words.
WITHOUT_ELEMENTS = {"title", "meta description"}
SIGNS = "“”.,;[]…?! \u202e\u202c"
BETWEEN = re.compile("[:()·\u2013]")
LETTERS = re.compile(r"[A-Za-z]{2,}")


@dataclass
class Reader(HTMLParser):
    """All that is read or read aloud, with the name of the element; not what says that it is in another language."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.language = ""

    @property
    def is_ours(self) -> bool:
        return not self.open or self.open[-1][1] == self.language

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "html":
            self.language = given.get("lang") or ""
        inherited = self.open[-1][1] if self.open else self.language
        language = "silent" if tag in SILENT else given.get("lang") or inherited
        if language == self.language:
            for name in READ_ALOUD:
                self.note(f"{tag} {name}", given.get(name))
            if tag == "input" and given.get("type") in BUTTONS:
                self.note(f"{tag} value", given.get("value"))
            if tag == "meta" and given.get("name") == "description":
                self.note("meta description", given.get("content"))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, (name, _) in enumerate(self.open) if name == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        if self.is_ours:
            self.note(self.open[-1][0] if self.open else "text", data)

    def note(self, where: str, words: str | None) -> None:
        if words and words.strip():
            self.found.append((where, " ".join(words.split())))


def content() -> str:
    """Every word that stands in the database and the content files, as one text."""
    return " ".join(" ".join(words.split()) for words in stored_words())


def stored_words() -> Iterator[str]:
    for model in apps.get_models():
        fields = [
            one.name for one in model._meta.concrete_fields if isinstance(one, models.CharField | models.TextField)
        ]
        if fields:
            for row in model._base_manager.values_list(*fields):
                yield from (words for words in row if words)
    yield from (path.read_text(encoding="utf-8") for path in settings.CONTENT_FOLDER.glob("*.toml"))
    yield from (settings.PORTAL_NAME, settings.PORTAL_OWNER, settings.BASE_URL)


def faults(page: str, known: str) -> list[str]:
    """Each as the element and its words."""
    reader = Reader()
    reader.feed(page)
    wrong = []
    for where, words in reader.found:
        if where in WITHOUT_ELEMENTS:
            left = " ".join(piece for piece in BETWEEN.split(words) if not is_known(forgotten(piece, known), known))
        else:
            left = forgotten(words, known)
        if left:
            kind = "content without lang" if is_known(left, known) else "plain English"
            wrong.append(f"{kind}, {where}: {words[:120]!r}")
    return list(dict.fromkeys(wrong))


def forgotten(words: str, known: str) -> str:
    """What is plain in them and should not be. What was put in must be something that people wrote."""
    while PUT_IN.search(words):
        words = PUT_IN.sub(lambda match: "" if is_known(match[1], known) else match[1], words)
    return words.strip() if LETTERS.search(NO_WORDS.sub("", words)) else ""


def is_known(words: str, known: str) -> bool:
    """Whether all of it was written by people, piece by piece."""
    pieces = (" ".join(piece.strip(SIGNS).split()) for piece in BETWEEN.split(words))
    return all(not LETTERS.search(NO_WORDS.sub("", piece)) or piece in known for piece in pieces)
