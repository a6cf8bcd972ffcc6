"""People, known by their e-mail address, and the roles of staff."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: Any) -> "User":
        """Somebody who signs in by code: there is no password to keep."""
        user = self.model(email=self.normalize(email), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    @staticmethod
    def normalize(email: str) -> str:
        return email.strip().lower()


class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    made_up = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return f"Person {self.pk}"

    def has_usable_password(self) -> bool:
        """Nobody has a password, however their row was made: a code by e-mail is the one way in."""
        return False


class Role(models.Model):
    """A role that a member of staff holds. Staff pages also ask for a second factor."""

    class Name(models.TextChoices):
        MODERATOR = "moderator", _("Moderator")
        STEWARD = "steward", _("Charter steward")
        ADMINISTRATOR = "administrator", _("Administrator")
        ORGANISER = "organiser", _("Organiser of a Co-production Week")
        REVIEWER = "reviewer", _("Lived-experience reviewer")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=Name.choices)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="role_once", fields=["user", "name"]),
            models.CheckConstraint(
                name="role_is_known",
                condition=models.Q(name__in=["moderator", "steward", "administrator", "organiser", "reviewer"]),
            ),
        ]

    def __str__(self) -> str:
        return self.get_name_display()


class Session(AbstractBaseSession):
    """A browser that the portal knows again, so that its person can see where they are signed in, and end it.

    No network address is kept. `handle` names it on a page: the key itself is a secret of the browser.
    """

    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions", help_text="Who is signed in."
    )
    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, help_text="Noted once an hour at most.")
    browser = models.CharField(max_length=60, blank=True, help_text="Its kind and its system, without a version.")

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"Session {self.handle}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_string("coprod_portal.accounts.sessions.SessionStore")


class Block(models.Model):
    """Somebody who may send nothing, but read everything, until it is lifted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks")
    why = models.TextField(help_text="For staff.")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    hid_everything = models.BooleanField(default=False, help_text="Whether all of theirs that was public was hidden.")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="block_once_at_a_time", fields=["user"], condition=models.Q(lifted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"Block of person {self.user_id} since {self.at:%Y-%m-%d}"


class StaffAct(models.Model):
    """One act of a member of staff: who, what, when, on what, with what outcome. Rows are added, never changed.

    The database itself refuses to change a row, and to delete one that is younger than six years.
    People and things are named by key and by reference, never by words: the log outlives what it is about.
    """

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        AGAIN = "again", _("Sent twice, done once")
        REFUSED = "refused", _("Not possible")
        STALE = "stale", _("Changed in the meantime")
        NOT_ALLOWED = "not-allowed", _("Not allowed")
        NOT_THERE = "not-there", _("Not there")
        FORM_NOT_RIGHT = "form-not-right", _("Not done yet: the page was shown again")
        TOO_MANY = "too-many", _("Too many in a short time")
        SECOND_FACTOR = "second-factor", _("Asked for the second factor first")

    by = models.PositiveBigIntegerField(null=True, blank=True, help_text="The key of the person; none for a command.")
    what = models.CharField(max_length=60, help_text="The name of the page or the command.")
    thing = models.CharField(max_length=200, blank=True)
    choice = models.CharField(max_length=60, blank=True, help_text="Which choice of the page it was, like `publish`.")
    outcome = models.CharField(max_length=60, choices=Outcome.choices)
    reason = models.CharField(max_length=300, blank=True, help_text="Why somebody took personal facts out.")
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(name="staff_act_by", fields=["by", "-id"])]

    def __str__(self) -> str:
        return f"{self.what} {self.thing}: {self.outcome}"
