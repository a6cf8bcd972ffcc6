from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charters.models import Charter


class WeekQuerySet(models.QuerySet["Week"]):
    def public(self) -> Self:
        """What anybody may see."""
        shown = self.filter(published_at__isnull=False)
        return shown if settings.SHOW_MADE_UP else shown.filter(made_up=False)

    def open(self) -> Self:
        """Those that take commitments today."""
        today = timezone.localdate()
        return self.public().filter(opens_on__lte=today, closes_on__gte=today)


class Week(models.Model):
    """A Co-production Week. Past weeks stay. One that was before the portal takes no commitments: it has no opening."""

    class Nation(models.TextChoices):
        ENGLAND = "england", _("England")
        SCOTLAND = "scotland", _("Scotland")
        WALES = "wales", _("Wales")
        NORTHERN_IRELAND = "northern-ireland", _("Northern Ireland")
        UK = "uk", _("The United Kingdom")

    year = models.PositiveSmallIntegerField(unique=True)
    nation = models.CharField(max_length=20, choices=Nation.choices, blank=True, help_text="Empty: it is not known.")
    starts_on = models.DateField()
    ends_on = models.DateField()
    theme = models.CharField(max_length=150, blank=True)
    about = models.TextField(blank=True, help_text="Markdown.")
    hashtag = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    is_contact_old = models.BooleanField(default=False, help_text="The address and the hashtag are not used any more.")
    note = models.TextField(blank=True, help_text="What our source lacks, or is odd.")
    source_url = models.URLField(max_length=500, blank=True)
    ideas = models.JSONField(default=list, blank=True, help_text="Ideas for commitments, one text each.")
    charters: "models.ManyToManyField[Charter, models.Model]" = models.ManyToManyField(
        Charter, blank=True, related_name="weeks"
    )
    opens_on = models.DateField(null=True, blank=True, help_text="The first day on which it takes commitments.")
    closes_on = models.DateField(null=True, blank=True, help_text="The last.")
    published_at = models.DateTimeField(null=True, blank=True)
    made_up = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = WeekQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="week_nation_is_known",
                condition=models.Q(nation__in=["", "england", "scotland", "wales", "northern-ireland", "uk"]),
            ),
            models.CheckConstraint(
                name="week_ends_after_start", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="week_opens_and_closes",
                condition=models.Q(opens_on__isnull=True, closes_on__isnull=True)
                | models.Q(opens_on__isnull=False, closes_on__gte=models.F("opens_on")),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Co-production Week %(year)s") % {"year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("week", args=[self.year])

    @property
    def takes_none(self) -> bool:
        """It was before the portal, so the portal has none of its commitments."""
        return self.opens_on is None and self.ends_on < timezone.localdate()

    @property
    def is_open(self) -> bool:
        """It takes commitments today."""
        today = timezone.localdate()
        return self.opens_on is not None and self.closes_on is not None and self.opens_on <= today <= self.closes_on


class WeekOrganiser(models.Model):
    """That somebody organises a week. It opens doors only to those who also hold the role of an organiser."""

    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="organisers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="organised_weeks")
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    appointed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["appointed_at", "pk"]
        constraints = [models.UniqueConstraint(name="week_organiser_once", fields=["week", "user"])]

    def __str__(self) -> str:
        return f"{self.user} organises {self.week}"
