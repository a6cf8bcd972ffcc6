from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models import Area
from commitments.likeness import LONGEST, START
from coprod_portal.submissions.models import Submission

KINDS = ["", "council", "nhs", "voluntary", "user-led", "provider", "housing", "education", "business", "other"]


class Organisation(models.Model):
    class Kind(models.TextChoices):
        COUNCIL = "council", _("Council")
        NHS = "nhs", _("NHS")
        VOLUNTARY = "voluntary", _("Charity or community group")
        USER_LED = "user-led", _("Run by people who use services")
        PROVIDER = "provider", _("Care or support provider")
        HOUSING = "housing", _("Housing")
        EDUCATION = "education", _("School, college or university")
        BUSINESS = "business", _("Business")
        OTHER = "other", _("Something else")

    class CheckedHow(models.TextChoices):
        """How we made sure that it is who it says, as everybody may read it."""

        PHONE = "phone", _("We rang the number on its own website, or in a public register.")
        MAIL = "mail", _("We wrote to the address on its own website, and got an answer.")
        REGISTER = "register", _("We found it in a public register, and its people write from its own web address.")
        MET = "met", _("We met its people.")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=150)
    likeness = models.CharField(
        max_length=LONGEST, blank=True, help_text="What is left of its name to tell others like it."
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, blank=True)
    url = models.URLField(max_length=300, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations")
    made_up = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When we made sure that it is who it says.")
    checked_how = models.CharField(max_length=200, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(Left("likeness", START), name="organisation_like")]
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_is_known",
                condition=models.Q(kind__in=KINDS),
            ),
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

    @property
    def checked_in_words(self) -> str:
        """Empty where a moderator has noted it in words of their own, which are for staff."""
        known = self.checked_how in self.CheckedHow.values
        return str(self.CheckedHow(self.checked_how).label) if known else ""


class Member(models.Model):
    """Somebody who may act for an organisation. A lead also decides who else may."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        EDITOR = "editor", _("Editor")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.LEAD)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="member_once", fields=["organisation", "user"]),
            models.CheckConstraint(name="member_role_is_known", condition=models.Q(role__in=["lead", "editor"])),
        ]

    def __str__(self) -> str:
        return f"Member {self.user_id} of {self.organisation}"


class Profile(models.Model):
    """How an organisation describes itself, as sent once. The newest that is published is what people see."""

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="profile")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="profiles")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Organisation.Kind.choices, blank=True)
    url = models.URLField(max_length=300, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(
        null=True, blank=True, help_text="What stood until these were published: to go back to, should these be hidden."
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="profile_once", fields=["organisation", "number"]),
            models.CheckConstraint(name="profile_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(name="profile_kind_is_known", condition=models.Q(kind__in=KINDS)),
        ]

    def __str__(self) -> str:
        return self.name


class FormerNameQuerySet(models.QuerySet["FormerName"]):
    def public(self) -> Self:
        """Without those that were hidden. Their addresses are kept, so that nobody else gets them."""
        return self.exclude(why=FormerName.Why.HIDDEN)


class FormerName(models.Model):
    """A name that an organisation had, or one that has become a part of it. Its old address leads on."""

    class Why(models.TextChoices):
        RENAMED = "renamed", _("It has a new name")
        MERGED = "merged", _("It became a part of another organisation")
        HIDDEN = "hidden", _("It was taken down")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=150)
    likeness = models.CharField(max_length=LONGEST, blank=True, db_index=True)
    slug = models.SlugField(max_length=80, unique=True)
    why = models.CharField(max_length=10, choices=Why.choices)
    ended_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = FormerNameQuerySet.as_manager()

    class Meta:
        ordering = ["-ended_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="former_name_why_is_known", condition=models.Q(why__in=["renamed", "merged", "hidden"])
            ),
        ]

    def __str__(self) -> str:
        return self.name


class JoinRequest(models.Model):
    """Somebody says "I work there now". A lead decides, or a moderator where there is no lead."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    words = models.TextField(blank=True, help_text="What they do there, in their words.")
    asked_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="join_request_open_once", fields=["organisation", "user"], condition=models.Q(decision="")
            ),
            models.CheckConstraint(
                name="join_request_decision_has_date",
                condition=models.Q(decision="", decided_at__isnull=True)
                | models.Q(decision__in=["accepted", "declined"], decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.organisation}: {self.decision or 'asked'}"
