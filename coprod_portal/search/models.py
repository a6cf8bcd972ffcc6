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


class NewWords(models.Model):
    """Words that were put in since known words were last brought up to date. Putting things in stays quick this way."""

    words = models.TextField()

    class Meta:
        verbose_name_plural = "new words"

    def __str__(self) -> str:
        return self.words


class KnownWord(models.Model):
    """A word that stands in some public text, or stood there: what people may have meant who typed another."""

    word = models.CharField(max_length=40, unique=True)
    amount = models.PositiveIntegerField(help_text="About how often it was put in.")

    def __str__(self) -> str:
        return self.word


class WordPart(models.Model):
    """Three letters in a row of a known word. Words that are nearly the same have most of them in common."""

    letters = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField(help_text="How many letters the word has.")
    word = models.ForeignKey(KnownWord, on_delete=models.CASCADE, related_name="parts")

    class Meta:
        constraints = [models.UniqueConstraint(name="search_part_once", fields=["letters", "length", "word"])]

    def __str__(self) -> str:
        return self.letters
