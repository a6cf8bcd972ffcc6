"""What the desk keeps beside the words themselves: why, who has what, who agreed, who asked for more."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action

PERSON = settings.AUTH_USER_MODEL


class Reason(models.Model):
    """Why a moderator sends words back, does not publish them or hides them. Staff keep the list.

    The code is kept in the record of each move, so a code is never given a new meaning: one that is used no more stays
    here with `in_use` off.
    """

    class Group(models.TextChoices):
        """What the public counts say."""

        PRIVATE = "private", _("Names or private facts")
        UNKIND = "unkind", _("Unkind or unfair")
        UNCLEAR = "unclear", _("Unclear, or something was missing")
        ELSEWHERE = "elsewhere", _("Not for this place")
        UNTRUE = "untrue", _("Not true, or not theirs to say")
        LAW = "law", _("The law")
        SAFETY = "safety", _("Somebody's safety")

    code = models.SlugField(unique=True)
    for_staff = models.CharField(max_length=100)
    for_writer = models.CharField(max_length=300)
    group = models.CharField(max_length=20, choices=Group.choices)
    for_return = models.BooleanField(default=False)
    for_decline = models.BooleanField(default=False)
    for_hide = models.BooleanField(default=False)
    can_appeal = models.BooleanField(default=True)
    in_use = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reason_group_is_known",
                condition=models.Q(group__in=["private", "unkind", "unclear", "elsewhere", "untrue", "law", "safety"]),
            ),
        ]

    def __str__(self) -> str:
        return self.for_staff


class Hold(models.Model):
    """Somebody has an item of the queue until then. One row for each item that anybody ever took and nobody ended.

    `thing` names the item: submission:12, case:7K3F9QXY2M, join-request:5.
    """

    thing = models.CharField(max_length=60, unique=True)
    by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="holds")
    taken_at = models.DateTimeField()
    until = models.DateTimeField()
    ready_at_revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="They have read this revision, and will publish it together with others."
    )

    class Meta:
        indexes = [models.Index(name="hold_of_person", fields=["by", "until"])]

    def __str__(self) -> str:
        return f"{self.thing} until {self.until:%H:%M}"


class SecondLook(models.Model):
    """A decision that one person may not make alone: a second one agrees, or sends it back to the queue."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="second_looks")
    action = models.CharField(max_length=20, choices=[(Action.DECLINE.value, Action.DECLINE.label)])
    revision = models.PositiveIntegerField()
    reason = models.CharField(max_length=50)
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True, help_text="None where the writer changed it meanwhile.")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="second_look_once_at_a_time", fields=["submission"], condition=models.Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="second_look_by_another",
                condition=models.Q(ended_by__isnull=True)
                | models.Q(asked_by__isnull=True)
                | models.Q(agreed__isnull=True)
                | ~models.Q(ended_by=models.F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Second look at {self.submission_id}"


class Appeal(models.Model):
    """A writer asks, once for each decision, that somebody else reads it again."""

    record = models.OneToOneField(MoveRecord, on_delete=models.CASCADE, related_name="appeal")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="appeals")
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="appeals")
    words = models.TextField()
    made_at = models.DateTimeField()
    due_on = models.DateField(help_text="Ten working days.")
    upheld = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(name="appeal_open", fields=["due_on", "id"], condition=models.Q(decided_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                name="appeal_decided_has_answer",
                condition=models.Q(decided_at__isnull=True, upheld__isnull=True)
                | (models.Q(decided_at__isnull=False, upheld__isnull=False) & ~models.Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal of {self.made_at:%Y-%m-%d}"
