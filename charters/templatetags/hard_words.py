"""Hard words explained: in our own words where they stand, and beside words of others in a list of their own."""

from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.base import NodeList, Parser, Token
from django.utils.translation import get_language

from charters.explaining import explained
from charters.glossary import glossary
from charters.models import Section, Wording
from charters.passages import Passage

register = template.Library()

# What is explained already on the page that answers a request.
explained_on: "WeakKeyDictionary[HttpRequest, frozenset[str]]" = WeakKeyDictionary()


class Explain(template.Node):
    def __init__(self, words: NodeList) -> None:
        self.words = words

    def render(self, context: template.Context) -> str:
        html: str = self.words.render(context)
        request = context.get("request")
        # The glossary is in the language of the content, and so are the words that it explains.
        if get_language() != settings.LANGUAGE_CODE or not isinstance(request, HttpRequest):
            return html
        html, explained_on[request] = explained(html, explained_on.get(request, frozenset()))
        return html


@register.tag
def explain(parser: Parser, token: Token) -> Explain:
    """Words of ours between `{% explain %}` and `{% endexplain %}`, of which the hard ones are explained."""
    words = parser.parse(("endexplain",))
    parser.delete_first_token()
    return Explain(words)


@register.inclusion_tag("charters/hard_words.html")
def hard_words(*said: str | Wording | Section | Passage | Iterable[Any]) -> dict[str, object]:
    """The hard words in what a charter says, which itself stays as it is."""
    return {"words": glossary().words_in(text for one in said for text in texts_of(one))}


def texts_of(said: Any) -> Iterable[str]:
    match said:
        case str():
            yield said
        case Wording():
            yield from (said.short, said.text, said.gloss, said.detail)
        case Section():
            yield said.heading
            yield from (text for wording in said.wordings.all() for text in texts_of(wording))
        case Passage():
            yield from (text for wording in said.wordings for text in texts_of(wording))
        case _:
            yield from (text for one in said for text in texts_of(one))
