"""Words in a column of PostgreSQL's `tsvector`, with a GIN index."""

from django.db import connection

# Positions are dropped: nothing here ranks by them, and the column is half the size without.
PUT = """
    INSERT INTO search_entry (kind, thing_id, vector)
    VALUES (%s, %s, strip(to_tsvector('english', %s)) || array_to_tsvector(%s))
    ON CONFLICT (kind, thing_id) DO UPDATE SET vector = excluded.vector
"""
# Where nothing is left of the words, `to_tsquery` gives an empty query, which would ask for the labels alone.
MATCHING = """
    SELECT kind, id, thing_id FROM (
        SELECT kind, id, thing_id FROM search_entry
        WHERE kind = %s AND numnode(to_tsquery('english', %s) || %s::tsquery) > 0
        AND vector @@ ((to_tsquery('english', %s) || %s::tsquery) && %s::tsquery)
        ORDER BY id DESC LIMIT %s
    ) AS newest
"""

# The column and its index are no part of the model. With few statistics, the planner takes a rare word for a common
# one and walks the whole table for it.
MAKE = [
    "ALTER TABLE search_entry ADD COLUMN vector tsvector",
    "ALTER TABLE search_entry ALTER COLUMN vector SET STATISTICS 2000",
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector) WITH (fastupdate = off)",
]
DROP = ["DROP INDEX search_entry_vector", "ALTER TABLE search_entry DROP COLUMN vector"]


class Words:
    @staticmethod
    def put(kind: str, rows: list[tuple[int, str, list[str]]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                PUT,
                [(kind, thing, words, [f"={label}" for label in labels]) for thing, words, labels in rows],
            )

    @staticmethod
    def remove(kind: str, things: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_entry WHERE kind = %s AND thing_id = ANY(%s)", [kind, things])

    @staticmethod
    def query(
        kind: str, words: list[str], is_begun: bool, labels: list[str], or_label: str, at_most: int
    ) -> tuple[str, list[str | int]]:
        """The newest first: what to ask the database, and with which values."""
        asked = " & ".join(f"'{word}'" for word in words) + (":*" if is_begun else "")
        # No word that a person can type begins with "=", so nobody finds a label by typing it.
        under = " & ".join(f"'={label}'" for label in labels)
        instead = f"'={or_label}'" if or_label else ""
        return MATCHING, [kind, asked, instead, asked, instead, under, at_most]
