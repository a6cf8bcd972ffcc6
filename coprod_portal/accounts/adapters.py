"""Where django-allauth asks us how things are done here."""

import uuid
from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from coprod_portal.outbox.operations import post

from . import encryption
from .models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up page, and every mail goes through the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("That code is not right. Look at the newest e-mail from us and type the code again"),
        "too_many_login_attempts": _("That was too many tries. Wait five minutes, then try again"),
        "rate_limited": _("That was too many tries. Wait a few minutes, then try again"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post it: `mfa/email/totp_activated` is our `accounts/totp_activated`."""
        kind = f"accounts/{template_prefix.rpartition('/')[2]}"
        post(to=email, kind=kind, thing="account", period=uuid.uuid4().hex, context=context, language=get_language())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody that their second factor has changed, in case it was not they."""
        if isinstance(user, User):
            self.send_mail(template_prefix, email or user.email, {"contact_email": settings.CONTACT_EMAIL})


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted at rest, and the authenticator app shows the portal's own name."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code is not right. Look at the code that your app shows now and type it again"),
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Black on white whatever the page looks like: a phone must be able to read it."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def _get_site_name(self) -> str:
        return str(settings.PORTAL_NAME)
