"""When commitments are to be done, to keep in a calendar."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commitments.calendars import CONTENT_TYPE
from commitments.counts import content_version
from commitments.due_dates import calendar_of, with_dates
from commitments.going import ENDED
from commitments.lists.asked import ENDING, read
from commitments.lists.pages import narrowed, sorted_from
from commitments.lists.vocabulary import vocabulary
from commitments.models import Commitment
from coprod_portal.accounts.permissions import person

from .commitment import elsewhere

IN_A_CALENDAR = 200


@require_safe
def commitments_calendar(request: HttpRequest) -> HttpResponse:
    """Those of the list that have not ended, soonest first, with its filters. One that is not known is left out."""
    filters = {name: str(value) for name, value in request.GET.items() if name not in ("sort", "after")}
    asked = replace(read(filters, vocabulary(content_version())), sort=ENDING)
    answering, _total = narrowed(asked)
    found = with_dates(sorted_from(answering, asked))[:IN_A_CALENDAR]
    named = (asked.charter, asked.principle, asked.theme, asked.area, asked.week, asked.organisation)
    names = [chosen.name for chosen in named if chosen]
    return HttpResponse(calendar_of(found, name=" · ".join([_("Commitments"), *names])), content_type=CONTENT_TYPE)


@require_safe
def commitment_calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """It goes with its page. What has stopped is cancelled in the calendar of whoever keeps it."""
    found = with_dates(Commitment.objects.public()).filter(reference=reference).first()
    if found is None or found.published_version is None:
        return elsewhere(request, reference, "commitment-calendar")
    return as_file(calendar_of([found], name=found.published_version.title), f"commitment-{reference}")


@never_cache
@login_required
@require_safe
def my_calendar(request: HttpRequest) -> HttpResponse:
    """What somebody looks after and has not ended."""
    user = person(request)
    theirs = Commitment.objects.public().filter(Q(keeper=user) | Q(organisation__members__user=user)).distinct()
    found = with_dates(theirs.exclude(going__in=ENDED)).order_by("due_on", "pk")[:IN_A_CALENDAR]
    return as_file(calendar_of(found, name=_("My commitments")), "my-commitments")


def as_file(content: bytes, name: str) -> HttpResponse:
    saved = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=saved)
