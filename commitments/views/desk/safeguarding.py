"""Where administrators name the safeguarding lead and deputy."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.forms.desk.safety import NameForm
from commitments.models import SafeguardingDuty
from commitments.operations.naming_safeguarding import name
from commitments.permissions import can_moderate
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms.once import post_or_show

Position = SafeguardingDuty.Position


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.Name.ADMINISTRATOR)
def safeguarding(request: HttpRequest) -> HttpResponse:
    """Each position has a form of its own."""
    held = {duty.position: duty.user for duty in SafeguardingDuty.objects.select_related("user")}
    posted = request.POST.get("position") if request.method == "POST" else None
    forms = {}
    for position in Position:
        user = held.get(position.value)
        forms[position.value] = NameForm(
            request.POST if posted == position.value else None,
            initial={"position": position.value, "email": user.email if user else ""},
            auto_id=f"{position.value}-%s",
        )
    sent = forms.get(posted or "")
    if sent is not None and (done := post_or_show(request, sent, lambda: act(request, sent), beside="email")):
        return done
    context = {
        "heading": _("Safeguarding lead and deputy"),
        "positions": [
            (position, user, user is not None and not can_moderate(user), forms[position.value])
            for position in Position
            for user in [held.get(position.value)]
        ],
        "wrong": sent if sent is not None and sent.errors else None,
    }
    return render(request, "commitments/desk/safeguarding.html", context, status=sent.status if sent else 200)


def act(request: HttpRequest, form: NameForm) -> str:
    values = form.cleaned_data
    name(position=Position(values["position"]), email=values["email"], by=person(request))
    messages.success(request, _("Done. We have told them, and all administrators."))
    return reverse("moderation-safeguarding")
