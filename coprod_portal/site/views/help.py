"""Statements that the law or fairness asks for. What an adopter has to say in them comes from the settings."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from charters.models import AreaContact
from commitments.desk import reasons
from commitments.desk.alone import not_possible_now
from commitments.minutes import NEWS_MINUTES, asked_of_all
from coprod_portal.cases.models import LIMITS, Case
from coprod_portal.submissions.rules import current_edition, editions_so_far
from coprod_portal.submissions.states import Action, State

REFERENCE = re.compile(r"[0-9A-Z]{6}")

# What each state means for the person who sent the words.
MEANINGS = {
    State.SUBMITTED: _("We have it, and a person will read it. You can still change it."),
    State.RETURNED: _("We ask you something. You change it and send it again."),
    State.PUBLISHED: _("Everybody can see it. We tell you by e-mail."),
    State.DECLINED: _("We do not publish it, and we tell you why."),
    State.HIDDEN: _("It was public, and we took it down. We tell you why."),
    State.WITHDRAWN: _("You took it back. You can do that at any time."),
}


def ways_to_reach_us() -> dict[str, Any]:
    return {
        "portal_owner": settings.PORTAL_OWNER,
        "phone": settings.CONTACT_PHONE,
        "postal_address": settings.CONTACT_ADDRESS,
        "data_protection_email": settings.DATA_PROTECTION_EMAIL,
        "security_email": settings.SECURITY_EMAIL,
    }


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {
        **ways_to_reach_us(),
        "days_to_answer": LIMITS[Case.Kind.ACCESSIBILITY].days,
        "prepared_on": settings.ACCESSIBILITY_PREPARED_ON,
        "reviewed_on": settings.ACCESSIBILITY_REVIEWED_ON,
        "tested_on": settings.ACCESSIBILITY_TESTED_ON,
    }
    return render(request, "site/help_accessibility.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        **ways_to_reach_us(),
        "draft_days": settings.DRAFT_DAYS,
        "case_days": settings.CASE_DAYS,
        "staff_log_years": settings.STAFF_LOG_DAYS // 365,
        "age_of_consent": settings.AGE_OF_CONSENT,
        "adult_age": settings.ADULT_AGE,
        "young_person_name": settings.YOUNG_PERSON_NAME,
        "hosted_by": settings.HOSTED_BY,
        "is_public_task": settings.LAWFUL_BASIS == "public-task",
    }
    return render(request, "site/help_privacy.html", context)


@require_safe
def moderation(request: HttpRequest) -> HttpResponse:
    context = {
        "working_days": settings.WORKING_DAYS_TO_READ,
        "working_days_to_appeal": settings.WORKING_DAYS_TO_APPEAL,
        "edition": current_edition(),
        "states": [(state.label, meaning) for state, meaning in MEANINGS.items()],
        "reasons": [reason.for_writer for reason in reasons.reasons_for(Action.RETURN, Action.DECLINE, Action.HIDE)],
        "alone": not_possible_now(),
        "asked": asked_of_all(),
        "news_minutes": NEWS_MINUTES,
        "news_asks": settings.NEWS_ASKS,
    }
    return render(request, "site/help_moderation.html", context)


@require_safe
def moderation_edition(request: HttpRequest, number: int) -> HttpResponse:
    """The rules as they are or were. One that does not count yet is nobody's yet."""
    known = editions_so_far()
    edition = next((one for one in known if one.number == number), None)
    if edition is None:
        raise Http404
    after = next((one for one in reversed(known) if one.number > number), None)
    context = {
        "edition": edition,
        "after": after,
        "others": [one for one in known if one is not edition],
        "breadcrumbs": [
            (_("How we check"), reverse("help-moderation")),
            (gettext("Edition %(number)s") % {"number": number}, ""),
        ],
    }
    return render(request, "site/help_moderation_edition.html", context)


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    contacts = list(AreaContact.objects.select_related("area").order_by("area__name", "name"))
    in_areas_first = sorted(contacts, key=lambda contact: contact.area is None)
    by_kind = {kind.value: [contact for contact in in_areas_first if contact.kind == kind] for kind in AreaContact.Kind}
    context = {**ways_to_reach_us(), **by_kind, "about": about(request)}
    return render(request, "site/help_contact.html", context)


def about(request: HttpRequest) -> str:
    """The reference of the commitment that somebody comes from, if it looks like one."""
    reference = request.GET.get("about", "")
    return reference if REFERENCE.fullmatch(reference) else ""
