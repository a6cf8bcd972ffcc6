"""What anybody may know about the work of the desk: its counts by month, and that its rules were kept as they were."""

from django.db import models


class LedgerMonth(models.Model):
    """What moderation did in one month. A month that is over is never counted again, whatever is deleted later."""

    starts_on = models.DateField(help_text="The first day of the month.")
    made_up = models.BooleanField()
    counts = models.JSONField(help_text="How many of each, like published, or returned:unclear for a group of reasons.")
    waits = models.JSONField(help_text="How many were first decided on after so many working days.")
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_on", "made_up"]
        constraints = [models.UniqueConstraint(name="ledger_month_once", fields=["starts_on", "made_up"])]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m}"


class RulesEdition(models.Model):
    """An edition of the rules of moderation as it was loaded first, so that nobody rewords it afterwards."""

    number = models.PositiveSmallIntegerField(unique=True)
    starts_on = models.DateField()
    seal = models.CharField(max_length=64, help_text="A digest of its words.")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Edition {self.number}"
