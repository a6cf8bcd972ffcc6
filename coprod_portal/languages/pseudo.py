"""Two languages that nobody speaks, made from the catalogue: what stays plain English in them was forgotten.

Both write each letter with an accent and make the words longer, so that a box that is too small shows. One puts
brackets around them, to show a sentence that is put together from pieces. The other runs from right to left. Around
what a message is given to say, like a name, both put the signs that keep its direction apart, as a translator should.
"""

import re
from importlib.util import find_spec
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale

from .catalogue import METADATA, made
from .known import LONGER, RIGHT_TO_LEFT

LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "áƀçðéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ"
)
VOWELS = re.compile("([áéíóúÁÉÍÓÚ])")
# Signs that no reader sees: what stands between them keeps its own direction, or is forced into one.
APART, TOGETHER = "\u2068", "\u2069"
FROM_RIGHT, AS_BEFORE = "\u202e", "\u202c"

# What must stay as it is: tags, entities, and what is put in. Only what is put in between tags is words.
KEPT = re.compile(r"(<[^<>]*>|&[a-z]+;|&#\d+;|%%|%\(\w+\)[sd]|%[sd]|\{\w*\})")
PUT_IN = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

# Django's and allauth's own words that can appear, such as the names of months.
OTHERS = (
    ("django", "conf/locale/en/LC_MESSAGES/django.po"),
    ("django", "contrib/humanize/locale/en/LC_MESSAGES/django.po"),
    ("django", "contrib/auth/locale/en/LC_MESSAGES/django.po"),
    ("allauth", "locale/en/LC_MESSAGES/django.po"),
)


def make(folder: Path) -> list[Path]:
    """Both languages as compiled catalogues under a folder, where Django looks for them."""
    entries = all_entries()
    written = []
    for code in (LONGER, RIGHT_TO_LEFT):
        catalogue = polib.POFile()
        catalogue.metadata = {**METADATA, "Language": to_locale(code)}
        catalogue.extend(spoken(entry, code) for entry in entries)
        path = folder / to_locale(code) / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save_as_mofile(str(path))
        written.append(path)
    return written


def all_entries() -> list[polib.POEntry]:
    """Ours win over those of others."""
    found: dict[tuple[str, str], polib.POEntry] = {}
    for package, path in OTHERS:
        for entry in polib.pofile(str(folder_of(package) / path)):
            found[entry.msgid, entry.msgctxt or ""] = entry
    for entry in made():
        found[entry.msgid, entry.msgctxt or ""] = entry
    return list(found.values())


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def spoken(entry: polib.POEntry, code: str) -> polib.POEntry:
    context = {"msgctxt": entry.msgctxt} if entry.msgctxt else {}
    if entry.msgid_plural:
        both = {0: say(entry.msgid, code), 1: say(entry.msgid_plural, code)}
        return polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=both, **context)
    return polib.POEntry(msgid=entry.msgid, msgstr=say(entry.msgid, code), **context)


def say(words: str, code: str) -> str:
    said = "".join(kept(part) if place % 2 else changed(part, code) for place, part in enumerate(KEPT.split(words)))
    if code == LONGER and re.search(r"\w", PUT_IN.sub("", words)):
        start, end = len(said) - len(said.lstrip()), len(said.rstrip())
        return f"{said[:start]}[{said[start:end]}]{said[end:]}"
    return said


def kept(part: str) -> str:
    return f"{APART}{part}{TOGETHER}" if PUT_IN.fullmatch(part) else part


def changed(part: str, code: str) -> str:
    longer = VOWELS.sub(r"\1\1", part.translate(LETTERS))
    return f"{FROM_RIGHT}{longer}{AS_BEFORE}" if code == RIGHT_TO_LEFT and longer.strip() else longer


def locale_folder() -> Path:
    return Path(settings.LOCALE_PATHS[0])
