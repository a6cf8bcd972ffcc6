"""That somebody may be in danger, and who is told of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprod_portal.accounts.models import Block
from coprod_portal.cases.models import Case
from coprod_portal.submissions.models import MoveRecord, Submission

PERSON = settings.AUTH_USER_MODEL


class SafeguardingDuty(models.Model):
    """Who is told at once when somebody may be in danger: a lead and a deputy, named by an administrator."""

    class Position(models.TextChoices):
        LEAD = "lead", _("Safeguarding lead")
        DEPUTY = "deputy", _("Deputy safeguarding lead")

    position = models.CharField(max_length=10, choices=Position.choices, unique=True)
    user = models.OneToOneField(PERSON, on_delete=models.CASCADE, related_name="safeguarding_duty")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "safeguarding duties"

    def __str__(self) -> str:
        return self.get_position_display()


class BlockedHiding(models.Model):
    """The act that hid all of somebody's when they were blocked: lifting the block can bring back just that."""

    block = models.OneToOneField(Block, on_delete=models.CASCADE, related_name="hiding")
    record = models.OneToOneField(MoveRecord, on_delete=models.CASCADE, related_name="blocked_hiding")

    def __str__(self) -> str:
        return f"Hidden by {self.block}"


class Danger(models.Model):
    """That somebody may be in danger, seen in words or told by a reader. Kept apart; its clock ends the same day."""

    submission = models.ForeignKey(Submission, null=True, blank=True, on_delete=models.SET_NULL, related_name="dangers")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="dangers")
    why = models.TextField(help_text="What the person saw who raised it. Only lead and deputy read it.")
    words = models.TextField(
        blank=True, help_text="The words as they were then: their writer may change them, or delete them."
    )
    raised_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="The end of the same day.")
    looked_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    looked_at = models.DateTimeField(null=True, blank=True)
    was_danger = models.BooleanField(null=True, blank=True)
    what_was_done = models.TextField(blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(name="danger_open", fields=["due_at"], condition=models.Q(looked_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                name="danger_once_at_a_time", fields=["submission"], condition=models.Q(looked_at__isnull=True)
            ),
            models.CheckConstraint(
                name="danger_looked_at_has_outcome",
                condition=models.Q(looked_at__isnull=True, was_danger__isnull=True)
                | (models.Q(looked_at__isnull=False, was_danger__isnull=False) & ~models.Q(what_was_done="")),
            ),
            models.CheckConstraint(
                name="danger_looked_at_by_another",
                condition=models.Q(looked_by__isnull=True)
                | models.Q(raised_by__isnull=True)
                | ~models.Q(looked_by=models.F("raised_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Danger raised {self.raised_at:%Y-%m-%d}"
