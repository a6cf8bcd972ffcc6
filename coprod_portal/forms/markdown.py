"""Longer words that staff write, with headings, lists and links. Everything else that they paste is left out."""

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "blockquote", "br"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https"}

# Headings start below those of the page.
HEADINGS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}


class CleanText(str):
    """Words that a template draws as they are: made by `clean`, and by nothing else."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def clean(text: str) -> CleanText:
    """Markdown as a page may carry it. Links are http(s) only; pictures, styles and scripts are left out."""
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(text)
    for token in tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
    drawn = parser.renderer.render(tokens, parser.options, {})
    return CleanText(nh3.clean(drawn, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES))
