"""Finding things by their words. Whoever owns a thing puts it in when it becomes public and takes it out when not.

A thing may carry labels beside its words, such as `charter5`, so that words and filters are answered by one look-up.
Labels are made of letters and end in a number.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from . import postgresql, sqlite
from .words import words_of

# However common a word is, no more than the newest of these are looked at.
AT_MOST = 500


@dataclass(frozen=True)
class Text:
    thing: int
    words: str
    labels: Sequence[str] = ()


def put(*, kind: str, texts: Sequence[Text]) -> None:
    """Put these in, or put them right. The caller holds a transaction."""
    rows = [(text.thing, " ".join(words_of(text.words)), list(text.labels)) for text in texts]
    if rows:
        database().put(kind, rows)


def remove(*, kind: str, things: Collection[int]) -> None:
    if things:
        database().remove(kind, list(things))


def matching(
    *,
    kind: str,
    words: Sequence[str],
    labels: Sequence[str] = (),
    or_label: str = "",
    at_most: int = AT_MOST,
) -> list[int]:
    """The newest things that have all the words, the last of which may be only begun, and all the labels.

    `words` come from `asked_words`. Things with `or_label` are found whatever their words.
    """
    if not words:
        return []
    # Half of all words begin with one of a few letters.
    is_begun = len(words[-1]) > 1
    return database().matching(kind, list(words), is_begun, list(labels), or_label, at_most)


def database() -> "type[postgresql.Words] | type[sqlite.Words]":
    return postgresql.Words if connection.vendor == "postgresql" else sqlite.Words
