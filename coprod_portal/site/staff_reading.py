"""Reading the log of the staff: who sees which rows, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprod_portal.accounts.models import Role, StaffAct, User
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.accounts.staff_log import pages
from coprod_portal.languages.texts import Text
from coprod_portal.places import key_in
from coprod_portal.site.staff_forms import ERASE, EXPORT
from coprod_portal.submissions.states import Action

PAGE = 50
KINDS = {
    "submission": _("item %s"),
    "commitment": _("commitment %s"),
    "organisation": _("organisation %s"),
    "opportunity": _("opportunity %s"),
    "charter": _("charter %s"),
    "week": _("week %s"),
    "case": _("case %s"),
    "person": _("person %s"),
    "join-request": _("request %s"),
}
CHOICES: dict[str, Text] = {
    **{action.value: action.label for action in Action},
    **{role.value: role.label for role in Role.Name},
    EXPORT: _("a file"),
    ERASE: _("erased"),
}


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of it. Whatever cannot be understood is left out."""

    person: int | None = None
    what: str = ""
    day: date | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        what = query.get("what", "")
        return cls(key_in(query.get("person", "")), what if what in pages() else "", day_in(query.get("day", "")))

    @property
    def query(self) -> str:
        """Of the address that asks for the same."""
        query = QueryDict(mutable=True)
        asked = {"person": self.person, "what": self.what, "day": self.day}
        query.update({name: str(value) for name, value in asked.items() if value})
        return query.urlencode()


@dataclass(frozen=True)
class Line:
    """One row, as it is read."""

    act: StaffAct
    who: str
    what: Text

    @property
    def things(self) -> str:
        """Each by its kind and its reference: `person:4 charter:sandwell` is "Person 4, charter sandwell"."""
        named = (thing.partition(":") for thing in self.act.thing.split())
        return ", ".join(str(KINDS[kind] % key) if kind in KINDS else f"{kind} {key}" for kind, _colon, key in named)

    @property
    def choice(self) -> Text:
        """A role that was given or taken is named by its name."""
        chosen = self.act.choice
        return CHOICES.get(chosen) or CHOICES.get(chosen.partition("-")[2]) or chosen


def day_in(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def sees_all(user: User) -> bool:
    return Role.Name.ADMINISTRATOR in roles_of(user)


def acts(asked: Asked, *, by: User) -> "QuerySet[StaffAct]":
    """Administrators see what all did; everybody else of the staff what they did themselves."""
    found = StaffAct.objects.order_by("-pk")
    person = asked.person if sees_all(by) else by.pk
    if person is not None:
        found = found.filter(by=person)
    if asked.what:
        found = found.filter(what=asked.what)
    if asked.day:
        begins = timezone.make_aware(datetime.combine(asked.day, time.min))
        ends = timezone.make_aware(datetime.combine(asked.day + timedelta(days=1), time.min))
        found = found.filter(at__gte=begins, at__lt=ends)
    return found


def page(asked: Asked, *, place: str, by: User) -> tuple[list[Line], str]:
    """The newest first, from `place` on, and the place of the next page if there is one."""
    found = acts(asked, by=by)
    if (last := key_in(place)) is not None:
        found = found.filter(pk__lt=last)
    rows = list(found[: PAGE + 1])
    return lines(rows[:PAGE]), str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""


def lines(rows: Iterable[StaffAct]) -> list[Line]:
    """Whoever was erased is named by the key that they had."""
    rows = list(rows)
    addresses = dict(User.objects.filter(pk__in={row.by for row in rows if row.by}).values_list("pk", "email"))
    known = pages()
    return [
        Line(act=row, who=who(row, addresses), what=known[row.what].words if row.what in known else row.what)
        for row in rows
    ]


def who(row: StaffAct, addresses: dict[int, str]) -> str:
    if row.by is None:
        return gettext("A command on the server")
    return addresses.get(row.by) or gettext("Somebody who was erased (%(key)s)") % {"key": row.by}


def choices_of_people(by: User) -> list[tuple[int, str]]:
    """For the filter: all who are staff now."""
    if not sees_all(by):
        return []
    return list(User.objects.filter(roles__isnull=False).distinct().order_by("email").values_list("pk", "email"))


def choices_of_acts() -> list[tuple[str, str]]:
    return sorted(((name, str(page.words)) for name, page in pages().items()), key=lambda one: one[1])
