"""The cases that somebody of the staff may see, narrowed as they choose, those that are due first on top."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from charters.cases import cases_for_administrators, working_days_late
from commitments.desk.reported import is_own_thing, titles_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.cases.models import Case
from coprod_portal.cases.permissions import OF_MODERATORS, kinds_of
from coprod_portal.languages.texts import Text
from coprod_portal.places import day_and_key_in, place_of

PAGE = 25
MINE, NOBODYS = "mine", "nobody"
WITH_ALL = ("owner", "charter_case__charter", "charter_case__principle", "charter_case__mapping__theme")


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see. What we do not know counts as nothing chosen."""

    kind: str = ""
    owner: str = ""
    late: bool = False
    ended: bool = False

    @property
    def query(self) -> str:
        """As part of an address, without the place."""
        chosen = {"kind": self.kind, "owner": self.owner, "late": "1" * self.late, "ended": "1" * self.ended}
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True)
class Listed:
    """One row of the list."""

    case: Case
    late: int
    """By how many working days. Where the law counts hours, at least one as soon as they are over."""
    title: Text
    """Of what it is about."""


@dataclass(frozen=True)
class CaseList:
    rows: list[Listed]
    next_place: str


def asked(data: QueryDict, user: User) -> Asked:
    kind, owner = data.get("kind", ""), data.get("owner", "")
    return Asked(
        kind=kind if kind in kinds_of(user) else "",
        owner=owner if owner in (MINE, NOBODYS) else "",
        late=data.get("late") == "1",
        ended=data.get("ended") == "1",
    )


def cases_for(user: User) -> "QuerySet[Case]":
    """All that somebody may see. What they raised themselves is another's business."""
    if Role.Name.ADMINISTRATOR in roles_of(user):
        found = cases_for_administrators()
    else:
        found = Case.objects.filter(kind__in=kinds_of(user))
    return found.exclude(email__iexact=user.email).select_related(*WITH_ALL)


def is_about_own_words(user: User, case: Case) -> bool:
    return case.kind in OF_MODERATORS and is_own_thing(user, case.thing)


def case_list(*, asked: Asked, place: str, by: User) -> CaseList:
    found = cases_for(by).filter(closed_at__isnull=not asked.ended)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.owner:
        found = found.filter(owner=by if asked.owner == MINE else None)
    if asked.late:
        found = found.filter(is_late(timezone.now()))
    ordered = found.order_by("-due_on", "-pk") if asked.ended else found.order_by("due_on", "pk")
    if begins := day_and_key_in(place):
        ordered = ordered.filter(beyond(*begins, backwards=asked.ended))
    fetched = list(ordered[: PAGE + 1])
    shown = fetched[:PAGE]
    titles = titles_of({case.thing for case in shown})
    return CaseList(
        rows=[Listed(case, days_late(case), titles.get(case.thing, "")) for case in shown],
        next_place=place_of(shown[-1].due_on, shown[-1].pk) if len(fetched) > PAGE else "",
    )


def beyond(day: date, key: int, *, backwards: bool) -> Q:
    """What comes after a place in the list. Those that have ended stand with the newest on top."""
    if backwards:
        return Q(due_on__lte=day) & (Q(due_on__lt=day) | Q(pk__lt=key))
    return Q(due_on__gte=day) & (Q(due_on__gt=day) | Q(pk__gt=key))


def is_late(now: datetime) -> Q:
    return Q(due_at__lt=now) | Q(due_at__isnull=True, due_on__lt=timezone.localdate(now))


def days_late(case: Case) -> int:
    """0 while there is time, and for what was closed."""
    now = timezone.now()
    if case.closed_at is not None:
        return 0
    days = working_days_late(case, timezone.localdate(now))
    return max(1, days) if case.due_at is not None and case.due_at < now else days
