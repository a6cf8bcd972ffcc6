"""Something that a person raised and somebody must answer by a date."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.working_days import add_working_days


class Case(models.Model):
    class Kind(models.TextChoices):
        DATA_COMPLAINT = "data-complaint", _("Complaint about how we use facts about a person")
        ACCESSIBILITY = "accessibility", _("Something is hard to use")
        FORMAT = "format", _("Another format of a charter")
        CONCERN = "concern", _("People do not work the way a charter says")
        PLACE = "place", _("Words may be under the wrong theme")

    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    email = models.EmailField()
    words = models.TextField()
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True, help_text="What we wrote back.")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="closed_cases"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_kind_is_known",
                condition=models.Q(kind__in=["data-complaint", "accessibility", "format", "concern", "place"]),
            ),
            models.CheckConstraint(name="case_has_words", condition=~models.Q(words="") & ~models.Q(email="")),
        ]
        indexes = [models.Index(name="case_open", fields=["due_on"], condition=models.Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


@dataclass(frozen=True)
class Limit:
    """How long we have to answer: in days, or in working days."""

    days: int = 0
    working_days: int = 0

    def due_on(self, came_on: date) -> date:
        return add_working_days(came_on + timedelta(days=self.days), self.working_days)


# Data (Use and Access) Act 2025, section 103: a complaint about data is acknowledged within 30 days, of which the first
# is the day after it came. We acknowledge at once, and answer within that time. The other limits are our promise.
LIMITS = {
    Case.Kind.DATA_COMPLAINT: Limit(days=30),
    Case.Kind.ACCESSIBILITY: Limit(days=30),
    Case.Kind.FORMAT: Limit(working_days=5),
    Case.Kind.CONCERN: Limit(working_days=10),
    Case.Kind.PLACE: Limit(working_days=10),
}
