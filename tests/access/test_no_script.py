"""Whatever people write stays words: on every page, for everybody who may open it, in feeds, files and mails.

Each text field of every table of ours is filled with what breaks out of text, attributes, addresses, scripts, styles,
XML and spreadsheets. A new field is filled from its first day.
"""

import csv
import re
from html.parser import HTMLParser
from io import StringIO
from itertools import cycle, islice
from typing import Any
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client

from coprod_portal.outbox.models import LetterPart, Mail

from .people import Answer, Person
from .test_access import ROWS
from .world import World

# How words are shown hangs on no database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

MARK = "q9"
PAYLOADS = (
    f"<script>{MARK}()</script>",
    f'"><script>{MARK}()</script>',
    f"'><img src=x onerror={MARK}()>",
    f'"><svg onload={MARK}()>',
    f"<img src=x onerror={MARK}()>",
    f"<svg/onload={MARK}()>",
    f"<iframe src=javascript:{MARK}()>",
    f'" onmouseover="{MARK}()',
    f"' onfocus='{MARK}()' autofocus='",
    f"</title><script>{MARK}()</script>",
    f"</textarea><script>{MARK}()</script>",
    f"</style><style>*{{{MARK}:x}}</style>",
    f"</script><script>{MARK}()//",
    f"--><script>{MARK}()</script>",
    f"]]><script>{MARK}()</script>",
    f"javascript:{MARK}()",
    f"[press](javascript:{MARK}())",
    f"<a href=javascript:{MARK}()>press</a>",
    f"{{{{ {MARK} }}}}{{% {MARK} %}}",
    f"<base href=//{MARK}.example/>",
    f"<object data=//{MARK}.example></object>",
    f"&lt;script&gt;{MARK}()&lt;/script&gt;",
    f'=HYPERLINK("//{MARK}.example","press")',
    f"@SUM({MARK})",
)
# Formed by the portal, and typed by nobody.
FORMED = {
    *("slug", "reference", "code", "kind", "state", "period", "thing", "language", "likeness", "path", "page"),
    *("seal", "file_seal", "brought_seal", "address_seal", "fingerprint", "password", "agreed_reason", "browser"),
    *("moverecord.reason", "secondlook.reason", "traininganswer.reason", "charter_slug", "charter.thread"),
    *("staffact.what", "staffact.choice"),
}
# Counts, and words that are searched and not shown.
FORMED_IN = ("search.", "limits.", "accounts.session", "commitments.tally", "commitments.ledgermonth")
HARMFUL = {"script", "style", "iframe", "base", "object", "embed"}


def fields_of(model: type[models.Model]) -> list[Any]:
    """Those that somebody can write freely in."""
    return [
        field
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField)
        and not field.choices
        and not field.primary_key
        and not field.unique
        and not {field.name, f"{model._meta.model_name}.{field.name}"} & FORMED
    ]


def words_for(field: Any, number: int) -> str:
    """As many as there is room for, each field beginning with another one."""
    turned = list(islice(cycle(PAYLOADS), number, number + len(PAYLOADS)))
    if field.max_length is None:
        return " ".join(turned)
    text = ""
    for payload in turned:
        if len(text) + len(payload) + 1 <= field.max_length:
            text = f"{text} {payload}".strip()
    return text


def fill() -> set[str]:
    """The names of all fields that hold them now. What the database itself keeps from changing stays."""
    filled, number = set(), 0
    for model in apps.get_models():
        is_ours = model.__module__.startswith(("charters", "commitments", "coprod_portal"))
        if not is_ours or model._meta.label_lower.startswith(FORMED_IN):
            continue
        for field in fields_of(model):
            number += 1
            try:
                with transaction.atomic():
                    if model._base_manager.exclude(**{field.name: ""}).update(**{field.name: words_for(field, number)}):
                        filled.add(f"{model._meta.model_name}.{field.name}")
            except DatabaseError:
                continue
    return filled


class Reader(HTMLParser):
    """Finds whatever of ours became more than words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            is_address = name in ("href", "src", "action", "formaction", "data", "poster")
            if name.startswith("on") or MARK in name:
                self.wrong.append(f"<{tag} {name}>")
            if is_address and re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE):
                self.wrong.append(f"<{tag} {name}={value}>")
            if tag in HARMFUL and value and MARK in value:
                self.wrong.append(f"<{tag} {name}={value}>")
        if MARK in tag or tag == "base" or (tag == "script" and "src" not in dict(attrs)):
            self.wrong.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style") and MARK in data:
            self.wrong.append(f"<{self.inside}> with {data[:80]}")


def faults_of_page(text: str) -> list[str]:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader.wrong


def faults(response: Any) -> list[str]:
    kind = response.get("Content-Type", "").partition(";")[0]
    if response.streaming or not kind.startswith(("text/", "application/xml", "application/atom", "application/rss")):
        return []
    text = response.content.decode()
    if kind == "text/html":
        return faults_of_page(text)
    if kind == "text/csv":
        rows = csv.reader(StringIO(text))
        return [f"cell {cell[:40]}" for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    if kind.endswith("xml"):
        # In Atom, words are plain unless they say that they are a page.
        parts = [part.text or "" for part in ElementTree.fromstring(text).iter() if part.get("type") == "html"]
        return [fault for part in parts for fault in faults_of_page(part)]
    return []


def test_the_payloads_would_be_seen() -> None:
    pages = {one: f'<p title="{one}"></p><p title=\'{one}\'></p><a href="{one}"></a>{one}' for one in PAYLOADS}
    unseen = [one for one, page in pages.items() if not faults_of_page(page)]
    assert len(PAYLOADS) == 24
    # Markdown, templates, entities and formulas do nothing in a page by themselves.
    assert unseen == [one for one in PAYLOADS if one[0] in "[{&@"]


def test_what_people_write_stays_words(db: None, world: World, clients: dict[Person, Client]) -> None:
    filled = fill()
    assert {"version.title", "version.what", "news.happened", "view.words", "case.words", "signature.name"} <= filled
    wrong, looked, shown = [], 0, set()
    for row in ROWS:
        if "GET" not in row.methods:
            continue
        people = [one for one in Person if row.audience[one] is Answer.OPEN and one in clients]
        for person in people[:1] if row.shared else people:
            response = clients[person].get(row.address(world))
            looked += 1
            wrong += [f"{row.name} for {person.value}: {fault}" for fault in faults(response)]
            if not response.streaming and MARK.encode() in response.content:
                shown.add(row.name)
    assert wrong == [], "\n".join(wrong)
    assert {"commitment", "commitments", "commitments-feed", "moderation", "my", "organisation"} <= shown
    assert looked > len(ROWS) / 2


def test_mails_are_plain_words() -> None:
    """No mail has another part than text, so nothing in it can act."""
    names = {field.name for model in (Mail, LetterPart) for field in model._meta.concrete_fields}
    assert not {name for name in names if "html" in name}
