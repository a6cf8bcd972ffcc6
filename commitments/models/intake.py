from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .commitments import Commitment
from .weeks import Week


class Intake(models.Model):
    """Commitments that an organiser brings in at once. Nothing goes in until each row is right or left out."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        GOING_IN = "going-in", _("Going in")
        DONE = "done", _("In")
        GIVEN_UP = "given-up", _("Given up")

    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="intakes")
    file_name = models.CharField(max_length=120)
    file_seal = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    brought_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-brought_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="intake_state_is_known",
                condition=models.Q(state__in=["checking", "going-in", "done", "given-up"]),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class IntakeRow(models.Model):
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="The row of the sheet, counted as the organiser sees it.")
    cells = models.JSONField(help_text="What stood in each column, as typed.")
    faults = models.JSONField(default=list, help_text="Pairs of a column and what is wrong there, in words.")
    is_left_out = models.BooleanField(default=False)
    brought_seal = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the cells as the file had them.")
    seal = models.CharField(max_length=64, help_text="SHA-256 of what it says, however it was typed.")
    commitment = models.OneToOneField(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="intake_row"
    )
    went_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="intake_row_once", fields=["intake", "number"])]
        indexes = [models.Index(name="intake_row_seal", fields=["seal"])]

    def __str__(self) -> str:
        return f"Row {self.number}"


class RowGone(models.Model):
    """That a row with this seal has gone into a week. The same row again, in any file, adds nothing."""

    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="rows_gone")
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="row_gone_once", fields=["week", "seal"])]

    def __str__(self) -> str:
        return self.seal
