from django.db import models
from django.utils.translation import gettext_lazy as _

from .commitments import Commitment


class Asking(models.Model):
    """That we asked a maker for news, once, on one day."""

    class Occasion(models.TextChoices):
        START = "start", _("Two weeks after it became public")
        REGULAR = "regular", _("As often as its maker chose")
        END = "end", _("On its end date")
        AFTER_END = "after-end", _("Some time after its end date")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="askings")
    asked_on = models.DateField()
    occasion = models.CharField(max_length=10, choices=Occasion.choices)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(name="asking_once_a_day", fields=["commitment", "asked_on"]),
            models.CheckConstraint(
                name="asking_occasion_is_known",
                condition=models.Q(occasion__in=["start", "regular", "end", "after-end"]),
            ),
        ]
        indexes = [models.Index(name="asking_by_day", fields=["asked_on"])]

    def __str__(self) -> str:
        return f"{self.commitment} asked on {self.asked_on}"


class OnTrack(models.Model):
    """That a maker said "on track, nothing new". It has no words of theirs, so nobody need read it first."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="on_tracks")
    said_on = models.DateField()

    class Meta:
        ordering = ["said_on", "pk"]
        constraints = [models.UniqueConstraint(name="on_track_once_a_day", fields=["commitment", "said_on"])]

    def __str__(self) -> str:
        return f"{self.commitment} on track, {self.said_on}"
