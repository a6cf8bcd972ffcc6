"""Teams that enter commitments for others: checked organisations, stewards of a charter, organisers of a week.

Whoever comes as staff has shown a second factor in this session, as behind the door of the staff.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from charters.models import Charter
from charters.permissions import can_steward, charters_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import person, roles_of, second_factors, used_second_factor

from .models import Commitment, Entry, Organisation, Week
from .permissions import can_organise, weeks_of

STAFF = frozenset({Role.Name.STEWARD, Role.Name.ORGANISER})


@dataclass(frozen=True, kw_only=True)
class Team:
    """One of the three. `key` names it in an address; `name` is what pages show."""

    key: str
    name: str
    organisation: Organisation | None = None
    week: Week | None = None
    charter: Charter | None = None

    def charters(self) -> "QuerySet[Charter]":
        """Those that it may enter commitments to."""
        public = Charter.objects.public()
        if self.charter is not None:
            return public.filter(pk=self.charter.pk)
        if self.week is not None and self.week.charters.exists():
            return public.filter(weeks=self.week)
        return public


def of_organisation(organisation: Organisation) -> Team:
    return Team(key=f"organisation-{organisation.pk}", name=organisation.name, organisation=organisation)


def of_stewards(charter: Charter) -> Team:
    with translation.override(settings.LANGUAGE_CODE):
        name = _("the people who look after the charter %(charter)s") % {"charter": charter.short_title}
    return Team(key=f"charter-{charter.slug}", name=name, charter=charter)


def of_week(week: Week) -> Team:
    with translation.override(settings.LANGUAGE_CODE):
        name = _("the organisers of %(week)s") % {"week": week}
    return Team(key=f"week-{week.year}", name=name, week=week)


def organisation_teams(user: User) -> list[Team]:
    checked = Organisation.objects.filter(members__user=user, checked_at__isnull=False)
    return [of_organisation(organisation) for organisation in checked.order_by("name", "pk")]


def staff_teams(user: User) -> list[Team]:
    return [
        *(of_stewards(charter) for charter in charters_of(user).order_by("slug")),
        *(of_week(week) for week in weeks_of(user).filter(opens_on__isnull=False).order_by("year")),
    ]


def teams_of(user: User) -> list[Team]:
    return [*organisation_teams(user), *staff_teams(user)] if user.is_active else []


def shown_second_factor(request: HttpRequest) -> bool:
    return used_second_factor(request, second_factors(person(request)))


def teams_here(request: HttpRequest) -> list[Team]:
    """The teams that somebody may act for in this session."""
    user = person(request)
    if roles_of(user) & STAFF and shown_second_factor(request):
        return teams_of(user)
    return organisation_teams(user)


def is_of_team(user: User, team: Team) -> bool:
    """Whether they still are: a membership may have ended since the page was opened."""
    return team.key in {each.key for each in teams_of(user)}


def entered_by(teams: list[Team]) -> "QuerySet[Entry]":
    """What these teams have entered."""
    by_stewards = Q(
        organisation=None, week=None, commitment__charter__in=[team.charter for team in teams if team.charter]
    )
    return Entry.objects.filter(
        Q(organisation__in=[team.organisation for team in teams if team.organisation])
        | Q(week__in=[team.week for team in teams if team.week])
        | by_stewards
    )


def staff_looks_after(request: HttpRequest, commitment: Commitment) -> bool:
    """Until somebody first looks after what was entered for its maker, the stewards or organisers who entered it do."""
    of_nobody = Entry.objects.filter(commitment__keeper=None, commitment__handovers__isnull=True)
    entry = of_nobody.select_related("week").filter(commitment=commitment).first()
    if entry is None or entry.organisation_id is not None:
        return False
    user = person(request)
    is_theirs = can_organise(user, entry.week) if entry.week else can_steward(user, commitment.charter)
    return is_theirs and shown_second_factor(request)
