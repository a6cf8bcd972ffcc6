"""No more of these mails: one press, without signing in, from a link that stands in each of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coprod_portal.forms import PortalForm
from coprod_portal.links import unsealed
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Stop
from coprod_portal.outbox.writing import STOP_LINK
from coprod_portal.site.middleware.own_pages import from_mail_programs, is_one_click


@from_mail_programs
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it does nothing. Where the mails have stopped already, the button starts them again."""
    email, subjects = sealed_in(token)
    if is_one_click(request):
        letters.stop(email=email, subjects=subjects)
        return HttpResponse(status=200)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = letters.start_again if request.POST.get("act") == "start" else letters.stop
        act(email=email, subjects=subjects)
        return redirect(request.path)
    has_stopped = Stop.objects.filter(email=email, subject__in=subjects).count() == len(subjects)
    context = {
        "heading": _("These mails have stopped") if has_stopped else _("Stop these mails?"),
        "button": _("Send them to me again") if has_stopped else _("Stop them"),
        "act": "start" if has_stopped else "stop",
        "has_stopped": has_stopped,
        "subjects": subjects,
        "form": form,
    }
    return render(request, "site/stop_letters.html", context)


def sealed_in(token: str) -> tuple[str, list[letters.Subject]]:
    values = unsealed(STOP_LINK, token)
    if values is None:
        raise Http404
    email, *subjects = values
    return email, [letters.Subject(subject) for subject in subjects]
