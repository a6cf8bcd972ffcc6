"""Who comes in to the desk, and what they asked it to cover."""

from django.http import HttpRequest

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import staff_page

moderators_only = staff_page(Role.Name.MODERATOR)

COVERS = "desk-covers"


def covers(request: HttpRequest) -> bool:
    """Whether this person asked for all words and pictures to be covered, until they sign out."""
    return bool(request.session.get(COVERS))
