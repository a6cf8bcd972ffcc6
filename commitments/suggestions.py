"""What could make a commitment easier to understand and to keep. Only suggestions: it may be sent as it is.

Each is a small function over the answers. Pure, and with bounded patterns.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONG_SENTENCE = 25
LONG_WORD = 15
MOST_OF_A_KIND = 2

VAGUE = re.compile(
    r"\b(?:endeavou?r(?:s|ing)? to|endeavou?r|look(?:ing)? into|explor(?:e|ing)|where(?:ver)? possible|"
    r"where(?:ver)? appropriate|as appropriate|aim(?:s|ing)? to|aspir(?:e|ing) to|seek(?:s|ing)? to|striv(?:e|ing)|"
    r"work(?:ing)? towards|try(?:ing)? to|hop(?:e|ing) to|in due course|as far as we can)\b",
    re.IGNORECASE,
)
PLAINER = {
    "commence": "start",
    "disseminate": "share",
    "empower": "help",
    "facilitate": "help",
    "implement": "do",
    "leverage": "use",
    "participate": "take part",
    "stakeholders": "people",
    "utilise": "use",
    "utilize": "use",
}
WORD = re.compile(r"[^\W\d_][\w'’-]{1,60}")  # noqa: RUF001
ACRONYM = re.compile(r"\b[A-Z][A-Z&]{1,7}s?\b")
KNOWN_LETTERS = frozenset({"NHS", "UK", "TV", "OK", "PDF", "GP", "GPs", "ID", "IT", "BSL"})
SENTENCE = re.compile(r"[^.!?\n]{1,2000}")
NOBODY = re.compile(
    r"\W*(?:nobody|no one|no-one|none|nil|n/?a|not sure|do not know|don.t know|tbc|tbd)?\W*", re.IGNORECASE
)
A_FIRST_STEP = re.compile(r"\b(?:first|start(?:s|ing)? (?:by|with)|to begin|by the end of|then)\b", re.IGNORECASE)
A_DATE = re.compile(
    r"\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|"
    r"autumn|winter|christmas|easter|week|month)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody has answered so far; "" is what they have not."""

    title: str = ""
    what: str = ""
    how: str = ""
    with_whom: str = ""
    how_people_will_know: str = ""
    has_small_steps: bool = False

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each answer of some sentences, with the name of its field."""
        for name in ("what", "how", "how_people_will_know"):
            if text := getattr(self, name).strip():
                yield name, text


@dataclass(frozen=True)
class Suggestion:
    """About one field. `page` is where it is asked."""

    page: str
    field: str
    words: str


PAGES = {"title": "what", "what": "what", "how": "how", "with_whom": "how", "how_people_will_know": "knowing"}


def about(field: str, words: str) -> Suggestion:
    return Suggestion(PAGES[field], field, words)


def nobody_named(said: Said) -> Iterator[Suggestion]:
    if said.what and NOBODY.fullmatch(said.with_whom):
        yield about("with_whom", _("Who will you do it with? Together it is co-production."))


def no_first_step(said: Said) -> Iterator[Suggestion]:
    if said.how and not said.has_small_steps and not (A_FIRST_STEP.search(said.how) or A_DATE.search(said.how)):
        yield Suggestion("steps", "step_1", _("Can you say a first step and a date?"))


def vague(said: Said) -> Iterator[Suggestion]:
    for field, text in said.texts():
        if match := VAGUE.search(text):
            words = _("“%(quoted)s”: People may not know when this is done. Can you say what you will do?")
            yield about(field, words % {"quoted": match.group()})


def long_sentences(said: Said) -> Iterator[Suggestion]:
    for field, text in said.texts():
        if any(len(sentence.split()) > LONG_SENTENCE for sentence in SENTENCE.findall(text)):
            yield about(field, _("There is a long sentence here. Can you make two of it?"))


def hard_words(said: Said) -> Iterator[Suggestion]:
    for field, text in said.texts():
        for word in dict.fromkeys(WORD.findall(text)):
            if plainer := PLAINER.get(word.lower()):
                words = _("“%(word)s” is a hard word. Could you say “%(plainer)s”?")
                yield about(field, words % {"word": word, "plainer": plainer})
            elif len(word) >= LONG_WORD and "-" not in word:
                yield about(field, _("“%(word)s” is a long word. Is there a shorter one?") % {"word": word})


def acronyms(said: Said) -> Iterator[Suggestion]:
    for field, text in (("title", said.title), *said.texts()):
        is_all_capitals = text.upper() == text
        for letters in dict.fromkeys(ACRONYM.findall(text)):
            if not is_all_capitals and letters not in KNOWN_LETTERS:
                words = _("People may not know what “%(letters)s” means. Can you write it out?")
                yield about(field, words % {"letters": letters})


SUGGESTERS: tuple[Callable[[Said], Iterator[Suggestion]], ...] = (
    nobody_named,
    no_first_step,
    vague,
    long_sentences,
    hard_words,
    acronyms,
)


def suggestions(said: Said) -> list[Suggestion]:
    """In the order of the table, few of a kind, so that nobody is talked out of sending it."""
    return [found for suggest in SUGGESTERS for found in list(suggest(said))[:MOST_OF_A_KIND]]
