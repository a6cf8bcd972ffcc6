"""What a reader asks of the list, read from the address. What we do not know becomes a sentence, not an error."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlencode

from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from charters.places import simplified
from commitments.going import CONFIRMED, LABELS, SAID_DONE
from commitments.lists.vocabulary import CharterName, Name, PrincipleName, Vocabulary, organisation_named
from commitments.tallies import INDIVIDUAL, ORGANISATION
from coprod_portal.search.words import ASKED_CHARACTERS, asked_words

NO_NEWS = "no-news"
MAKERS = {ORGANISATION: _("An organisation"), INDIVIDUAL: _("One person")}
GOING = {**LABELS, NO_NEWS: _("No news")}

YES, NOT_YET = "yes", "not-yet"
CONFIRMED_BY = {YES: CONFIRMED, NOT_YET: SAID_DONE}

LATEST, NEWEST, ENDING = "latest", "newest", "ending"
SORTS = {LATEST: _("Latest news"), NEWEST: _("Newest"), ENDING: _("Ending soon")}

UNKNOWN = {
    "charter": gettext_noop("We do not know the charter “%(value)s”, so we left it out."),
    "principle": gettext_noop("We do not know the principle “%(value)s”, so we left it out."),
    "theme": gettext_noop("We do not know the theme “%(value)s”, so we left it out."),
    "area": gettext_noop("We do not know the area “%(value)s”, so we left it out."),
    "maker": gettext_noop("We do not know the kind of maker “%(value)s”, so we left it out."),
    "going": gettext_noop("We do not know the way that it is going “%(value)s”, so we left it out."),
    "confirmed": gettext_noop("We do not know “%(value)s” as a word on who says that it is done, so we left it out."),
    "week": gettext_noop("We do not know the Co-production Week “%(value)s”, so we left it out."),
    "organisation": gettext_noop("We do not know the organisation “%(value)s”, so we left it out."),
    "sort": gettext_noop("We do not know the order “%(value)s”, so we left it out."),
}
FILTERS = ("charter", "principle", "theme", "area", "maker", "going", "confirmed", "week", "organisation")
AFTER_CHARACTERS = 60
Chosen = TypeVar("Chosen")
PARAMETERS = ("q", *FILTERS, "sort", "after")


@dataclass(frozen=True)
class Asked:
    """All that stands in the address, known to exist. `after` is not: the page that it names may be gone."""

    q: str = ""
    words: tuple[str, ...] = ()
    charter: CharterName | None = None
    principle: PrincipleName | None = None
    theme: Name | None = None
    area: Name | None = None
    maker: str = ""
    going: str = ""
    confirmed: str = ""
    week: Name | None = None
    organisation: Name | None = None
    sort: str = LATEST
    after: str = ""
    place: tuple[str, Name] | None = None
    """When the words are the name of a place: that name and its area."""
    problems: tuple[str, ...] = field(default=(), compare=False)

    @property
    def has_no_news(self) -> bool:
        return self.going == NO_NEWS

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by the name and value that they have in the address."""
        named = {name: getattr(self, name) for name in FILTERS}
        return {name: value if isinstance(value, str) else value.slug for name, value in named.items() if value}

    def parameters(self) -> dict[str, str]:
        """The address in one order, without what it leaves open."""
        asked = {"q": self.q, **self.filters, "sort": "" if self.sort == LATEST else self.sort, "after": self.after}
        return {name: value for name, value in asked.items() if value}

    def address(self, **changes: str) -> str:
        """The address of the list with something else asked. It begins on the first page again."""
        asked = {**self.parameters(), "after": "", **changes}
        return address_of({name: value for name, value in asked.items() if value})


def has_moved(asked: Asked, organisation: str) -> bool:
    """The address names an organisation by a name that it had before: there is one address for good."""
    return asked.organisation is not None and asked.organisation.slug != organisation.strip()


def address_of(parameters: Mapping[str, str]) -> str:
    return "?" + urlencode({name: parameters[name] for name in PARAMETERS if name in parameters}) if parameters else "."


def read(parameters: Mapping[str, str], known: Vocabulary) -> Asked:
    """`parameters` as they came, whoever made them up."""
    given = {name: " ".join(parameters.get(name, "").replace("\0", "").split()) for name in PARAMETERS}
    problems: list[str] = []

    def choose(name: str, values: Mapping[str, Chosen]) -> Chosen | None:
        value = given[name]
        if value and value not in values:
            problems.append(gettext(UNKNOWN[name]) % {"value": Truncator(value).chars(40)})
        return values.get(value)

    charter = choose("charter", known.charters)
    given["principle"] = full_principle(given["principle"], given["charter"])
    principle = choose("principle", known.principles)
    if charter and principle and principle.charter != charter.slug:
        problems.append(gettext("“%(name)s” is in another charter, so we left it out.") % {"name": principle.name})
        principle = None
    query = given["q"][:ASKED_CHARACTERS]
    words = tuple(asked_words(query))
    if query and not words:
        said = gettext("We cannot look for “%(words)s”. Try a longer word, or the name of a place.")
        problems.append(said % {"words": Truncator(query).chars(40)})
    area = choose("area", known.areas)
    return Asked(
        q=query,
        words=words,
        charter=charter,
        principle=principle,
        theme=choose("theme", known.themes),
        area=area,
        maker=given["maker"] if choose("maker", MAKERS) else "",
        going=given["going"] if choose("going", GOING) else "",
        confirmed=given["confirmed"] if choose("confirmed", CONFIRMED_BY) else "",
        week=choose("week", known.weeks),
        organisation=choose("organisation", organisation_named(given["organisation"])),
        sort=given["sort"] if choose("sort", SORTS) else LATEST,
        after=given["after"][:AFTER_CHARACTERS],
        place=place_of(query, known) if words and not area else None,
        problems=tuple(problems),
    )


def full_principle(given: str, charter: str) -> str:
    """`listen` beside the charter `sandwell` means `sandwell.listen`."""
    return f"{charter}.{given}" if given and charter and "." not in given else given


def place_of(query: str, known: Vocabulary) -> tuple[str, Name] | None:
    name, slug = known.places.get(simplified(query), ("", ""))
    return (name, known.areas[slug]) if slug else None
