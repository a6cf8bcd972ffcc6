"""What every page knows about the portal itself. Nothing here asks the database or the session, unless a page does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme as is_local
from django.utils.translation import get_language, get_language_bidi, get_language_info
from django.utils.translation import gettext_lazy as _

from charters.easy_read.ideas import MARK, ON, with_query
from commitments.models import Correction
from commitments.thing_names import name_on
from coprod_portal.languages.known import CHOICE, tag
from coprod_portal.languages.texts import Text
from coprod_portal.site.known_pages import sealed
from coprod_portal.site.staff_rooms import staff_menu
from coprod_portal.site.twins import EASY_READ, twin_of

ROOMS = (
    (_("Commitments"), "/commitments/"),
    (_("Charters"), "/charters/"),
    (_("What they share"), "/themes/"),
    (_("My commitments"), "/my/"),
)
# The pages of one thing, which say when something on them was put right.
SAY_CORRECTED = frozenset(
    {
        "charter",
        "charter-edition",
        "commitment",
        "commitment-history",
        "opportunity",
        "organisation",
        "principle",
        "theme",
    }
)


@dataclass(frozen=True)
class Room:
    """One link of a menu."""

    name: Text
    address: str
    is_here: bool


@dataclass(frozen=True)
class Language:
    """A language to choose, in its own name."""

    address: str
    tag: str
    name: str
    direction: str


def portal(request: HttpRequest) -> dict[str, Any]:
    return {
        "language": tag(get_language() or settings.LANGUAGE_CODE),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "other_languages": other_languages(request),
        "portal_name": settings.PORTAL_NAME,
        "base_url": settings.BASE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "is_trial": settings.SHOW_MADE_UP,
        "rooms": [Room(name, address, request.path.startswith(address)) for name, address in ROOMS],
        "easy_read_address": lambda: easy_read_address(request),
        "report_address": lambda: report_address(request),
        "corrected_at": lambda: corrected_at(request),
        "page_seal": lambda: sealed(request.path),
        "staff_menu": lambda: staff_menu(request),
    }


def easy_read_address(request: HttpRequest) -> str:
    """Where this page stands in Easy Read; a link to it chooses Easy Read. Nothing where it has no twin."""
    twin = twin_of(request.resolver_match)
    asked = {name: str(value) for name, value in request.GET.dict().items() if name not in (MARK, CHOICE)}
    return with_query(twin, {**asked, MARK: ON}) if twin else ""


def report_address(request: HttpRequest) -> str:
    """Where a reader says that something on this page is wrong. Nothing on pages that show nobody's words."""
    match = request.resolver_match
    name = name_on(match)
    if not name or match is None:
        return ""
    return reverse("report-easy-read" if match.view_name in EASY_READ else "report", args=[name])


def corrected_at(request: HttpRequest) -> datetime | None:
    """When we last put something right on this page, if we did. Lists and what is made of a page are not looked up."""
    if request.resolver_match is None or request.resolver_match.view_name not in SAY_CORRECTED:
        return None
    newest = Correction.objects.filter(thing=name_on(request.resolver_match)).order_by("-at")
    return newest.values_list("at", flat=True).first()


def other_languages(request: HttpRequest) -> list[Language]:
    """None where the portal speaks one language only."""
    here = get_language()
    asked = {
        name: value for name, value in request.GET.items() if name != "next" or is_local(str(value), allowed_hosts=None)
    }
    found = [get_language_info(code) for code, _ in settings.LANGUAGES if code != here]
    return [
        Language(
            address="?" + urlencode({**asked, CHOICE: info["code"]}),
            tag=tag(info["code"]),
            name=info["name_local"],
            direction="rtl" if info["bidi"] else "ltr",
        )
        for info in found
    ]
