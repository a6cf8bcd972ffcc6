"""A second factor without a phone: for made-up staff, in a trial and in tests."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth

from .encryption import decrypt
from .models import User


def give_second_factor(user: User) -> None:
    """Set up an app with recovery codes, for somebody who has none yet."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        auth.TOTP.activate(user, auth.generate_totp_secret())
    RecoveryCodes.activate(user)


def current_code(user: User) -> str:
    """What the person's app would show now."""
    authenticator = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(auth.format_hotp_value(auth.hotp_value(decrypt(authenticator.data["secret"]), counter)))


def seconds_left() -> int:
    """How long the current code stays the current one."""
    period = int(app_settings.TOTP_PERIOD)
    return period - int(time.time()) % period
