from django.conf import settings
from django.db import models
from django.utils import timezone


class Picture(models.Model):
    """A picture that somebody sent, made anew from its pixels: nothing else of the file is kept.

    It stands in the database, so that it is backed up, hidden and deleted with the words that it belongs to.
    It is public where a public version, or published news, holds it.
    """

    key = models.UUIDField(unique=True)
    content = models.BinaryField()
    content_type = models.CharField(max_length=20)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alternative = models.CharField(max_length=250, help_text="What it shows, for people who do not see it.")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="pictures"
    )
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="picture_has_alternative", condition=~models.Q(alternative="")),
            models.CheckConstraint(
                name="picture_kind_is_known",
                condition=models.Q(content_type__in=["image/jpeg", "image/png", "image/webp"]),
            ),
        ]

    def __str__(self) -> str:
        return self.alternative
