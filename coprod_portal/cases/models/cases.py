"""Something that a person raised and somebody must answer by a date."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprod_portal.working_days import add_working_days


class Case(models.Model):
    class Kind(models.TextChoices):
        DATA_COMPLAINT = "data-complaint", _("Complaint about how we use facts about a person")
        ACCESSIBILITY = "accessibility", _("Something is hard to use")
        FORMAT = "format", _("Another format of a charter")
        CONCERN = "concern", _("People do not work the way a charter says")
        PLACE = "place", _("Words may be under the wrong theme")
        REPORT = "report", _("Something public may be wrong")
        DEFAMATION = "defamation", _("Notice of defamation")
        COMPLAINT = "complaint", _("Complaint about us")

    class Outcome(models.TextChoices):
        PUT_RIGHT = "put-right", _("Put right")
        TAKEN_DOWN = "taken-down", _("Taken down")
        NOTHING_WRONG = "nothing-wrong", _("Nothing was wrong")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Taken back by whoever raised it")

    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    email = models.EmailField(blank=True, help_text="Empty for something reported: each report has its own.")
    words = models.TextField(blank=True)
    thing = models.CharField(
        max_length=200,
        blank=True,
        help_text="What it is about, named as everywhere: commitment:7K3F9Q, submission:12, organisation:kitchen.",
    )
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="Where the law counts hours.")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    stage = models.PositiveSmallIntegerField(default=1, help_text="A complaint about us has two.")
    words_again = models.TextField(blank=True, help_text="Why somebody asked for the second stage.")
    owner = models.ForeignKey(
        "accounts.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_cases",
        help_text="Who of the staff sees to it.",
    )
    alerted_on = models.DateField(null=True, blank=True, help_text="When two people last heard that it is late.")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True, help_text="What we wrote back.")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="closed_cases"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_kind_is_known",
                condition=models.Q(
                    kind__in=[
                        "data-complaint",
                        "accessibility",
                        "format",
                        "concern",
                        "place",
                        "report",
                        "defamation",
                        "complaint",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="case_has_words",
                condition=models.Q(kind="report") | (~models.Q(words="") & ~models.Q(email="")),
            ),
            models.CheckConstraint(name="case_report_is_of_something", condition=~models.Q(kind="report", thing="")),
            models.CheckConstraint(name="case_stage_is_known", condition=models.Q(stage__in=[1, 2])),
            models.CheckConstraint(
                name="case_outcome_when_closed", condition=models.Q(outcome="") | models.Q(closed_at__isnull=False)
            ),
            # The same thing reported twice is one case, while that is open.
            models.UniqueConstraint(
                name="case_report_once", fields=["thing"], condition=models.Q(kind="report", closed_at__isnull=True)
            ),
        ]
        indexes = [models.Index(name="case_open", fields=["due_on"], condition=models.Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"

    @property
    def is_due_at_midnight(self) -> bool:
        """Then the day before is the one that people know it by: `due_on`."""
        return self.due_at is not None and timezone.localtime(self.due_at).time() == time.min


class CaseNote(models.Model):
    """What staff write down while they see to a case. Nobody else reads it. Rows are added, never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()
    is_sent = models.BooleanField(default=False, help_text="Whether the person who wrote to us got these words too.")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Note of {self.at:%Y-%m-%d} on {self.case_id}"


class CaseAnswer(models.Model):
    """What we wrote back, and who did. A complaint about us may have two, of two people. Rows are never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers")
    stage = models.PositiveSmallIntegerField()
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        ordering = ["stage"]
        constraints = [models.UniqueConstraint(name="case_answer_once_a_stage", fields=["case", "stage"])]

    def __str__(self) -> str:
        return f"Answer {self.stage} to {self.case_id}"


@dataclass(frozen=True)
class Limit:
    """How long we have to answer: in days, or in working days."""

    days: int = 0
    working_days: int = 0

    def due_on(self, came_on: date) -> date:
        return add_working_days(came_on + timedelta(days=self.days), self.working_days)


# Data (Use and Access) Act 2025, section 103: a complaint about data is acknowledged within 30 days, of which the first
# is the day after it came. We acknowledge at once, and answer within that time. The other limits are our promise.
LIMITS = {
    Case.Kind.DATA_COMPLAINT: Limit(days=30),
    Case.Kind.ACCESSIBILITY: Limit(days=30),
    Case.Kind.FORMAT: Limit(working_days=5),
    Case.Kind.CONCERN: Limit(working_days=10),
    Case.Kind.PLACE: Limit(working_days=10),
    Case.Kind.REPORT: Limit(working_days=3),
    Case.Kind.DEFAMATION: Limit(working_days=2),
    Case.Kind.COMPLAINT: Limit(working_days=10),
}
