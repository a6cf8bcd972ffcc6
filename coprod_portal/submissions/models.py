"""What every submission has in common, and the append-only record of its moves.

The kinds of submission live in the apps above, each a model whose primary key is a one-to-one `submission`.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from .states import DEEDS, Action, State, as_told


class Submission(models.Model):
    class Kind(models.TextChoices):
        VERSION = "version", _("Commitment")
        NEWS = "news", _("News")
        VIEW = "view", _("View")
        SIGNATURE = "signature", _("Name under a charter")
        NOTICE = "notice", _("Opportunity")
        OUTCOME = "outcome", _("What happened next")
        PROFILE = "profile", _("About an organisation")
        PARTY = "party", _("Name on a joint commitment")
        REPLY = "reply", _("Answer of a maker")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(
        default=1, help_text="Goes up when the words change, so that nobody decides on words that they have not read."
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    read_by_date = models.DateField(null=True, blank=True, help_text="The day by which we promised to read it.")
    published_at = models.DateTimeField(null=True, blank=True)
    # What the desk filters by. Nothing on the ground knows a charter or a week, so these are their public names.
    charter_slug = models.SlugField(blank=True, db_index=False)
    week_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_upsetting = models.BooleanField(
        default=False, help_text="A moderator said so: its words and pictures are covered until somebody asks for them."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submission_state_is_known", condition=models.Q(state__in=[state.value for state in State])
            ),
            models.CheckConstraint(
                name="submission_public_has_date",
                condition=~models.Q(state__in=[State.PUBLISHED, State.HIDDEN]) | models.Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_waiting_has_dates",
                condition=~models.Q(state=State.SUBMITTED)
                | models.Q(submitted_at__isnull=False, read_by_date__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="submission_queue", fields=["submitted_at", "id"], condition=models.Q(state=State.SUBMITTED)
            ),
            *(
                models.Index(
                    name=f"submission_queue_{name}",
                    fields=[field, "submitted_at", "id"],
                    condition=models.Q(state=State.SUBMITTED),
                )
                for name, field in (("kind", "kind"), ("charter", "charter_slug"), ("week", "week_year"))
            ),
            models.Index(
                name="submission_queue_due", fields=["read_by_date"], condition=models.Q(state=State.SUBMITTED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}: {self.get_state_display()}"

    @property
    def told_state(self) -> State:
        """The state that whoever is not of the staff is told."""
        return as_told(State(self.state))


class MoveRecord(models.Model):
    """One move of one submission. Rows are added, never changed."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="move_records")
    action = models.CharField(max_length=20, choices=Action.choices)
    before = models.CharField(max_length=20, choices=State.choices)
    after = models.CharField(max_length=20, choices=State.choices)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True, help_text="Words for the writer.")
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The other person who agreed, where one may not decide alone.",
    )
    rules_edition = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The edition of the rules of moderation under which it was decided."
    )
    at = models.DateTimeField()
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="parts",
        help_text="The move that this one was made with, where one act moves several submissions.",
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="move_record_decline_has_reason",
                condition=~models.Q(action__in=[Action.RETURN, Action.DECLINE]) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="move_record_second_is_another",
                condition=models.Q(second_by__isnull=True)
                | models.Q(by__isnull=True)
                | ~models.Q(second_by=models.F("by")),
            ),
        ]
        # The ledger counts the decisions of a month.
        indexes = [models.Index(name="move_record_at", fields=["at"])]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {self.at:%Y-%m-%d}"

    @property
    def sentence(self) -> str:
        """Who did what and when, naming nobody: "A moderator published this at 10:02 on 23 November 2026"."""
        action, at = Action(self.action), timezone.localtime(self.at)
        return DEEDS[action] % {"time": time_format(at), "day": date_format(at, "DATE_FORMAT")}


class Removal(models.Model):
    """A stretch of words that a moderator took out before publishing, and what stands in its place.

    What was taken out is private: it is kept for an appeal, and deleted after `REMOVAL_DAYS`.
    """

    class What(models.TextChoices):
        NAME = "name", _("name removed")
        ADDRESS = "address", _("address removed")
        CONTACT = "contact", _("contact details removed")
        PRIVATE = "private", _("private fact removed")
        LINK = "link", _("link removed")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="removals")
    record = models.ForeignKey(MoveRecord, on_delete=models.CASCADE, related_name="removals")
    what = models.CharField(max_length=10, choices=What.choices)
    words = models.TextField(blank=True, help_text="Emptied when they need not be kept any more.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="removal_is_known",
                condition=models.Q(what__in=["name", "address", "contact", "private", "link"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} from {self.submission_id}"
