from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.cases.models import Case

from .charters import Charter
from .principles import Mapping, Principle


class CharterCase(models.Model):
    """A case that the steward of a charter answers: a concern, another format, or a place under a theme."""

    class Outcome(models.TextChoices):
        MOVED = "moved", _("Moved to another theme")
        KEPT = "kept", _("Kept where it is")

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="charter_case")
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="cases")
    principle = models.ForeignKey(
        Principle, null=True, blank=True, on_delete=models.CASCADE, related_name="cases", help_text="Of a concern."
    )
    mapping = models.ForeignKey(
        Mapping,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cases",
        help_text="What somebody thinks is in the wrong place.",
    )
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome.choices, help_text="Of a wrong place.")

    class Meta:
        constraints = [
            models.CheckConstraint(name="case_outcome_is_known", condition=models.Q(outcome__in=["", "moved", "kept"]))
        ]

    def __str__(self) -> str:
        return f"{self.case} about {self.charter}"
