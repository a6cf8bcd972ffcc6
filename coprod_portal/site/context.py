"""What every page knows about the portal itself. Nothing here asks the database or the session."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

ROOMS = (
    ("Commitments", "/commitments/"),
    ("Charters", "/charters/"),
    ("What they share", "/themes/"),
    ("My commitments", "/my/"),
)


@dataclass(frozen=True)
class Room:
    """One link of the main menu."""

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
    }
