"""The rooms of the staff, as the bar of a signed-in person offers them. Their doors decide who comes in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.languages.texts import Text

MODERATOR, STEWARD, ORGANISER = Role.Name.MODERATOR, Role.Name.STEWARD, Role.Name.ORGANISER
ADMINISTRATOR, REVIEWER = Role.Name.ADMINISTRATOR, Role.Name.REVIEWER
EVERYBODY = tuple(Role.Name)


@dataclass(frozen=True)
class StaffRoom:
    """`page` is the URL name of its first page. A `front` room stands in the bar itself, the others in its menu."""

    name: Text
    page: str
    roles: tuple[Role.Name, ...]
    front: bool = False


GROUPS: tuple[tuple[Text, tuple[StaffRoom, ...]], ...] = (
    (
        _("Before it is public"),
        (
            StaffRoom(_("What waits to be read"), "moderation", (MODERATOR,), front=True),
            StaffRoom(_("What you can advise on"), "moderation-review", (REVIEWER,), front=True),
            StaffRoom(_("What was decided lately"), "moderation-decided", (MODERATOR,)),
            StaffRoom(_("Reasons"), "moderation-reasons", (MODERATOR, ADMINISTRATOR)),
            StaffRoom(_("Training"), "moderation-training", (MODERATOR, REVIEWER)),
        ),
    ),
    (
        _("After it is public"),
        (
            StaffRoom(_("Cases"), "cases", (ADMINISTRATOR, MODERATOR), front=True),
            StaffRoom(_("What readers reported"), "moderation-reports", (MODERATOR,)),
            StaffRoom(_("Appeals"), "moderation-appeals", (MODERATOR,)),
            StaffRoom(_("What was put right"), "correction-new", (MODERATOR,)),
            StaffRoom(_("Who is blocked"), "moderation-blocked", (MODERATOR, ADMINISTRATOR)),
            StaffRoom(_("What people learned"), "moderation-learning", (MODERATOR, STEWARD)),
            StaffRoom(_("Pages that people do not understand"), "not-understood-counts", EVERYBODY),
        ),
    ),
    (
        _("Charters, weeks and organisations"),
        (
            StaffRoom(_("Charters you look after"), "steward", (STEWARD,), front=True),
            StaffRoom(_("Weeks that you organise"), "organiser", (ORGANISER,), front=True),
            StaffRoom(_("Entered for others"), "my-entries", (STEWARD, ORGANISER)),
            StaffRoom(_("Organisations"), "moderation-organisations", (MODERATOR,)),
            StaffRoom(_("Who would like to take part"), "interests-without-owner", (ADMINISTRATOR,)),
        ),
    ),
    (
        _("The staff"),
        (
            StaffRoom(_("Who is staff"), "staff", (ADMINISTRATOR,), front=True),
            StaffRoom(_("Safeguarding lead and deputy"), "moderation-safeguarding", (ADMINISTRATOR,)),
            StaffRoom(_("Who looks after charters"), "stewards", (ADMINISTRATOR,)),
            StaffRoom(_("Who organises Co-production Weeks"), "organisers", (ADMINISTRATOR,)),
            StaffRoom(_("Reviewers and their time"), "moderation-reviewers", (ADMINISTRATOR,)),
            StaffRoom(_("How training goes"), "moderation-training-team", (ADMINISTRATOR,)),
            StaffRoom(_("What the staff did"), "staff-log", EVERYBODY),
        ),
    ),
)


@dataclass(frozen=True)
class Link:
    name: Text
    address: str
    is_here: bool


@dataclass(frozen=True)
class Menu:
    """What one person is offered: a few in the bar, the rest under headings."""

    front: list[Link]
    groups: list[tuple[Text, list[Link]]]


def staff_menu(request: HttpRequest) -> Menu:
    """By the roles of the person who is signed in. Only pages that are made for one person ask."""
    held = roles_of(request.user)

    def links(rooms: Iterable[StaffRoom], *, front: bool) -> list[Link]:
        theirs = [room for room in rooms if room.front is front and held.intersection(room.roles)]
        addresses = [(room.name, reverse(room.page)) for room in theirs]
        return [Link(name, address, request.path == address) for name, address in addresses]

    groups = [(name, links(rooms, front=False)) for name, rooms in GROUPS]
    return Menu(
        front=[link for _name, rooms in GROUPS for link in links(rooms, front=True)],
        groups=[(name, found) for name, found in groups if found],
    )
