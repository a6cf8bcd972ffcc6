"""Something that a person raised and somebody must answer by a date."""

from django.db import models


class Case(models.Model):
    class Kind(models.TextChoices):
        DATA_COMPLAINT = "data-complaint", "Complaint about how we use facts about a person"
        ACCESSIBILITY = "accessibility", "Something is hard to use"

    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    email = models.EmailField()
    words = models.TextField()
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="closed_cases"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_kind_is_known", condition=models.Q(kind__in=["data-complaint", "accessibility"])
            ),
            models.CheckConstraint(name="case_has_words", condition=~models.Q(words="") & ~models.Q(email="")),
        ]
        indexes = [models.Index(name="case_open", fields=["due_on"], condition=models.Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


# Data (Use and Access) Act 2025, section 103: a complaint about data is acknowledged within 30 days, of which the first
# is the day after it came. We acknowledge at once, and answer within that time.
DAYS_TO_ANSWER = {Case.Kind.DATA_COMPLAINT: 30, Case.Kind.ACCESSIBILITY: 30}
