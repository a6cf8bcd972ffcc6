"""Reads an Easy Read page as somebody would: idea by idea, our sentences apart from the words of others."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "use"}


@dataclass
class Found:
    """One idea of a page, or what stands outside of all ideas."""

    pictures: int = 0
    words: list[str] = field(default_factory=list)


class EasyReadPage(HTMLParser):
    """`ideas` are those of the page; `around` are our other words in its main part: headings, links, labels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ideas: list[Found] = []
        self.around = Found()
        self.open: list[tuple[str, str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = dict(attributes)
        classes = names.get("class") or ""
        if classes == "idea":
            self.ideas.append(Found())
        if classes == "idea-picture":
            self.ideas[-1].pictures += 1
        if tag in ("p", "h1", "h2", "a", "button", "label"):
            self.here().words.append("")
        if tag not in VOID:
            self.open.append((tag, classes, "data-own" in names))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        is_own = any(own for _, _, own in self.open)
        if any(name == "main" for name, _, _ in self.open) and not is_own and data.strip():
            here = self.here()
            here.words.append(f"{here.words.pop() if here.words else ''} {' '.join(data.split())}".strip())

    def here(self) -> Found:
        return self.ideas[-1] if any(classes == "idea" for _, classes, _ in self.open) else self.around

    def all_words(self) -> list[str]:
        return [words for found in (*self.ideas, self.around) for words in found.words if words]
