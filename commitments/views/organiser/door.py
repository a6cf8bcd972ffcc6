from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.models import Week
from commitments.permissions import weeks_of
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page

organisers_only = staff_page(Role.Name.ORGANISER)


def my_week(request: HttpRequest, year: int) -> Week:
    """A week that this person organises. For any other it answers 404, as if it were not there."""
    return get_object_or_404(weeks_of(person(request)), year=year)


def organiser_trail(week: Week, page: str = "") -> list[tuple[str, str]]:
    """The way to a page of the organisers' room below a week's; the last page has no address."""
    here = reverse("organiser-week", args=[week.year])
    trail = [(_("Weeks that you organise"), reverse("organiser")), (str(week), here if page else "")]
    return [*trail, (page, "")] if page else trail
