"""What readers report. Each report has its own reporter; a case holds all about the same thing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.cases.models import Case

PERSON = settings.AUTH_USER_MODEL


class Report(models.Model):
    """What one reader says is wrong with something public. All open reports of one thing are one case."""

    class Kind(models.TextChoices):
        UNKIND = "unkind", _("It is unkind or unfair")
        PRIVATE = "private", _("It has private facts in it")
        NOT_SAFE = "not-safe", _("Somebody may not be safe")
        NOT_TRUE = "not-true", _("It is not what happened")
        COPYRIGHT = "copyright", _("It uses words or a picture that belong to somebody")
        DEFAMATION = "defamation", _("It harms somebody's good name")
        OTHER = "other", _("Something else is wrong")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    words = models.TextField()
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="report_kind_is_known",
                condition=models.Q(
                    kind__in=["unkind", "private", "not-safe", "not-true", "copyright", "defamation", "other"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.reference}"
