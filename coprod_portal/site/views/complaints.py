"""A complaint about us: its second stage is asked for by the sealed link in our answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from charters.models import AreaContact
from coprod_portal.cases.forms import AgainForm
from coprod_portal.cases.stages import LAST_STAGE, ask_again, complaint_in, last_day_to_ask_again
from coprod_portal.forms.once import post_or_show


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_again(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it does nothing: the button asks for a second answer, of another person."""
    case = complaint_in(token)
    if case is None:
        raise Http404
    form = AgainForm(request.POST or None)

    def act() -> str:
        ask_again(case=case, words=form.cleaned_data["words"])
        return reverse("help-sent", args=[case.reference])

    if (sent := post_or_show(request, form, act, beside=None)) is not None:
        return sent
    last_day = last_day_to_ask_again(case)
    context = {
        "heading": _("Ask for a second answer"),
        "button": _("Ask for a second answer"),
        "form": form,
        "case": case,
        "last_day": last_day,
        "was_asked": case.stage == LAST_STAGE,
        "is_over": timezone.localdate() > last_day,
        "contacts": AreaContact.objects.filter(kind=AreaContact.Kind.OMBUDSMAN, area__isnull=True),
    }
    return render(request, "cases/complaint_again.html", context, status=form.status)
