"""What anybody may see of opportunities: the open ones, those that have ended, one of them, and calendars."""

import re
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commitments import calendars
from commitments.lists.opportunities import FILTERS, Asked, card, choices, one_page, read, with_words
from commitments.makers_links import has_live_links
from commitments.models import Opportunity
from commitments.operations.outcomes import newest_outcome, over
from commitments.opportunity_kinds import kind_of
from commitments.opportunity_scale import STEPS
from commitments.opportunity_words import access_of
from commitments.taken_down import opportunity_gone
from coprod_portal.languages.texts import Theirs
from coprod_portal.pages import Words, error_page

IN_A_CALENDAR = 500
REFERENCE = re.compile(r"[0-9A-Z]{6}")
NOT_PART_OF_IT = re.compile(r"[\s\-_.]+")


@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    """Those that are open, the one that closes first on top."""
    return list_page(request, "commitments/opportunities.html", is_open=True)


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """Those that have closed, the latest on top, with what happened next."""
    return list_page(request, "commitments/opportunities_ended.html", is_open=False)


def list_page(request: HttpRequest, template: str, *, is_open: bool) -> HttpResponse:
    if any(name in request.GET and not request.GET[name].strip() for name in FILTERS):
        kept = {name: value for name, value in request.GET.items() if str(value).strip()}
        return redirect(f"{request.path}?{urlencode(kept)}" if kept else request.path)
    known = choices()
    asked = read(given(request), known)
    found = asked.narrow(with_words(Opportunity.objects.public()))
    found = found.open() if is_open else found.closed()
    page, following = one_page(found, request.GET.get("after", ""), is_rising=is_open)
    context = {
        "asked": asked,
        "choices": known,
        "cards": [card(one) for one in page],
        "heading": heading_of(asked, len(page), bool(following) or "after" in request.GET),
        "next": asked.address(after=following) if following else "",
        "first": asked.address() if "after" in request.GET else "",
        "calendar": reverse("opportunities-calendar") + asked.address().removeprefix("."),
        "ended_address": reverse("opportunities-ended") + asked.address().removeprefix("."),
        "open_address": reverse("opportunities") + asked.address().removeprefix("."),
    }
    return render(request, template, context)


def given(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items()}


def heading_of(asked: Asked, number: int, is_more: bool) -> str:
    if is_more:
        return _("What fits") if asked.filters else _("All of them")
    if not number:
        return _("Nothing here just now")
    return ngettext("%(number)s opportunity", "%(number)s opportunities", number) % {"number": number}


@require_safe
def opportunity(request: HttpRequest, reference: str) -> HttpResponse:
    found = with_words(Opportunity.objects.public()).filter(reference=reference).first()
    if found is None or found.published_notice is None:
        return elsewhere(request, reference)
    notice = found.published_notice
    context = {
        **card(found),
        "kind": kind_of(notice.kind),
        "has_live_links": bool(notice.url) and has_live_links(found.organisation, besides=notice.submission),
        "steps": STEPS,
        "access": access_of(notice),
        "is_over": over().filter(pk=found.pk).exists(),
        "outcome": newest_outcome(found),
        "breadcrumbs": [(_("Ways to take part"), reverse("opportunities")), (Theirs(notice.title), "")],
    }
    return render(request, "commitments/opportunity.html", context)


def elsewhere(request: HttpRequest, reference: str) -> HttpResponse:
    """A reference as somebody typed it leads to the right address; one that was public says when it went, and why.

    One that never was public answers as one that does not exist.
    """
    meant = NOT_PART_OF_IT.sub("", reference).upper()
    if not REFERENCE.fullmatch(meant):
        raise Http404
    if meant != reference:
        return redirect("opportunity", reference=meant, permanent=True)
    happened = opportunity_gone(reference)
    if not happened:
        raise Http404
    sentences = (happened, _("There may be other ways to take part."))
    return error_page(request, 410, words=Words(_("This opportunity was taken down"), sentences))


@require_safe
def opportunity_calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """For those who keep it in a calendar: what was taken down is cancelled there."""
    found = with_words(Opportunity.objects.public()).filter(reference=reference).first()
    if found is not None and found.published_notice is not None:
        return file(calendars.calendar_of([found], name=found.published_notice.title), found)
    gone = Opportunity.objects.once_public().filter(reference=reference).first()
    last = gone.notices.filter(submission__published_at__isnull=False).order_by("-number").first() if gone else None
    if gone is None or last is None:
        raise Http404
    return file(calendars.cancelled(gone, last), gone)


def file(content: bytes, opportunity: Opportunity) -> HttpResponse:
    name = f'attachment; filename="opportunity-{opportunity.reference}.ics"'
    return HttpResponse(content, content_type=calendars.CONTENT_TYPE, headers={"Content-Disposition": name})


@require_safe
def opportunities_calendar(request: HttpRequest) -> HttpResponse:
    """The open ones to follow in a calendar, with the list's filters, and those that are closed but still to come."""
    asked = read(given(request), choices())
    found = asked.narrow(with_words(Opportunity.objects.public())).exclude(pk__in=over())
    found = found.order_by("closes_on", "pk")[:IN_A_CALENDAR]
    names = [str(chosen) if name != "kind" else chosen.name for name in FILTERS if (chosen := getattr(asked, name))]
    content = calendars.calendar_of(found, name=" · ".join([_("Ways to take part"), *names]))
    return HttpResponse(content, content_type=calendars.CONTENT_TYPE)
