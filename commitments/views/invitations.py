"""Saying yes or no to an invitation. Only who has signed in with the address that it came to sees what it is about."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commitments.models import Invitation
from commitments.operations import inviting
from commitments.operations.handing_over import title_of
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once

from .my import thank


def own_invitation(request: HttpRequest, key: UUID) -> Invitation:
    """The page for others says to sign in with another address, and not with which."""
    found = get_object_or_404(
        Invitation.objects.select_related("organisation__area", "commitment__published_version"), key=key
    )
    if User.objects.normalize(person(request).email) != found.email:
        raise PermissionDenied
    return found


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: UUID) -> HttpResponse:
    found = own_invitation(request, key)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_accept(request, found))
    context = {
        "heading": heading_of(found),
        "invitation": found,
        "title": title_of(found.commitment) if found.commitment else "",
        "is_open": found.accepted_at is None and found.ended_early_at is None and found.ends_at > timezone.now(),
        "form": form,
        "button": _("Yes, I accept"),
    }
    return render(request, "commitments/my_invitation.html", context)


def heading_of(invitation: Invitation) -> str:
    if invitation.organisation:
        return _("Join %(name)s?") % {"name": invitation.organisation.name}
    return _("Look after this commitment?")


def do_accept(request: HttpRequest, invitation: Invitation) -> str:
    inviting.accept(invitation=invitation, by=person(request))
    if invitation.commitment:
        thank(request, _("Thank you. You look after this commitment now."))
        return reverse("my-commitment", args=[invitation.commitment.reference])
    thank(request, _("Thank you. You belong to this organisation now."))
    return reverse("my")


@never_cache
@login_required
@require_POST
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    inviting.decline(invitation=own_invitation(request, key), by=person(request))
    thank(request, _("You have said no to the invitation. We have told whoever invited you."))
    return redirect("my")
