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

    class Where(models.TextChoices):
        """Which part of the thing they mean."""

        WORDS = "words", _("The words")
        PICTURE = "picture", _("The picture")
        NAME = "name", _("A name")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    where = models.CharField(max_length=10, choices=Where.choices, default=Where.WORDS)
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
            models.CheckConstraint(
                name="report_where_is_known", condition=models.Q(where__in=["words", "picture", "name"])
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.reference}"


class Correction(models.Model):
    """What was put right on a public page, in the words of the member of staff who did it. Everybody may read it."""

    thing = models.CharField(
        max_length=200, help_text="The page that it was on, named as everywhere: charter:sandwell."
    )
    words = models.TextField(help_text="What was wrong and what it says now. Never a private fact.")
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="corrections")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="correction_has_words", condition=~models.Q(words="") & ~models.Q(thing="")),
        ]
        indexes = [
            models.Index(name="correction_of_thing", fields=["thing", "-at"]),
            models.Index(name="correction_newest", fields=["-at", "-id"]),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.at:%Y-%m-%d}"
