"""Signing in by a code that we send by e-mail: the only way in, and the way to confirm an address.

Whether an address is known to us is not looked up before its code has come back: so nothing that a stranger sees,
counts or times can tell.
"""

import time
import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from coprod_portal.limits.operations import take
from coprod_portal.outbox.operations import post

from .models import User
from .operations import confirm_address


def send_code(request: HttpRequest, email: str, next_address: str = "") -> str:
    """Send a code to an address and return where to type it. Asking again makes the earlier code useless.

    Afterwards the person goes on to `next_address`, if that is ours. Somebody who is signed in has confirmed their
    address already: no code is sent, and the answer is `next_address` itself.
    """
    if request.user.is_authenticated:
        return next_address or str(settings.LOGIN_REDIRECT_URL)
    CodeProcess.start(request, User.objects.normalize(email)).send()
    address = reverse("account_confirm_login_code")
    return f"{address}?{urlencode({'next': next_address})}" if next_address else address


def take_code(request: HttpRequest, email: str) -> None:
    """Count a code before it is sent. Raises `TooMany` where this address, known to us or not, has had many."""
    if not request.user.is_authenticated:
        take(request, act="sign-in-code", person=email)


class CodeProcess(LoginCodeVerificationProcess):  # type: ignore[misc]
    """A code that was sent and has not come back yet. It is held in the session that asked for it, and nowhere else."""

    @classmethod
    def start(cls, request: HttpRequest, email: str) -> "CodeProcess":
        login = Login(email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=email), initiated_by_user=True)
        return cls(stage)

    @classmethod
    def waiting(cls, request: HttpRequest) -> "CodeProcess | None":
        """The code that this session waits for. None if it asked for none, or too long ago."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        process: CodeProcess | None = cls(stage).abort_if_invalid() if stage else None
        return process

    @property
    def email(self) -> str:
        return str(self.state["email"])

    def send(self, **_: Any) -> None:
        post(
            to=self.email,
            kind="accounts/sign_in_code",
            thing="sign-in",
            period=uuid.uuid4().hex,
            context={"code": self.generate_code(), "minutes": app_settings.LOGIN_BY_CODE_TIMEOUT // 60},
            useless_after=timezone.now() + timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT),
        )
        self.persist()

    def resend(self) -> None:
        """Send a new code, which lives its full time; the tries that are left stay as they are."""
        self.state["at"] = self.stage.login.initiated_at = time.time()
        self.record_resend()
        self.send()

    def finish(self, redirect_url: str | None) -> HttpResponse:
        self._user = confirm_address(email=self.email, session=self.request.session)
        answer: HttpResponse = super().finish(redirect_url)
        return answer
