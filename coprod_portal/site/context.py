"""What every page knows about the portal itself. Nothing here asks the database or the session, unless a page does."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import roles_of

ROOMS = (
    ("Commitments", "/commitments/"),
    ("Charters", "/charters/"),
    ("What they share", "/themes/"),
    ("My commitments", "/my/"),
)
# Each with the URL name of its first page. Their doors decide who comes in.
STAFF_ROOMS = (
    (Role.Name.MODERATOR, "What waits to be read", "moderation"),
    (Role.Name.STEWARD, "Charters you look after", "steward"),
    (Role.Name.ADMINISTRATOR, "What waits for an answer", "cases"),
)


@dataclass(frozen=True)
class Room:
    """One link of a menu."""

    name: str
    address: str
    is_here: bool


def portal(request: HttpRequest) -> dict[str, Any]:
    return {
        "portal_name": settings.PORTAL_NAME,
        "base_url": settings.BASE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "is_trial": settings.SHOW_MADE_UP,
        "rooms": [Room(name, address, request.path.startswith(address)) for name, address in ROOMS],
        "staff_rooms": lambda: staff_rooms(request),
    }


def staff_rooms(request: HttpRequest) -> list[Room]:
    """Those of the person who is signed in, by their roles. Only pages that are made for one person ask."""
    held = roles_of(request.user)
    theirs = [(name, reverse(url_name)) for role, name, url_name in STAFF_ROOMS if role in held]
    return [Room(name, address, request.path == address) for name, address in theirs]
