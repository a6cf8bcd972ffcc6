"""Every mail is a row first: written in the transaction that causes it, sent after, never twice."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What mail that nobody asked for just now is about. A person can stop each, in any such mail, by one press."""

    NEWS = "news", _("Questions about how your commitments are going")
    FOLLOWED = "followed", _("What is new in what you follow")
    WEEKS = "weeks", _("Co-production Weeks")
    TAKING_PART = "taking-part", _("Opportunities and who would like to take part")
    CARE = "care", _("Changes to what you look after")
    ADVICE = "advice", _("What came of your advice to moderators")


SUBJECTS = ["news", "followed", "weeks", "taking-part", "care", "advice"]


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> "MailQuerySet":
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now: datetime) -> "MailQuerySet":
        """What may be tried now, the oldest first."""
        return self.waiting().filter(send_after__lte=now).order_by("send_after", "pk")


class Mail(models.Model):
    to = models.EmailField()
    kind = models.CharField(max_length=60, help_text="The name of its templates, like commitments/receipt.")
    thing = models.CharField(max_length=80, help_text="What it is about, like commitment:7K3F9Q.")
    period = models.CharField(max_length=40, help_text="Which time of asking: a date, or a revision.")
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True, help_text="Emptied once sent, except in a trial.")
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField(help_text="Moved on before each try, so that nobody else tries meanwhile.")
    useless_after = models.DateTimeField(null=True, blank=True, help_text="When it need not be sent any more.")
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mail"
        constraints = [
            models.UniqueConstraint(name="mail_once", fields=["to", "kind", "thing", "period"]),
            models.CheckConstraint(
                name="mail_sent_or_given_up", condition=models.Q(sent_at=None) | models.Q(given_up_at=None)
            ),
        ]
        indexes = [
            models.Index(
                name="mail_due",
                fields=["send_after", "id"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} {self.period}"


class LetterPart(models.Model):
    """A piece of somebody's letter of the day: all that we write unasked comes as one mail, once a day at most.

    The letter is put together when it is sent: a part that is deleted before (because what it tells of was hidden) is
    not in it.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=20, choices=Subject.choices)
    kind = models.CharField(max_length=60, help_text="The name of its templates, like commitments/news_due.")
    thing = models.CharField(max_length=80, help_text="What it is about, like commitment:7K3F9Q.")
    period = models.CharField(max_length=40, help_text="Which time of asking: a date, or a revision.")
    heading = models.CharField(max_length=200)
    body = models.TextField(blank=True, help_text="Emptied once sent, except in a trial.")
    created_at = models.DateTimeField(default=timezone.now)
    letter = models.ForeignKey(Mail, null=True, blank=True, on_delete=models.CASCADE, related_name="parts")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="letter_part_once", fields=["to", "kind", "thing", "period"]),
            models.CheckConstraint(name="letter_part_subject_is_known", condition=models.Q(subject__in=SUBJECTS)),
        ]
        indexes = [
            models.Index(name="letter_part_waiting", fields=["to", "id"], condition=models.Q(letter__isnull=True)),
            models.Index(name="letter_part_about", fields=["thing"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} {self.period}"


class Stop(models.Model):
    """That somebody wants no more mail about a subject."""

    email = models.EmailField()
    subject = models.CharField(max_length=20, choices=Subject.choices)
    stopped_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="stop_once", fields=["email", "subject"]),
            models.CheckConstraint(name="stop_subject_is_known", condition=models.Q(subject__in=SUBJECTS)),
        ]

    def __str__(self) -> str:
        return f"No more about {self.subject}"


class Unreachable(models.Model):
    """That mail to an address came back for good. It is forgotten when somebody signs in with a code sent there."""

    email = models.EmailField(unique=True)
    since = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=20, blank=True, help_text="The status code of the mail server, like 5.1.1.")

    class Meta:
        verbose_name_plural = "unreachable"

    def __str__(self) -> str:
        return f"Unreachable since {self.since:%Y-%m-%d}"
