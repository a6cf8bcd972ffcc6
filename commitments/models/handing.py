"""Who looks after a commitment, and who else reads it or stands under it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

from .commitments import Commitment
from .organisations import Member, Organisation
from .weeks import Week


class Invitation(models.Model):
    """To join an organisation, or to look after one commitment from now on, or both.

    It is bound to an address: only somebody who has signed in with a code that came there can accept it, once, in time.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=10, choices=Member.Role.choices, blank=True)
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations_accepted"
    )
    ended_early_at = models.DateTimeField(null=True, blank=True, help_text="Declined, or taken back.")

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_to_something",
                condition=models.Q(organisation__isnull=False, role__in=["lead", "editor"])
                | models.Q(organisation__isnull=True, role="", commitment__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_used_once",
                condition=models.Q(accepted_at__isnull=True) | models.Q(ended_early_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation of {self.invited_at:%Y-%m-%d}"


class Handover(models.Model):
    """That a new person looks after a commitment since then. Public, and naming nobody."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="handovers")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment} looked after by a new person, {self.at:%Y-%m-%d}"


class FirstReading(models.Model):
    """A lead or youth worker reads what a young person wrote before it goes on to be read for publication.

    Until they have said that it is fine, the submission stays a draft.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="first_reading")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    email = models.EmailField(help_text="Of the grown-up whom the young person named.")
    asked_at = models.DateTimeField(default=timezone.now)
    is_fine = models.BooleanField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="What they would like to be changed first.")
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="first_reading_said_has_date",
                condition=models.Q(is_fine__isnull=True, read_at__isnull=True)
                | models.Q(is_fine__isnull=False, read_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"First reading of {self.submission_id}"


class PartyQuerySet(models.QuerySet["Party"]):
    def public(self) -> Self:
        """Those that stand under a commitment for anybody to see, wherever that is public itself."""
        shown = self.filter(submission__state=State.PUBLISHED)
        return shown if settings.SHOW_MADE_UP else shown.exclude(organisation__made_up=True)


class Party(models.Model):
    """Somebody else who is asked to make a commitment jointly. Their name is shown once they accept and it was read.

    Asked is a draft; accepted is submitted; declined, or left later, is withdrawn.
    """

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="party")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="parties"
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    email = models.EmailField(
        blank=True,
        help_text="Where a person, or a group that we do not know, is asked. Emptied when they have answered.",
    )
    name = models.CharField(max_length=150, blank=True, help_text="As a person wants to be shown.")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="parties"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="party_organisation_once",
                fields=["commitment", "organisation"],
                condition=models.Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="party_can_be_asked",
                condition=models.Q(organisation__isnull=False)
                | ~models.Q(email="")
                | models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.organisation.name if self.organisation else self.name


class Entry(models.Model):
    """That a commitment was entered on behalf of its maker, from paper, by phone or from a list of an organiser.

    The team that entered it is an organisation, the organisers of a week, or else the stewards of its charter.
    """

    class How(models.TextChoices):
        """How its maker said that we may."""

        PAPER = "paper", _("On paper")
        PHONE = "phone", _("By phone")
        TALK = "talk", _("When we talked")
        MAIL = "mail", _("By e-mail")
        EVENT = "event", _("On a card at an event")

    commitment = models.OneToOneField(Commitment, on_delete=models.CASCADE, related_name="entry")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries"
    )
    entered_for = models.CharField(
        max_length=150, help_text="The name of the team that entered it, as the page shows it."
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries"
    )
    week = models.ForeignKey(Week, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries")
    entered_at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=10, choices=How.choices)
    said_on = models.DateField(help_text="When its maker said so.")
    read_back_on = models.DateField(null=True, blank=True, help_text="When the words were read back to its maker.")
    email = models.EmailField(
        blank=True, help_text="Where its maker is asked to confirm. Emptied when they have, and after `ENTRY_DAYS`."
    )
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When its maker was asked to confirm.")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                name="entry_how_is_known", condition=models.Q(how__in=["paper", "phone", "talk", "mail", "event"])
            ),
            models.CheckConstraint(
                name="entry_can_be_trusted",
                condition=models.Q(asked_at__isnull=False) | models.Q(read_back_on__isnull=False),
            ),
            models.CheckConstraint(
                name="entry_address_was_asked",
                condition=models.Q(email="") | models.Q(asked_at__isnull=False, confirmed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_of_one_team", condition=models.Q(organisation__isnull=True) | models.Q(week__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} entered for its maker"
