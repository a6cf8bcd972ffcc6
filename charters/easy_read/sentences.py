"""How long the sentences of Easy Read are. A sentence ends with a full stop, a question or an exclamation mark."""

import re

MOST_WORDS = 15
# One says it; a second may explain a hard word.
MOST_SENTENCES = 2
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def sentences(text: str) -> list[str]:
    return [sentence for sentence in BETWEEN_SENTENCES.split(text.strip()) if sentence]


def words(sentence: str) -> list[str]:
    """What stands between spaces, without dashes and the like that stand alone."""
    return [word for word in sentence.split() if any(letter.isalnum() for letter in word)]


def too_long(text: str) -> str:
    """The first sentence that has too many words, or nothing."""
    return next((sentence for sentence in sentences(text) if len(words(sentence)) > MOST_WORDS), "")
