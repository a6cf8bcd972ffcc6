"""What can be followed: each kind with how it is found, how it is named and where its page is.

Only what anybody may see can be followed, and what is gone meanwhile is named no more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charters.models import Area, Charter, Theme
from commitments.lists.asked import address_of
from commitments.models import Commitment, Follow, Week
from commitments.models.following import FOLLOWED
from commitments.searching import public_organisations
from coprod_portal.languages.texts import Text


@dataclass(frozen=True)
class Followable:
    """One kind. `key` is the field that its addresses hold, and a filter of the list has the name of the kind."""

    what: Text
    public: Callable[[], "QuerySet[Any]"]
    key: str
    name: Callable[[Any], str]
    address: Callable[[Any], str]
    comes: Text
    """What somebody who follows it hears of."""


@dataclass(frozen=True)
class Thing:
    """Something that can be followed, as anybody may see it named."""

    kind: str
    row: Any
    key: str
    name: str
    address: str
    followable: Followable

    @property
    def is_made_up(self) -> bool:
        return bool(getattr(self.row, "made_up", False))

    @property
    def feed(self) -> str:
        if self.kind == "commitment":
            return reverse("commitment-feed", args=[self.key])
        return reverse("commitments-feed") + address_of({self.kind: self.key})

    @property
    def calendar(self) -> str:
        if self.kind == "commitment":
            return reverse("commitment-calendar", args=[self.key])
        return reverse("commitments-calendar") + address_of({self.kind: self.key})


def list_of(kind: str, key: str) -> str:
    return reverse("commitments") + address_of({kind: key})


def week_named(year: str) -> str:
    return gettext("Co-production Week %(year)s") % {"year": year}


def title_of(commitment: Commitment) -> str:
    return commitment.published_version.title if commitment.published_version else commitment.reference


KINDS: dict[str, Followable] = {
    "commitment": Followable(
        what=_("A commitment"),
        public=lambda: Commitment.objects.public().select_related("published_version"),
        key="reference",
        name=title_of,
        address=Commitment.get_absolute_url,
        comes=_("news of it, words of it that change, and how people involved see it"),
    ),
    "organisation": Followable(
        what=_("An organisation"),
        public=public_organisations,
        key="slug",
        name=lambda row: str(row.name),
        address=lambda row: str(row.get_absolute_url()),
        comes=_("new commitments that it makes, and news of those that it has made"),
    ),
    "charter": Followable(
        what=_("A charter"),
        public=Charter.objects.public,
        key="slug",
        name=lambda row: str(row.short_title),
        address=lambda row: str(row.get_absolute_url()),
        comes=_("new commitments to it, and news of those that were made to it"),
    ),
    "theme": Followable(
        what=_("A theme"),
        public=Theme.objects.all,
        key="slug",
        name=lambda row: str(row.name),
        address=lambda row: reverse("theme", args=[row.slug]),
        comes=_("new commitments about it, and news of those that are about it"),
    ),
    "area": Followable(
        what=_("A place"),
        public=Area.objects.all,
        key="slug",
        name=lambda row: str(row.name),
        address=lambda row: list_of("area", row.slug),
        comes=_("new commitments made there, and news of those that were made there"),
    ),
    "week": Followable(
        what=_("A Co-production Week"),
        public=Week.objects.public,
        key="year",
        name=lambda row: week_named(str(row.year)),
        address=lambda row: str(row.get_absolute_url()),
        comes=_("new commitments made for it, and news of those that were made for it"),
    ),
}


def find(kind: str, key: str) -> Thing | None:
    """What somebody asks to follow, if anybody may see it."""
    followable = KINDS.get(kind)
    if followable is None or (followable.key == "year" and not (key.isascii() and key.isdigit() and len(key) == 4)):
        return None
    row = followable.public().filter(**{followable.key: key}).first()
    return thing_of(kind, row) if row is not None else None


def thing_of(kind: str, row: Any) -> Thing:
    followable = KINDS[kind]
    return Thing(
        kind=kind,
        row=row,
        key=str(getattr(row, followable.key)),
        name=followable.name(row),
        address=followable.address(row),
        followable=followable,
    )


def followed_in(follow: Follow) -> tuple[str, int]:
    """The one column that is filled, and with what."""
    return next((name, key) for name in FOLLOWED if (key := getattr(follow, f"{name}_id")) is not None)


def things_of(follows: Iterable[Follow]) -> dict[int, Thing]:
    """What each of them follows, by the key of the follow. One query a kind; what is not public any more is missing."""
    wanted: dict[str, set[int]] = defaultdict(set)
    columns = {follow.pk: followed_in(follow) for follow in follows}
    for kind, key in columns.values():
        wanted[kind].add(key)
    found = {
        (kind, row.pk): thing_of(kind, row)
        for kind, keys in wanted.items()
        for row in KINDS[kind].public().filter(pk__in=keys)
    }
    return {pk: found[column] for pk, column in columns.items() if column in found}
