"""Setting up and showing a second factor: django-allauth's views, with what staff need added."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from coprod_portal.accounts.encryption import decrypt
from coprod_portal.accounts.forms import PENDING_SECRET
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import second_factors


def of_holders(view: Any) -> Any:
    """A page for who has a second factor, after they have shown it just now. For others it does not exist."""
    careful = reauthentication_required(app="allauth.mfa")(view)

    @never_cache
    @login_required
    def guarded(request: HttpRequest) -> Any:
        if not isinstance(request.user, User) or not second_factors(request.user):
            raise Http404
        return careful(request)

    return guarded


class SetUpView(ActivateTOTPView):  # type: ignore[misc]
    """Whoever has just typed a code of the new app has shown it: this session counts as having used it."""

    extra_context = {"heading": _("Set up your second factor"), "button": _("Turn it on")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.request.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        in_fours = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return {**context, "secret": secret, "secret_in_fours": in_fours}

    def get_success_url(self) -> str:
        """On to the recovery codes, and from there to where the person wanted to go."""
        following = get_next_redirect_url(self.request)
        address = reverse("mfa_view_recovery_codes")
        return f"{address}?{urlencode({'next': following})}" if following else address

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        record_authentication(self.request, self.request.user, "mfa", id=made.pk, type=made.type, reauthenticated=True)
        self.request.session.pop(PENDING_SECRET, None)
        return response


class RecoveryCodesView(ViewRecoveryCodesView):  # type: ignore[misc]
    extra_context = {"heading": _("Your recovery codes")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "next": get_next_redirect_url(self.request) or ""}


index = never_cache(IndexView.as_view(extra_context={"heading": _("Your second factor")}))
show = AuthenticateView.as_view(extra_context={"heading": _("Now the code from your phone"), "button": _("Sign in")})
show_again = never_cache(
    ReauthenticateView.as_view(extra_context={"heading": _("Show your second factor"), "button": _("Go on")})
)
set_up = never_cache(login_required(SetUpView.as_view()))
remove = of_holders(DeactivateTOTPView.as_view(extra_context={"heading": _("Take the app away?")}))
recovery_codes = of_holders(RecoveryCodesView.as_view())
new_recovery_codes = of_holders(
    GenerateRecoveryCodesView.as_view(extra_context={"heading": _("Make new recovery codes?")})
)
download_recovery_codes = of_holders(DownloadRecoveryCodesView.as_view())


@never_cache
@login_required
def picture(request: HttpRequest) -> HttpResponse:
    """The square to scan, while a second factor is being set up."""
    pending = request.session.get(PENDING_SECRET)
    if not pending or not isinstance(request.user, User):
        raise Http404
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, decrypt(pending)))
    return HttpResponse(svg, content_type="image/svg+xml")
