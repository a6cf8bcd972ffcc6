"""Covering words and pictures that may upset somebody, until they ask for them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.operations.covering import mark_upsetting
from coprod_portal.accounts.permissions import person

from .door import COVERS, moderators_only
from .item import find


@require_POST
@moderators_only
def upsetting(request: HttpRequest, pk: int) -> HttpResponse:
    """For everybody at the desk."""
    read, is_upsetting = find(pk), request.POST.get("upsetting") == "yes"
    mark_upsetting(submission=read, is_upsetting=is_upsetting, by=person(request))
    messages.success(
        request,
        _("Its words and pictures are covered now. Whoever opens it can ask for them.")
        if is_upsetting
        else _("Its words and pictures are not covered any more."),
    )
    return redirect("moderation-submission", pk=pk)


@require_POST
@moderators_only
def covering(request: HttpRequest) -> HttpResponse:
    """For this person, until they sign out."""
    request.session[COVERS] = request.POST.get("cover") == "yes"
    return redirect(reverse("moderation"))
