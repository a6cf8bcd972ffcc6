"""How often what was done, and which words came several times. No row names anybody, nor can two be joined to one.

Each `who` is made with our secret key, for one act and one window alone: the same person has another in the next.
"""

from django.db import models


class Count(models.Model):
    act = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="limits_count_once", fields=["act", "who", "begins_at"])]
        indexes = [models.Index(name="limits_count_age", fields=["ends_at"])]

    def __str__(self) -> str:
        return f"{self.act}: {self.count}"


class SentWords(models.Model):
    """That some words came on one day, and from how many. Which words they were cannot be read from it."""

    fingerprint = models.CharField(max_length=64)
    sent_on = models.DateField()
    senders = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="sent_words_once", fields=["fingerprint", "sent_on"])]
        indexes = [models.Index(name="sent_words_age", fields=["sent_on"])]

    def __str__(self) -> str:
        return f"{self.sent_on}: {self.senders}"


class WordsSender(models.Model):
    words = models.ForeignKey(SentWords, on_delete=models.CASCADE, related_name="sent_by")
    who = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="words_sender_once", fields=["words", "who"])]

    def __str__(self) -> str:
        return str(self.words)
