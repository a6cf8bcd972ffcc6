from django.db import models

from charters.models import Principle, Theme

from .commitments import Commitment


class Filing(models.Model):
    """That a public commitment is found under a principle, or under a theme of one of its principles.

    It follows from the published words; only `public_facts.refresh` writes it. It repeats the dates that lists are
    sorted by, so that a list under a principle is read from one index in order, however long it is.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="filings")
    principle = models.ForeignKey(
        Principle, null=True, blank=True, on_delete=models.CASCADE, related_name="filings", db_index=False
    )
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="filings", db_index=False
    )
    latest_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="filing_under_one",
                condition=models.Q(principle__isnull=False, theme__isnull=True)
                | models.Q(principle__isnull=True, theme__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name=f"filing_{under}_{sort}", fields=fields, condition=models.Q(**{f"{under}__isnull": False})
            )
            for under in ("principle", "theme")
            for sort, fields in (
                ("latest", [under, "-latest_at", "-commitment"]),
                ("newest", [under, "-first_published_at", "-commitment"]),
                ("ending", [under, "due_on", "commitment"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} under {self.principle_id or self.theme_id}"
