from django.conf import settings
from django.db import models
from django.urls import reverse

from charters.models import Area


class Organisation(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=150)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations")
    made_up = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When we made sure that it is who it says.")
    checked_how = models.CharField(max_length=200, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_checked_somehow",
                condition=models.Q(checked_at__isnull=True, checked_how="")
                | (models.Q(checked_at__isnull=False) & ~models.Q(checked_how="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.slug])


class Member(models.Model):
    """Somebody who may act for an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="member_once", fields=["organisation", "user"])]

    def __str__(self) -> str:
        return f"Member {self.user_id} of {self.organisation}"
