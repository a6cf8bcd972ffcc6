"""Taking an item of the queue, letting it go, and going on to the next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.desk.asked import Asked
from commitments.operations.holding import let_go, take, take_next
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.accounts.staff_log import say, say_refused
from coprod_portal.submissions.errors import Refused

from .door import moderators_only


@require_POST
@moderators_only
def take_one(request: HttpRequest) -> HttpResponse:
    asked = Asked.of(request.GET)
    try:
        item = take(thing=request.POST.get("thing", ""), by=person(request))
    except Refused as refused:
        say_refused(request, refused)
        messages.warning(request, refused.sentence)
        return redirect(asked.in_address(reverse("moderation")))
    say(request, thing=item.thing)
    return redirect(asked.in_address(item.address))


@require_POST
@moderators_only
def let_one_go(request: HttpRequest) -> HttpResponse:
    thing = request.POST.get("thing", "")
    if let_go(thing=thing, by=person(request)):
        say(request, thing=thing)
    messages.success(request, _("You let it go. Others can take it now."))
    return redirect(Asked.of(request.GET).in_address(reverse("moderation")))


@require_POST
@moderators_only
def next_one(request: HttpRequest) -> HttpResponse:
    asked, by = Asked.of(request.GET), person(request)
    address = go_on(asked=asked, after=request.POST.get("after", ""), by=by)
    if address == asked.in_address(reverse("moderation")):
        messages.info(request, _("Nothing waits here that you can take. Others have it, or it is yours."))
    return redirect(address)


def go_on(*, asked: Asked, after: str, by: User) -> str:
    """Where the next item is, which this person then has; the queue where there is none."""
    item = take_next(asked=asked, after=after, by=by)
    return asked.in_address(item.address if item else reverse("moderation"))
