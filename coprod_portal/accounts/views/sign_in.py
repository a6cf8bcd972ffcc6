"""In by a code, out by a button."""

from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from coprod_portal.accounts.codes import CodeProcess, send_code, take_code
from coprod_portal.accounts.forms import CodeForm, EmailForm
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import TooMany


@never_cache
@sensitive_post_parameters("email")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return HttpResponseRedirect(get_login_redirect_url(request))
    form = EmailForm(request.POST or None)
    if form.is_valid():
        email = User.objects.normalize(form.cleaned_data["email"])
        try:
            take_code(request, email)
            return HttpResponseRedirect(send_code(request, email, next_address(request)))
        except TooMany as refused:
            form.add_error("email", refused.sentence)
    context = {"heading": _("Sign in"), "form": form, "button": _("Send me a code"), "next": next_address(request)}
    return render(request, "account/login.html", context)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_code(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return HttpResponseRedirect(get_login_redirect_url(request))
    process = CodeProcess.waiting(request)
    if process is None:
        gone = _("Your code has run out, or you asked for it in another browser. Ask for a new one here.")
        messages.info(request, gone)
        return redirect("account_login")
    if request.POST.get("action") == "resend":
        return resend(request, process)
    form = CodeForm(request.POST or None, code=process.code)
    if form.is_valid():
        return process.finish(next_address(request) or None)
    if form.is_bound and not process.record_invalid_attempt():
        messages.error(request, _("That was too many tries. Ask for a new code here."))
        return redirect("account_login")
    context = {
        "heading": _("Type your code"),
        "form": form,
        "button": _("Go on"),
        "email": process.email,
        "can_resend": process.can_resend,
        "next": next_address(request),
    }
    return render(request, "account/confirm_login_code.html", context)


def resend(request: HttpRequest, process: CodeProcess) -> HttpResponse:
    if not process.can_resend:
        messages.info(request, "We have sent several codes. Look at the newest e-mail from us, or start again here.")
        return redirect("account_login")
    take_code(request, process.email)
    process.resend()
    messages.success(request, _("We have sent you a new code. The earlier one does not work any more."))
    return HttpResponseRedirect(request.get_full_path())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if not request.user.is_authenticated:
            return redirect("home")
        return render(request, "account/logout.html", {"heading": _("Sign out?")})
    logout(request)
    return HttpResponseRedirect(next_address(request) or "/")


@never_cache
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """For somebody who has typed the right code of an account that we have closed."""
    return render(request, "account/account_inactive.html", {"heading": _("This account is closed")})


def next_address(request: HttpRequest) -> str:
    """Where to go afterwards: only ever on this portal."""
    return get_next_redirect_url(request) or ""
