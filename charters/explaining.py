"""Hard words explained where they stand: in finished HTML of ours, the first time that each is used on a page.

A word becomes a button that opens a few words beside it, without a script and without hovering. Where a browser cannot
open them, they stand there in brackets. Links, headings and quotations stay as they are.
"""

from functools import lru_cache
from html.parser import HTMLParser

from django.template.loader import render_to_string

from charters.glossary import Glossary, glossary

KEPT = (
    "a abbr blockquote button cite code del details dt form h1 h2 h3 h4 ins label legend mark nav option q script"
    " select style summary svg table textarea time title"
)
UNTOUCHED = frozenset(KEPT.split())
EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# Words of a charter, or of somebody else.
OTHERS_WORDS = frozenset({"quote", "diff", "as-typed"})


def explained(html: str, seen: frozenset[str] = frozenset()) -> tuple[str, frozenset[str]]:
    """The same HTML with its hard words explained but for those of `seen`; and all that are explained by then."""
    return kept_explained(html, seen, glossary())


@lru_cache(maxsize=500)
def kept_explained(html: str, seen: frozenset[str], words: Glossary) -> tuple[str, frozenset[str]]:
    reader = Explainer(words, seen)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts), frozenset(reader.seen)


class Explainer(HTMLParser):
    """Copies what it reads, letter by letter, and puts explanations into words that may carry them."""

    def __init__(self, words: Glossary, seen: frozenset[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.words = words
        self.seen = set(seen)
        self.parts: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")
        if tag not in EMPTY:
            classes = set((dict(attrs).get("class") or "").split())
            self.open.append((tag, tag in UNTOUCHED or bool(classes & OTHERS_WORDS)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                break

    def handle_data(self, data: str) -> None:
        self.parts.append(data if any(untouched for _, untouched in self.open) else self.with_explanations(data))

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def with_explanations(self, text: str) -> str:
        parts, start = [], 0
        for match in self.words.pattern.finditer(text):
            word = self.words.word_for(match.group(1))
            if word is None or word.slug in self.seen:
                continue
            self.seen.add(word.slug)
            context = {"found": match.group(1), "word": word}
            parts += [text[start : match.start()], render_to_string("charters/explained.html", context).strip()]
            start = match.end()
        return "".join([*parts, text[start:]])
