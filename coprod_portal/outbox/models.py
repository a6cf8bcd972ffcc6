"""Every mail is a row first: written in the transaction that causes it, sent after, never twice."""

from datetime import datetime

from django.db import models


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> "MailQuerySet":
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now: datetime) -> "MailQuerySet":
        """What may be tried now, the oldest first."""
        return self.waiting().filter(send_after__lte=now).order_by("send_after", "pk")


class Mail(models.Model):
    to = models.EmailField()
    kind = models.CharField(max_length=60, help_text="The name of its templates, like commitments/receipt.")
    thing = models.CharField(max_length=80, help_text="What it is about, like commitment:7K3F9Q.")
    period = models.CharField(max_length=40, help_text="Which time of asking: a date, or a revision.")
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True, help_text="Emptied once sent, except in a trial.")
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField(help_text="Moved on before each try, so that nobody else tries meanwhile.")
    useless_after = models.DateTimeField(null=True, blank=True, help_text="When it need not be sent any more.")
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mail"
        constraints = [
            models.UniqueConstraint(name="mail_once", fields=["to", "kind", "thing", "period"]),
            models.CheckConstraint(
                name="mail_sent_or_given_up", condition=models.Q(sent_at=None) | models.Q(given_up_at=None)
            ),
        ]
        indexes = [
            models.Index(
                name="mail_due",
                fields=["send_after", "id"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} {self.period}"
