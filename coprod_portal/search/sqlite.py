"""Words in a table of SQLite's full-text engine, FTS5."""

from django.db import connection

from .models import Entry

MATCHING = """
    SELECT kind, id, thing_id FROM (
        SELECT entry.kind, entry.id, entry.thing_id
        FROM search_words CROSS JOIN search_entry AS entry ON entry.id = search_words.rowid
        WHERE search_words MATCH %s AND entry.kind = %s
        ORDER BY search_words.rowid DESC LIMIT %s
    )
"""

MAKE = ["CREATE VIRTUAL TABLE search_words USING fts5(words, labels, tokenize = 'porter unicode61', prefix = '2 3')"]
DROP = ["DROP TABLE search_words"]


class Words:
    @staticmethod
    def put(kind: str, rows: list[tuple[int, str, list[str]]]) -> None:
        things = [thing for thing, _words, _labels in rows]
        Entry.objects.bulk_create([Entry(kind=kind, thing_id=thing) for thing in things], ignore_conflicts=True)
        numbers = dict(Entry.objects.filter(kind=kind, thing_id__in=things).values_list("thing_id", "pk"))
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(numbers[thing],) for thing in things])
            cursor.executemany(
                "INSERT INTO search_words (rowid, words, labels) VALUES (%s, %s, %s)",
                [(numbers[thing], words, " ".join(labels)) for thing, words, labels in rows],
            )

    @staticmethod
    def remove(kind: str, things: list[int]) -> None:
        entries = Entry.objects.filter(kind=kind, thing_id__in=things)
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in entries.values_list("pk", flat=True)]
            )
        entries.delete()

    @staticmethod
    def query(
        kind: str, words: list[str], is_begun: bool, labels: list[str], or_label: str, at_most: int
    ) -> tuple[str, list[str | int]]:
        """The newest first: what to ask the database, and with which values."""
        every = " AND ".join(f'"{word}"' for word in words)
        asked = f"words : ({every}{' *' if is_begun else ''})"
        asked += f' OR labels : "{or_label}"' if or_label else ""
        under = " AND ".join(f'"{label}"' for label in labels)
        asked = f"({asked}) AND labels : ({under})" if labels else asked
        return MATCHING, [asked, kind, at_most]
