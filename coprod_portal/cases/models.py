"""Something that a person raised and somebody must answer by a date."""

from django.db import models


class Case(models.Model):
    class Kind(models.TextChoices):
        DATA_COMPLAINT = "data-complaint", "Complaint about how we use facts about a person"

    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    email = models.EmailField(blank=True)
    words = models.TextField()
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=40, unique=True, help_text="Of the form that was sent: it counts once.")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
