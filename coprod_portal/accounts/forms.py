"""The forms of the sign-in pages. Those of django-allauth keep its checks and get our words."""

import unicodedata
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import PortalForm

from .encryption import decrypt, encrypt

PENDING_SECRET = "second_factor.pending_secret"  # noqa: S105 - the name of a place in the session.
# A code of the app counts in its half minute, and in those before and after it.
CODE_LIVES_SECONDS = 120


class CodeField(forms.CharField):
    """A code as people type it: with spaces, lines, small letters, or from a keyboard with wide letters."""

    default_error_messages = {"required": _("Enter the code")}

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **options)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value) or "")
        return "".join(letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Pd")


class EmailForm(PortalForm):
    """Asks for an address, and says nothing about whether we know it."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.org"),
        },
    )


class ReasonForm(PortalForm):
    """Whoever takes personal facts out says why. It stands in the log of the staff."""

    reason = forms.CharField(
        label=_("Why do you do this?"),
        help_text=_("It stands in the log of the staff, so name nobody. Like: they asked us on 3 November 2026."),
        max_length=300,
        error_messages={"required": _("Say why, in a few words")},
    )


class CodeForm(ConfirmLoginCodeForm, PortalForm):  # type: ignore[misc]
    code = CodeField(label=_("Code"), help_text=_("It looks like 1234-5678. You can type it with or without the line."))


class WorksOnce:
    """A code from an app counts once, for as long as it lives."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        is_from_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_from_app and not cache.add(f"second-factor-used:{self.user.pk}:{code}", "", CODE_LIVES_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(WorksOnce, AuthenticateForm, PortalForm):  # type: ignore[misc]
    code = CodeField(label=_("Code from your app"), help_text=_("Or one of your recovery codes."))


class SecondFactorAgainForm(WorksOnce, ReauthenticateForm, PortalForm):  # type: ignore[misc]
    code = CodeField(label=_("Code from your app"), help_text=_("Or one of your recovery codes."))


class SetUpForm(ActivateTOTPForm, PortalForm):  # type: ignore[misc]
    """Until the first code has come back, the new secret waits in the session, encrypted like the later one."""

    code = CodeField(label=_("Code that your app shows"), help_text=_("Six numbers."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        self.session = kwargs.pop("session")
        PortalForm.__init__(self, *args, **kwargs)
        if PENDING_SECRET not in self.session:
            self.session[PENDING_SECRET] = encrypt(auth.generate_totp_secret())
        self.secret = decrypt(self.session[PENDING_SECRET])
