"""What the portal counts about its own pages. Nothing here is about a person."""

from django.db import models


class NotUnderstood(models.Model):
    """How often somebody pressed "I do not understand this page" on one page on one day."""

    page = models.CharField(max_length=100, help_text="The URL name of the page.")
    path = models.CharField(max_length=300, help_text="Its address; of a page of one person only what kind it is.")
    day = models.DateField()
    presses = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "pages not understood"
        constraints = [models.UniqueConstraint(name="not_understood_once_a_day", fields=["path", "day"])]

    def __str__(self) -> str:
        return f"{self.path} on {self.day}"
