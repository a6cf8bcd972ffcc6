"""The filters of the list, drawn once for each content version and kept, since they are most of the page's work."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from commitments.counts import KEPT_SECONDS, AllCounts
from commitments.lists.asked import CONFIRMED_BY, GOING, MAKERS, NO_NEWS, NOT_YET, SORTS, YES, Asked, address_of
from commitments.lists.vocabulary import Vocabulary
from coprod_portal.languages.known import tag

Options = list[tuple[str, str, int | None]]
"""Of each: its value in the address, its words, and how many commitments there are under it."""

LABELS = {
    "charter": _("Charter"),
    "principle": _("Principle of a charter"),
    "theme": _("Theme"),
    "area": _("Place"),
    "maker": _("Made by"),
    "going": _("How it is going"),
    "confirmed": _("Who says that it is done"),
    "week": _("Co-production Week"),
    "organisation": _("Organisation"),
    "sort": _("Put first"),
}
# The order is drawn last. Of organisations there are too many to choose from: their pages lead here.
NO_CHOICE = ("sort", "organisation")


@dataclass(frozen=True)
class Choice:
    """One drop-down list. What it shows depends on nothing else than this and the content version."""

    name: str
    chosen: str
    within: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}:{self.within}:{self.chosen}"


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    value: str
    address: str


def panel(asked: Asked, known: Vocabulary, counts: AllCounts, version: str) -> list[str]:
    """Each drop-down list as markup."""
    filters = asked.filters
    within = asked.charter.slug if asked.charter else ""
    choices = [
        Choice(name, filters.get(name, ""), within if name == "principle" else "")
        for name in LABELS
        if name not in NO_CHOICE and (name != "week" or known.weeks)
    ]
    choices.append(Choice("sort", asked.sort))
    language = get_language()
    keys = {f"choice:{language}:{version}:{choice.key}": choice for choice in choices}
    kept: dict[str, str] = cache.get_many(keys)
    for key, choice in keys.items():
        if key not in kept:
            kept[key] = draw(choice, known, counts)
            cache.set(key, kept[key], KEPT_SECONDS)
    return [kept[key] for key in keys]


def draw(choice: Choice, known: Vocabulary, counts: AllCounts) -> str:
    context = {
        "name": choice.name,
        "is_theirs": choice.name in ("charter", "principle", "theme", "area"),
        "language": tag(get_language() or settings.LANGUAGE_CODE),
        "label": LABELS[choice.name],
        "chosen": choice.chosen,
        "all": "" if choice.name == "sort" else gettext("All"),
        "groups": groups_of(choice, known, counts),
    }
    return render_to_string("commitments/lists/choice.html", context)


def groups_of(choice: Choice, known: Vocabulary, counts: AllCounts) -> list[tuple[str, Options]]:
    """Options under a heading, or under none."""

    def named(names: Iterable[tuple[str, str, int]]) -> Options:
        return [(value, words, counts.made_under(choice.name, pk)) for value, words, pk in names]

    match choice.name:
        case "charter":
            return [("", named((name.slug, name.name, name.pk) for name in known.charters.values()))]
        case "principle":
            return [
                (
                    charter.name,
                    named((p.slug, p.name, p.pk) for p in known.principles.values() if p.charter == charter.slug),
                )
                for charter in known.charters.values()
                if choice.within in ("", charter.slug)
            ]
        case "theme":
            return [("", named((name.slug, name.name, name.pk) for name in known.themes.values()))]
        case "area":
            return [("", named((name.slug, name.name, name.pk) for name in known.areas.values()))]
        case "maker":
            return [("", [(value, str(words), counts.made_under("maker", value)) for value, words in MAKERS.items()])]
        case "going":
            going = {**counts.portal.going, NO_NEWS: counts.portal.no_news}
            return [("", [(value, str(words), going.get(value, 0)) for value, words in GOING.items()])]
        case "confirmed":
            said = {YES: counts.portal.confirmed, NOT_YET: counts.portal.said_done}
            return [("", [(value, str(words), said[value]) for value, words in CONFIRMED_BY.items()])]
        case "week":
            return [("", named((name.slug, name.name, name.pk) for name in known.weeks.values()))]
        case _:
            return [("", [(value, str(words), None) for value, words in SORTS.items()])]


def chips(asked: Asked) -> list[Chip]:
    values = {
        "q": f"“{asked.q}”" if asked.q else "",
        **{
            name: str(getattr(getattr(asked, name), "name", ""))
            for name in ("charter", "principle", "theme", "area", "week", "organisation")
        },
        "maker": MAKERS.get(asked.maker, ""),
        "going": GOING.get(asked.going, ""),
        "confirmed": CONFIRMED_BY.get(asked.confirmed, ""),
    }
    parameters = {**asked.parameters(), "after": ""}
    return [
        Chip(
            label=gettext("Words") if name == "q" else str(LABELS[name]),
            value=str(value),
            address=address_of({key: kept for key, kept in parameters.items() if kept and key != name}),
        )
        for name, value in values.items()
        if value
    ]
