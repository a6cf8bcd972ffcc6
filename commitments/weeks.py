"""What is true of a Co-production Week today: how far away it is, whether it takes commitments, and what came."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.models import Commitment, Version, Week
from coprod_portal.places import key_in
from coprod_portal.submissions.states import State, as_told

CAME_ON_A_PAGE = 50


@dataclass(frozen=True)
class Looks:
    """A week as it looks on one day, in sentences."""

    countdown: str
    """How far away it is, or how much of it is left."""
    commitments: str
    """Whether it takes commitments, since when and until when."""
    is_open: bool
    is_over: bool


def looks(week: Week) -> Looks:
    today = localdate()
    return Looks(
        countdown=countdown(week, today),
        commitments=taking(week, today),
        is_open=week.is_open,
        is_over=week.ends_on < today,
    )


def countdown(week: Week, today: date) -> str:
    if today < week.starts_on:
        days = (week.starts_on - today).days
        return ngettext("%(days)s day until it begins", "%(days)s days until it begins", days) % {"days": days}
    if today > week.ends_on:
        return _("It ended on %(day)s") % {"day": date_format(week.ends_on)}
    left = (week.ends_on - today).days
    if not left:
        return _("It is on now. Today is its last day")
    said = ngettext("It is on now. %(days)s day is left after today", "It is on now. %(days)s days are left", left)
    return said % {"days": left}


def taking(week: Week, today: date) -> str:
    if week.opens_on is None or week.closes_on is None:
        if today > week.ends_on:
            return _("It was before this portal, which has none of its commitments.")
        return _("We will say here when you can make commitments for it.")
    if today < week.opens_on:
        days = (week.opens_on - today).days
        said = ngettext(
            "You can make commitments for it in %(days)s day, from %(day)s.",
            "You can make commitments for it in %(days)s days, from %(day)s.",
            days,
        )
        return said % {"days": days, "day": date_format(week.opens_on)}
    if today > week.closes_on:
        return _("It took commitments until %(day)s.") % {"day": date_format(week.closes_on)}
    left = (week.closes_on - today).days
    if not left:
        return _("You can make commitments for it today. It is the last day.")
    said = ngettext(
        "You can make commitments for it now. %(days)s day is left: until %(day)s.",
        "You can make commitments for it now. %(days)s days are left: until %(day)s.",
        left,
    )
    return said % {"days": left, "day": date_format(week.closes_on)}


def week_shown_first() -> Week | None:
    """The one that is open, or else the next one that is not over."""
    weeks = Week.objects.public()
    return weeks.open().order_by("starts_on").first() or (
        weeks.filter(ends_on__gte=localdate()).order_by("starts_on").first()
    )


def open_week() -> Week | None:
    """The one that a new commitment may be for."""
    return Week.objects.open().order_by("starts_on").first()


@dataclass(frozen=True)
class Grown:
    """How many had become public by the end of a day, and how many did so on it."""

    day: date
    on_it: int
    so_far: int


def growth(week: Week) -> list[Grown]:
    """The days on which commitments of the week became public, of those that are public now."""
    public = Commitment.objects.public().filter(week=week).order_by()
    days = public.values(day=TruncDate("first_published_at")).annotate(n=Count("pk")).order_by("day")
    found: list[Grown] = []
    for row in days:
        found.append(Grown(row["day"], row["n"], row["n"] + (found[-1].so_far if found else 0)))
    return found


@dataclass(frozen=True)
class Chart:
    """A line of steps in a box of 600 by 200."""

    path: str
    first: date
    last: date
    most: int


WIDTH, HEIGHT = 600, 200


def chart(grown: list[Grown]) -> Chart | None:
    """From the first day to today, or to the last one that changed anything, with each day as a step up."""
    if len(grown) < 2:
        return None
    first, last, most = grown[0].day, grown[-1].day, grown[-1].so_far
    days = (last - first).days
    points = [f"M0 {HEIGHT}"]
    for one in grown:
        x, y = round(WIDTH * (one.day - first).days / days), round(HEIGHT - HEIGHT * one.so_far / most)
        points.append(f"H{x}V{y}")
    return Chart(path="".join(points), first=first, last=last, most=most)


def with_state(week: Week) -> "QuerySet[Any]":
    """All that was sent for a week, each with the state of its words: public, or as the newest ones stand.

    A draft is its writer's alone: the first reader of a young person has not said yet that it is fine.
    """
    newest = Version.objects.filter(commitment=OuterRef("pk")).order_by("-number")
    sent = newest.exclude(submission__state=State.DRAFT)
    return (
        Commitment.objects.real()
        .filter(Exists(sent), week=week)
        .annotate(
            state=Case(
                When(published_version__isnull=False, then=Value(State.PUBLISHED.value)),
                default=Subquery(sent.values("submission__state")[:1]),
                output_field=CharField(),
            ),
            title=Subquery(sent.values("title")[:1]),
        )
    )


def counts_by_state(week: Week) -> list[tuple[str, int]]:
    """Every state that something is in, in the order of the table of states."""
    counted: Counter[State] = Counter()
    for row in with_state(week).order_by().values("state").annotate(n=Count("pk")):
        counted[as_told(State(row["state"]))] += row["n"]
    return [(str(state.label), counted[state]) for state in State if counted[state]]


def came_in(week: Week, *, before: str) -> tuple[list[dict[str, Any]], str]:
    """A page of what came, the newest first, and where the next page starts."""
    found = with_state(week).order_by("-pk")
    if (last := key_in(before)) is not None:
        found = found.filter(pk__lt=last)
    rows = list(
        found.values(
            "pk",
            "reference",
            "title",
            "state",
            "created_at",
            "person_name",
            "made_up",
            "going",
            organisation_name=F("organisation__name"),
        )[: CAME_ON_A_PAGE + 1]
    )
    following = str(rows[CAME_ON_A_PAGE - 1]["pk"]) if len(rows) > CAME_ON_A_PAGE else ""
    shown = [
        {**row, "is_public": row["state"] == State.PUBLISHED, "state": as_told(State(row["state"])).label}
        for row in rows[:CAME_ON_A_PAGE]
    ]
    return shown, following
