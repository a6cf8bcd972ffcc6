"""People, known by their e-mail address, and the roles of staff."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
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

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=Name.choices)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="role_once", fields=["user", "name"]),
            models.CheckConstraint(
                name="role_is_known",
                condition=models.Q(name__in=["moderator", "steward", "administrator", "organiser"]),
            ),
        ]

    def __str__(self) -> str:
        return self.get_name_display()
