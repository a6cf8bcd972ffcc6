"""What waits to be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments.desk import waiting
from coprod_portal.accounts.permissions import person

from .door import moderators_only


@require_safe
@moderators_only
def moderation(request: HttpRequest) -> HttpResponse:
    place = request.GET.get("after", "")
    context = {"queue": waiting.queue(place=place, by=person(request)), "counts": waiting.counts(), "place": place}
    return render(request, "commitments/moderation.html", context)
