"""A way to take part, for a while. Its words live in notices, one of them public, as a commitment's in versions."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from charters.models import Area, Charter
from coprod_portal.submissions.models import Submission

from .beginnings import begins
from .organisations import Organisation
from .scale import Scale


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def public(self) -> Self:
        """What anybody may see. Every surface starts here."""
        return self.filter(published_notice__isnull=False).real()

    def once_public(self) -> Self:
        """What is public no more: its address says that it was."""
        return self.filter(published_notice__isnull=True, first_published_at__isnull=False).real()

    def real(self) -> Self:
        """On a live site, without what was made up."""
        return self if settings.SHOW_MADE_UP else self.filter(made_up=False, charter__made_up=False)

    def open(self) -> Self:
        """Those that somebody can still ask to take part in: they close themselves."""
        return self.filter(closes_on__gte=timezone.localdate())

    def closed(self) -> Self:
        return self.filter(closes_on__lt=timezone.localdate())


class Opportunity(models.Model):
    reference = models.CharField(max_length=6, unique=True)
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="opportunities")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opportunities",
        help_text="Who lists it; empty where the steward of the charter does.",
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="opportunities"
    )
    made_up = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    published_notice = models.OneToOneField(
        "Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="public_opportunity"
    )
    first_published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    outcome_asked_on = models.DateField(
        null=True, blank=True, help_text="When we asked what happened next. We ask once."
    )

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opportunities"
        constraints = [
            models.CheckConstraint(
                name="opportunity_public_has_dates",
                condition=models.Q(published_notice__isnull=True)
                | models.Q(first_published_at__isnull=False, closes_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="opportunity_closing",
                fields=["closes_on", "id"],
                condition=models.Q(published_notice__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("opportunity", args=[self.reference])

    @property
    def is_open(self) -> bool:
        return self.closes_on is not None and self.closes_on >= timezone.localdate()


class Notice(models.Model):
    """The words of an opportunity, as sent once."""

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="notice")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="notices")
    number = models.PositiveSmallIntegerField()
    kind = models.SlugField(help_text="One of content/opportunity_kinds.toml.")
    title = models.CharField(max_length=80)
    what = models.TextField()
    can_change = models.TextField(help_text="What people can change by taking part.")
    cannot_change = models.TextField(help_text="What is settled already.")
    scale = models.CharField(max_length=20, choices=Scale.choices)
    pay = models.TextField(blank=True, help_text="What people are paid. Empty when nothing.")
    travel = models.TextField(blank=True)
    care_costs = models.TextField(blank=True)
    is_step_free = models.BooleanField(default=False)
    has_bsl = models.BooleanField(default=False)
    has_quiet_room = models.BooleanField(default=False)
    is_online = models.BooleanField(default=False)
    access = models.TextField(blank=True, help_text="Anything else about getting in and joining in.")
    place = models.CharField(max_length=200, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    url = models.URLField(max_length=500, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Empty when it has no set time.")
    ends_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField(help_text="The last day to ask to take part. It closes itself.")

    class Meta:
        indexes = [begins("notice", "what"), begins("notice", "title")]
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="notice_once", fields=["opportunity", "number"]),
            models.CheckConstraint(
                name="notice_scale_is_known",
                condition=models.Q(scale__in=["inform", "consult", "engage", "co-produce"]),
            ),
            models.CheckConstraint(
                name="notice_ends_after_start",
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="notice_has_words",
                condition=~models.Q(title="")
                & ~models.Q(what="")
                & ~models.Q(can_change="")
                & ~models.Q(cannot_change=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Outcome(models.Model):
    """What happened next, after an opportunity has ended."""

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="outcome")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="outcomes")
    told_on = models.DateField()
    heard = models.TextField(help_text="What we heard.")
    did = models.TextField(help_text="What we did.")
    could_not = models.TextField(help_text="What we could not do, and why.")

    class Meta:
        indexes = [begins("outcome", "heard")]
        ordering = ["told_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="outcome_has_words", condition=~models.Q(heard="") & ~models.Q(did="") & ~models.Q(could_not="")
            ),
        ]

    def __str__(self) -> str:
        return f"What happened next, {self.told_on}"


class Interest(models.Model):
    """That somebody would like to take part in an opportunity, or in what a charter does. Private; goes on its day."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="interests")
    opportunity = models.ForeignKey(
        Opportunity, null=True, blank=True, on_delete=models.CASCADE, related_name="interests"
    )
    reference = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    support = models.TextField(blank=True, help_text="What they need to take part.")
    came_at = models.DateTimeField(default=timezone.now)
    hear_by = models.DateField(help_text="The day by which we promised an answer.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    delete_on = models.DateField()

    class Meta:
        ordering = ["hear_by", "pk"]
        constraints = [
            models.CheckConstraint(name="interest_can_be_answered", condition=~models.Q(email="", phone="")),
        ]

    def __str__(self) -> str:
        return self.reference
