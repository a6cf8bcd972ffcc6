"""Where what waits at the desk comes from: words to read, cases, people who ask to join, and appeals.

Each source knows its rows by an index in the order of the queue, so that a page costs the same at any length. Dangers
are none of these: they are kept apart.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.cases import cases_for_administrators
from commitments.desk import appeals
from commitments.desk.asked import LATE, Asked, Place
from commitments.desk.reported import own_things, titles_of
from commitments.desk.waiting import Item, item, next_working_day, submissions
from commitments.membership import for_moderators
from commitments.models import Appeal, JoinRequest, News, SecondLook, Version
from commitments.permissions import own_among, why_not_among
from commitments.subjects import WITH_SUBJECT, subject_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.cases.models import Case
from coprod_portal.cases.permissions import kinds_of
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State
from coprod_portal.working_days import add_working_days, promised_days

SECOND_LOOK, JOIN_REQUEST, APPEAL = "second-look", "join-request", "appeal"


class Source(ABC):
    letter: ClassVar[str]
    prefix: ClassVar[str]
    """Of the names of its things."""
    model: ClassVar[type[Model]]
    since: ClassVar[str]
    due: ClassVar[str] = "due_on"
    name: ClassVar[str] = "pk"
    """The field that stands behind the prefix."""

    @abstractmethod
    def rows(self, by: User) -> "QuerySet[Any]":
        """All that waits and that somebody may see."""

    @abstractmethod
    def narrowed(self, rows: "QuerySet[Any]", asked: Asked) -> "QuerySet[Any]":
        """By kind, charter and week."""

    @abstractmethod
    def items(self, keys: Collection[int], by: User) -> dict[int, Item]:
        """What a page of the queue says of these."""

    def asked_for(self, asked: Asked, *, by: User, held: Collection[str]) -> "QuerySet[Any]":
        """`held` are the names of the things that this person has."""
        rows = self.narrowed(self.rows(by), asked)
        if asked.mine:
            rows = rows.filter(**{f"{self.name}__in": self.names_among(held)})
        return self.late(rows, asked.waiting) if asked.waiting else rows

    def late(self, rows: "QuerySet[Any]", when: str) -> "QuerySet[Any]":
        """Those that are late, or will be on the next working day."""
        today = timezone.localdate()
        if when == LATE:
            return rows.filter(self.due_before(today))
        return rows.filter(self.due_before(next_working_day()), self.due_from(today))

    def due_before(self, day: date) -> Q:
        return Q(**{f"{self.due}__lt": day})

    def due_from(self, day: date) -> Q:
        return Q(**{f"{self.due}__gte": day})

    def names_among(self, things: Collection[str]) -> list[str]:
        return [name for prefix, _, name in (thing.partition(":") for thing in things) if prefix == self.prefix]

    def places(self, rows: "QuerySet[Any]", *, after: Place | None, most: int) -> list[Place]:
        """The first of these after a place, in the order of the queue."""
        if after is not None:
            rows = rows.filter(**{f"{self.since}__gte": after.at})
            if after.source > self.letter:
                rows = rows.filter(**{f"{self.since}__gt": after.at})
            elif after.source == self.letter:
                rows = rows.filter(Q(**{f"{self.since}__gt": after.at}) | Q(pk__gt=after.key))
        found = rows.order_by(self.since, "pk").values_list(self.since, "pk")[:most]
        return [Place(at, self.letter, key) for at, key in found]


class WordsToRead(Source):
    letter, prefix, model, since, due = "a", "submission", Submission, "submitted_at", "read_by_date"

    def rows(self, by: User) -> "QuerySet[Submission]":
        return Submission.objects.filter(state=State.SUBMITTED)

    def narrowed(self, rows: "QuerySet[Any]", asked: Asked) -> "QuerySet[Any]":
        if asked.kind == SECOND_LOOK:
            rows = rows.filter(pk__in=SecondLook.objects.filter(ended_at=None).values("submission"))
        elif asked.kind:
            rows = rows.filter(kind=asked.kind)
        if asked.charter:
            rows = rows.filter(charter_slug=asked.charter)
        return rows.filter(week_year=asked.week) if asked.week else rows

    def items(self, keys: Collection[int], by: User) -> dict[int, Item]:
        rows = list(submissions().filter(pk__in=keys))
        why_not, looks, pictures = why_not_among(by, rows), second_looks(keys), with_picture(keys)
        return {
            row.pk: item(
                row,
                why_not=why_not.get(row.pk, ""),
                needs_second=row.pk in looks,
                has_picture=row.pk in pictures,
            )
            for row in rows
        }


class Cases(Source):
    """Reports and notices wait for moderators; whatever has no steward waits for administrators."""

    letter, prefix, model, since, name = "b", "case", Case, "opened_at", "reference"

    def rows(self, by: User) -> "QuerySet[Case]":
        is_administrator = Role.Name.ADMINISTRATOR in roles_of(by)
        rows = cases_for_administrators() if is_administrator else Case.objects.filter(kind__in=kinds_of(by))
        return rows.filter(closed_at=None).exclude(email__iexact=by.email)

    def narrowed(self, rows: "QuerySet[Any]", asked: Asked) -> "QuerySet[Any]":
        if asked.week:
            return rows.none()
        if asked.charter:
            rows = rows.filter(charter_case__charter__slug=asked.charter)
        return rows.filter(kind=asked.kind) if asked.kind else rows

    def items(self, keys: Collection[int], by: User) -> dict[int, Item]:
        rows = list(Case.objects.filter(pk__in=keys).select_related("charter_case__charter"))
        things = [row.thing for row in rows if row.thing]
        titles, own = titles_of(things), own_things(by, things)
        return {row.pk: self.item(row, str(titles.get(row.thing, row.reference)), row.thing in own) for row in rows}

    def item(self, row: Case, title: str, is_own: bool) -> Item:
        about, is_report = getattr(row, "charter_case", None), row.kind == Case.Kind.REPORT
        return Item(
            thing=f"{self.prefix}:{row.reference}",
            kind=row.get_kind_display(),
            title=title,
            address=reverse("moderation-report" if is_report else "case", args=[row.reference]),
            why_not=_("This is about words of yours, or of your organisation.") if is_own else "",
            since=row.opened_at,
            due_on=row.due_on,
            charter=about.charter if about else None,
        )


class PeopleWhoAskToJoin(Source):
    letter, prefix, model, since = "c", "join-request", JoinRequest, "asked_at"

    def rows(self, by: User) -> "QuerySet[JoinRequest]":
        return for_moderators().select_related(None)

    def narrowed(self, rows: "QuerySet[Any]", asked: Asked) -> "QuerySet[Any]":
        is_asked = asked.kind in ("", JOIN_REQUEST) and not asked.charter and not asked.week
        return rows if is_asked else rows.none()

    def due_before(self, day: date) -> Q:
        return Q(asked_at__lt=first_moment_due(day))

    def due_from(self, day: date) -> Q:
        return Q(asked_at__gte=first_moment_due(day))

    def items(self, keys: Collection[int], by: User) -> dict[int, Item]:
        member_of = set(by.memberships.values_list("organisation_id", flat=True))
        return {
            row.pk: Item(
                thing=f"{self.prefix}:{row.pk}",
                kind=_("Somebody asks to join an organisation"),
                title=row.organisation.name,
                address=reverse("moderation-request", args=[row.pk]),
                since=row.asked_at,
                due_on=add_working_days(timezone.localdate(row.asked_at), promised_days()),
                why_not=_("You ask this yourself, or you belong to the organisation.")
                if row.user_id == by.pk or row.organisation_id in member_of
                else "",
            )
            for row in JoinRequest.objects.filter(pk__in=keys).select_related("organisation")
        }


class Appeals(Source):
    letter, prefix, model, since = "d", "appeal", Appeal, "made_at"

    def rows(self, by: User) -> "QuerySet[Appeal]":
        return appeals.waiting()

    def narrowed(self, rows: "QuerySet[Any]", asked: Asked) -> "QuerySet[Any]":
        if asked.kind not in ("", APPEAL):
            return rows.none()
        if asked.charter:
            rows = rows.filter(submission__charter_slug=asked.charter)
        return rows.filter(submission__week_year=asked.week) if asked.week else rows

    def items(self, keys: Collection[int], by: User) -> dict[int, Item]:
        subjects = (f"submission__{path}" for path in WITH_SUBJECT)
        rows = list(Appeal.objects.filter(pk__in=keys).select_related("record", "submission", *subjects))
        own, took_part = own_among(by, [row.submission for row in rows]), appeals.took_part_among(by, rows)
        return {
            row.pk: Item(
                thing=f"{self.prefix}:{row.pk}",
                kind=_("Somebody asks us to read it again"),
                title=(subject := subject_of(row.submission)).title,
                address=reverse("moderation-appeal", args=[row.pk]),
                since=row.made_at,
                due_on=row.due_on,
                why_not=why_not_read_again(is_own=row.submission_id in own, took_part=row.pk in took_part),
                maker=subject.maker,
                charter=subject.charter,
                is_made_up=subject.is_made_up,
                is_covered=row.submission.is_upsetting,
            )
            for row in rows
        }


def first_moment_due(day: date) -> datetime:
    """Since when somebody must have asked to hear no earlier than that day. We promise the same as for words."""
    first = day
    while add_working_days(first - timedelta(days=1), promised_days()) >= day:
        first -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(first, time.min))


SOURCES: tuple[Source, ...] = (WordsToRead(), Cases(), PeopleWhoAskToJoin(), Appeals())
BY_LETTER = {source.letter: source for source in SOURCES}
BY_PREFIX = {source.prefix: source for source in SOURCES}


def why_not_read_again(*, is_own: bool, took_part: bool) -> str:
    if is_own:
        return _("This is yours, or your organisation's.")
    if took_part:
        return _("You took part in the decision, so somebody else reads it again.")
    return ""


def second_looks(keys: Collection[int]) -> frozenset[int]:
    """Those that a second person must look at."""
    looks = SecondLook.objects.filter(submission__in=keys, ended_at=None)
    return frozenset(looks.values_list("submission_id", flat=True))


def with_picture(keys: Collection[int]) -> frozenset[int]:
    versions = Version.objects.filter(pk__in=keys, picture__isnull=False).order_by().values_list("pk", flat=True)
    news = News.objects.filter(pk__in=keys, picture__isnull=False).order_by().values_list("pk", flat=True)
    return frozenset(versions.union(news))
