"""The catalogue: every message that the code and the templates ask to have translated, found without GNU gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = "django.pot"
APPS = ("coprod_portal", "charters", "commitments")
METADATA = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

# How many words each takes, and whether a context stands before them.
ASKING = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1, False)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (2, False)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (1, True)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (2, True)),
}
CALL = re.compile(rf"(?<![\w.])(?:{'|'.join(ASKING)})\(")


@dataclass(frozen=True, order=True)
class Message:
    words: str
    plural: str = ""
    context: str = ""


def made() -> polib.POFile:
    """The catalogue as the code asks for it now, in one order, so that it only differs where the words do."""
    found: dict[Message, set[str]] = {}
    for path in sorted(sources()):
        for message in messages_of(path):
            found.setdefault(message, set()).add(path.relative_to(settings.ROOT).as_posix())
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = METADATA
    for message, places in sorted(found.items()):
        catalogue.append(entry(message, occurrences=[(place, "") for place in sorted(places)]))
    return catalogue


def entry(message: Message, **more: object) -> polib.POEntry:
    plural = {"msgid_plural": message.plural, "msgstr_plural": {0: "", 1: ""}} if message.plural else {}
    context = {"msgctxt": message.context} if message.context else {}
    return polib.POEntry(msgid=message.words, **plural, **context, **more)


def sources() -> Iterator[Path]:
    for app in APPS:
        yield from (path for path in (settings.ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    yield from (path for path in (settings.ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def messages_of(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    calls = calls_in_code(text) if path.suffix == ".py" else calls_in_template(text, path)
    for name, given in calls:
        wanted, has_context = ASKING[name]
        words = list(given)
        context = words.pop(0) if has_context and words else ""
        if len(words) >= wanted and words[0]:
            yield Message(words[0], words[1] if wanted == 2 else "", context)


def calls_in_code(text: str) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in ASKING:
                yield name, strings(node)


def calls_in_template(text: str, path: Path) -> Iterator[tuple[str, list[str]]]:
    """Django writes the messages of a template as calls between other signs, which are no Python."""
    as_calls = templatize(text, origin=str(path))
    for begin in CALL.finditer(as_calls):
        call = first_call(as_calls, begin.start())
        if call is not None and isinstance(call.func, ast.Name):
            yield call.func.id, strings(call)


def first_call(text: str, start: int) -> ast.Call | None:
    end = text.find(")", start)
    while end != -1:
        try:
            found = ast.parse(text[start : end + 1].strip(), mode="eval").body
        except SyntaxError:
            end = text.find(")", end + 1)
        else:
            return found if isinstance(found, ast.Call) else None
    return None


def strings(call: ast.Call) -> list[str]:
    """The words that stand first among what a call is given."""
    found = []
    for argument in call.args:
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            break
        found.append(argument.value)
    return found
