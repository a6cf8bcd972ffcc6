from django.db import models


class Entry(models.Model):
    """One thing that can be found by its words.

    The words themselves stand where each database is quick at finding them, made by the first migration: on PostgreSQL
    in the column `vector` beside these, on SQLite in the table `search_words`, whose `rowid` is this `id`.
    """

    kind = models.CharField(max_length=20)
    thing_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="search_entry_once", fields=["kind", "thing_id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"
