"""The door of the steward's room: the role, a second factor, and a charter that was given to them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import Charter
from charters.permissions import charters_of
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.languages.texts import Theirs

stewards_only = staff_page(Role.Name.STEWARD)


def my_charter(request: HttpRequest, slug: str) -> Charter:
    """A charter that this steward looks after. For any other it answers 404, as if it were not there."""
    return get_object_or_404(charters_of(person(request)).select_related("area", "current_edition"), slug=slug)


def steward_trail(charter: Charter, *pages: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the steward's room below a charter's; the last page has no address."""
    here = reverse("steward-charter", args=[charter.slug])
    return [
        (_("Charters you look after"), reverse("steward")),
        (Theirs(charter.short_title), here if pages else ""),
        *pages,
    ]
