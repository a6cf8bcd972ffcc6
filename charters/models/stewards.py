from django.conf import settings
from django.db import models
from django.utils import timezone

from .charters import Charter


class Stewardship(models.Model):
    """That somebody looks after a charter. It opens doors only to those who also hold the role of a steward."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="stewardships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stewardships")
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    appointed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["appointed_at", "pk"]
        constraints = [models.UniqueConstraint(name="stewardship_once", fields=["charter", "user"])]

    def __str__(self) -> str:
        return f"{self.user} looks after {self.charter}"
