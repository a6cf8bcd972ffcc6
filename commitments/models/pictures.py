from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from coprod_portal.submissions.states import State

if TYPE_CHECKING:
    from .commitments import Commitment


class PictureQuerySet(models.QuerySet["Picture"]):
    def public(self) -> Self:
        """What anybody may see: the picture of a public commitment's public words, and those of its public news."""
        commitment: type[Commitment] = apps.get_model("commitments", "Commitment")
        shown = commitment.objects.public().values("pk")
        words = Q(versions__public_commitment__in=shown)
        news = Q(news__commitment__in=shown, news__submission__state=State.PUBLISHED)
        return self.filter(pk__in=Picture.objects.filter(words | news).values("pk"))

    def without_pixels(self) -> Self:
        """All that a page says of it. The pixels come by an address of their own."""
        return self.defer("content")

    def of_nobody(self) -> Self:
        """Sent, and held by nothing: the form that they were for was not finished, or they were taken away."""
        return self.filter(versions=None, news=None, drafts=None)


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

    objects = PictureQuerySet.as_manager()

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
