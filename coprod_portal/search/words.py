"""Words as search knows them: without capitals, accents and marks. The same on every database."""

import re
import unicodedata

# What somebody types is cut to this, and what is kept of a text to that.
ASKED_CHARACTERS = 300
ASKED_WORDS = 10
WORD_CHARACTERS = 40
KEPT_CHARACTERS = 30_000

# The commonest words of English: nobody finds anything by them.
THE_COMMONEST = (
    "i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it"
    " its itself they them their theirs themselves what which who whom this that these those am is are was were be been"
    " being have has had having do does did doing a an the and but if or because as until while of at by for with about"
    " against between into through during before after above below to from up down in out on off over under again"
    " further then once here there when where why how all any both each few more most other some such no nor not only"
    " own same so than too very s t can will just don should now"
)
COMMON = frozenset(THE_COMMONEST.split())

# Our own word is written in many ways, and its stems differ.
CO_PRODUCE = re.compile(r"\bco[-\u2010-\u2014 ]?produc\w*")


def words_of(text: str) -> list[str]:
    """`Co-production at Café №1!` has the words `coproduce`, `at`, `cafe`, `no1`."""
    plain = unicodedata.normalize("NFKD", text[:KEPT_CHARACTERS]).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = CO_PRODUCE.sub("coproduce", plain.replace("'", "").replace("\u2019", ""))
    return [word[:WORD_CHARACTERS] for word in re.findall(r"[^\W_]+", plain)]


def asked_words(query: str) -> list[str]:
    """What to look for. Empty when the query has nothing but marks and the commonest words."""
    asked = words_of(query[:ASKED_CHARACTERS])[:ASKED_WORDS]
    return list(dict.fromkeys(word for word in asked if word not in COMMON))
