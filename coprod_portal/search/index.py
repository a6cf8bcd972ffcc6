"""Finding things by their words. Whoever owns a thing puts it in when it becomes public and takes it out when not.

A thing may carry labels beside its words, such as `charter5`, so that words and filters are answered by one look-up.
Labels are made of letters and end in a number.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from . import postgresql, spelling, sqlite
from .models import Entry
from .words import words_of

# However common a word is, no more than the newest of these are looked at.
AT_MOST = 500


@dataclass(frozen=True)
class Text:
    thing: int
    words: str
    labels: Sequence[str] = ()


@dataclass(frozen=True)
class Asked:
    """One kind of things, and the labels that they must carry."""

    kind: str
    labels: Sequence[str] = ()


def put(*, kind: str, texts: Sequence[Text]) -> None:
    """Put these in, or put them right. The caller holds a transaction."""
    rows = [(text.thing, " ".join(words_of(text.words)), [*text.labels, label_of(kind)]) for text in texts]
    if rows:
        database().put(kind, rows)
        spelling.remember(words for _, words, _ in rows)


def remove(*, kind: str, things: Collection[int]) -> None:
    if things:
        database().remove(kind, list(things))


def label_of(kind: str) -> str:
    """Beside every text: with it, a word that is common among one kind costs nothing to look for among another."""
    return f"is{kind}1"


def things(*, kind: str) -> set[int]:
    """All that is in, found or not."""
    return set(Entry.objects.filter(kind=kind).values_list("thing_id", flat=True))


def is_in(*, kind: str, thing: int) -> bool:
    return Entry.objects.filter(kind=kind, thing_id=thing).exists()


def found(*, asked: Sequence[Asked], words: Sequence[str], at_most: int = AT_MOST) -> dict[str, list[int]]:
    """For each kind, what `matching` would find. One query for all of them."""
    if not words or not asked:
        return {one.kind: [] for one in asked}
    is_begun = len(words[-1]) > 1
    queries = [database().query(one.kind, list(words), is_begun, list(one.labels), "", at_most) for one in asked]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(sql for sql, _ in queries), [value for _, values in queries for value in values]
        )
        # Each part keeps its bound; the database may mix the rows of several.
        rows = sorted(cursor.fetchall(), key=lambda row: -row[1])
    return {one.kind: [thing for kind, _, thing in rows if kind == one.kind] for one in asked}


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
    sql, values = database().query(kind, list(words), is_begun, list(labels), or_label, at_most)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [thing for _, _, thing in cursor.fetchall()]


def database() -> "type[postgresql.Words] | type[sqlite.Words]":
    return postgresql.Words if connection.vendor == "postgresql" else sqlite.Words
