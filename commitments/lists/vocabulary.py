"""The names that the list can be narrowed by: charters, principles, themes and areas, as plain values."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import F
from django.utils.text import Truncator

from charters.models import Area, Charter, Theme, Wording
from charters.places import Place, places_by_name
from commitments.counts import KEPT_SECONDS
from commitments.models import FormerName, Week
from commitments.searching import public_organisations

PRINCIPLE_CHARACTERS = 80


@dataclass(frozen=True)
class Name:
    pk: int
    slug: str
    name: str


@dataclass(frozen=True)
class CharterName(Name):
    thread: str


@dataclass(frozen=True)
class PrincipleName(Name):
    """Its slug holds the charter's too: `sandwell.listen`."""

    charter: str


@dataclass(frozen=True)
class Vocabulary:
    charters: dict[str, CharterName]
    principles: dict[str, PrincipleName]
    themes: dict[str, Name]
    areas: dict[str, Name]
    weeks: dict[str, Name]
    """By the year."""
    places: dict[str, Place]
    """By the name of each area and town as people may type it."""

    @property
    def charters_by_number(self) -> dict[int, CharterName]:
        return {charter.pk: charter for charter in self.charters.values()}


def vocabulary(version: str) -> Vocabulary:
    """What stood when public things had this version, or a little later."""
    found: Vocabulary | None = cache.get(f"vocabulary:{version}")
    if found is None:
        found = read_vocabulary()
        cache.set(f"vocabulary:{version}", found, KEPT_SECONDS)
    return found


def read_vocabulary() -> Vocabulary:
    charters = {
        slug: CharterName(pk, slug, name, thread)
        for pk, slug, name, thread in Charter.objects.values_list("pk", "slug", "short_title", "thread")
    }
    themes = {slug: Name(pk, slug, name) for pk, slug, name in Theme.objects.values_list("pk", "slug", "name")}
    rows = list(Area.objects.values_list("pk", "slug", "name", "towns__name"))
    areas = {slug: Name(pk, slug, name) for pk, slug, name, _ in rows}
    places = places_by_name((slug, name, town) for _, slug, name, town in rows)
    weeks = {str(year): Name(pk, str(year), str(year)) for pk, year in Week.objects.public().values_list("pk", "year")}
    return Vocabulary(charters, read_principles(), themes, areas, weeks, places)


def read_principles() -> dict[str, PrincipleName]:
    """The principles of the current editions, in the order of the charters and of their words."""
    wordings = (
        Wording.objects.filter(edition=F("edition__charter__current_edition"))
        .order_by("edition__charter__position", "edition__charter__short_title", "position")
        .values_list("principle_id", "edition__charter__slug", "principle__slug", "short", "text")
    )
    principles = {}
    for pk, charter, slug, short, text in wordings:
        name = Truncator(short or text).chars(PRINCIPLE_CHARACTERS)
        principles[f"{charter}.{slug}"] = PrincipleName(pk, f"{charter}.{slug}", name, charter)
    return principles


def organisation_named(slug: str) -> dict[str, Name]:
    """Asked for one at a time, as there may be many. One query, where one is named; two, where it had another name."""
    if not slug:
        return {}
    public = public_organisations().values_list("pk", "slug", "name")
    former = FormerName.objects.public().filter(slug=slug)
    found = public.filter(slug=slug).first() or public.filter(former_names__in=former).first()
    return {slug: Name(*found)} if found else {}
