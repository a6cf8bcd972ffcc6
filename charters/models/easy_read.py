"""Easy Read: written for people, one idea to a picture. Never shortened by a machine."""

from django.conf import settings
from django.db import models

from .charters import Edition
from .themes import Theme


class EasyRead(models.Model):
    """The Easy Read words of an edition, or of a theme."""

    edition = models.OneToOneField(Edition, null=True, blank=True, on_delete=models.CASCADE, related_name="easy_read")
    theme = models.OneToOneField(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="easy_read")
    checked_by = models.CharField(
        max_length=200,
        blank=True,
        help_text="People with learning disabilities who checked it; empty while nobody has.",
    )
    checked_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(
        default=1, help_text="Goes up with each change here, so that nobody writes over another's work."
    )
    changed_at = models.DateTimeField(
        null=True, blank=True, help_text="When a steward changed it here. From then on no file changes it."
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="easy_read_of_one",
                condition=models.Q(edition__isnull=False, theme__isnull=True)
                | models.Q(edition__isnull=True, theme__isnull=False),
            ),
            models.CheckConstraint(
                name="easy_read_checked_by_somebody",
                condition=models.Q(checked_by="", checked_on__isnull=True)
                | (~models.Q(checked_by="") & models.Q(checked_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Easy Read of {self.edition or self.theme}"


class EasyReadIdea(models.Model):
    """One idea: a picture, and the words beside it."""

    easy_read = models.ForeignKey(EasyRead, on_delete=models.CASCADE, related_name="ideas")
    heading = models.CharField(max_length=100, blank=True, help_text="Set where a new part begins.")
    words = models.TextField(help_text="One sentence; a second may explain a hard word in it.")
    picture = models.SlugField(help_text="The name of a picture that was drawn for the project.")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.words
