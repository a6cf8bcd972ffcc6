"""What waits at the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments.desk import narrowing, queue, safety
from commitments.desk.alone import not_possible_now
from commitments.desk.asked import Asked
from commitments.desk.pauses import needs_pause
from coprod_portal.accounts.permissions import person

from .door import covers, moderators_only


@require_safe
@moderators_only
def moderation(request: HttpRequest) -> HttpResponse:
    by, asked, place = person(request), Asked.of(request.GET), request.GET.get("after", "")
    context = {
        "queue": queue.queue(asked=asked, place=place, by=by),
        "counts": queue.counts(by=by),
        "asked": asked,
        "choices": narrowing.choices(by=by),
        "place": place,
        "dangers": safety.to_look_at(by),
        "covers": covers(request),
        "needs_pause": needs_pause(by),
        "alone": not_possible_now(),
    }
    return render(request, "commitments/moderation.html", context)
