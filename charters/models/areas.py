"""Places: an area, the towns in it, and who to turn to there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Town(models.Model):
    """A name that people use for where they live, so that "Tipton" finds Sandwell."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="towns")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="town_once_in_area", fields=["area", "name"])]

    def __str__(self) -> str:
        return self.name


class AreaContact(models.Model):
    class Kind(models.TextChoices):
        SAFEGUARDING = "safeguarding", _("If you are worried about somebody's safety")
        COMPLAINTS = "complaints", _("To complain about a service")
        HEALTHWATCH = "healthwatch", _("To tell your local Healthwatch about health and care")
        SENDIASS = "sendiass", _("For advice about a child's special educational needs")
        ADVOCACY = "advocacy", _("For somebody who helps you to speak up, or gives advice")
        OMBUDSMAN = "ombudsman", _("When you have complained and it was not put right")

    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contacts",
        help_text="Empty for a contact that holds everywhere.",
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    checked_on = models.DateField(null=True, blank=True, help_text="When somebody last saw that this is right.")

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(name="area_contact_once", fields=["area", "kind", "name"])]

    def __str__(self) -> str:
        return self.name
