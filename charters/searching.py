"""What one search finds of charters: themselves, their principles, themes, hard words and places."""

from collections.abc import Iterator, Sequence
from zlib import crc32

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from charters.glossary import Word, glossary
from charters.models import Area, Charter, Edition, Section, Theme, Wording
from charters.passages import passages
from coprod_portal.search.index import Text
from coprod_portal.search.surfaces import Result, Surface, refill


def charter_texts() -> Iterator[Text]:
    sections = Prefetch("current_edition__sections", queryset=Section.objects.order_by("position"))
    for charter in Charter.objects.public().select_related("area", "current_edition").prefetch_related(sections):
        edition = charter.current_edition
        if edition is None:
            continue
        words = [
            charter.short_title,
            edition.title,
            edition.owner,
            edition.area_words,
            edition.summary,
            edition.made_by,
        ]
        words += [charter.area.name] if charter.area else []
        words += [section.heading for section in edition.sections.all()]
        yield Text(charter.pk, "\n".join(words))


def charter_results(things: Sequence[int]) -> list[Result]:
    found = Charter.objects.public().filter(pk__in=things).select_related("current_edition")
    return [
        Result(
            title=charter.short_title,
            address=charter.get_absolute_url(),
            about=charter.current_edition.title,
            text=charter.current_edition.summary,
            is_ours=True,
            thread=charter.thread,
            made_up=charter.made_up,
        )
        for charter in found
        if charter.current_edition
    ]


def principle_texts() -> Iterator[Text]:
    for wording in Wording.objects.public():
        yield Text(wording.principle_id, "\n".join([wording.short, wording.text, wording.gloss, wording.detail]))


def principle_results(things: Sequence[int]) -> list[Result]:
    """Sentences that lean on each other are shown together."""
    found = (
        Wording.objects.public()
        .filter(principle__in=things)
        .select_related("edition__charter", "section", "principle__charter")
        .order_by("edition__charter__position", "edition__charter", "position")
    )
    results = []
    for passage in passages(found):
        first, alone = passage.meant[0], not passage.section.stands_together
        parts = [first.text, first.gloss, first.detail] if alone else [wording.text for wording in passage.wordings]
        results.append(
            Result(
                title=first.name,
                address=first.get_absolute_url(),
                about=passage.charter.short_title,
                text="" if alone and first.name == first.text else " ".join(part for part in parts if part),
                is_whole=not alone,
                is_ours=not first.is_quotation,
                is_quotation=first.is_quotation,
                thread=passage.charter.thread,
                made_up=passage.charter.made_up,
            )
        )
    return results


def theme_texts() -> Iterator[Text]:
    for theme in Theme.objects.all():
        yield Text(theme.pk, f"{theme.name}\n{theme.plain}")


def theme_results(things: Sequence[int]) -> list[Result]:
    return [
        Result(title=theme.name, address=reverse("theme", args=[theme.slug]), text=theme.plain)
        for theme in Theme.objects.filter(pk__in=things)
    ]


def number_of(word: Word) -> int:
    """A hard word has no row of its own."""
    return crc32(word.slug.encode())


def word_texts() -> Iterator[Text]:
    for word in glossary().words:
        yield Text(number_of(word), "\n".join([word.term, *word.names, word.plain]))


def word_results(things: Sequence[int]) -> list[Result]:
    wanted = set(things)
    return [
        Result(title=word.term, address=f"{reverse('glossary')}#{word.slug}", text=word.plain)
        for word in glossary().words
        if number_of(word) in wanted
    ]


def place_texts() -> Iterator[Text]:
    for area in Area.objects.prefetch_related("towns"):
        yield Text(area.pk, "\n".join([area.name, *(town.name for town in area.towns.all())]))


def place_results(things: Sequence[int]) -> list[Result]:
    """A place leads to what was promised there."""
    return [
        Result(
            title=area.name,
            address=f"{reverse('commitments')}?area={area.slug}",
            text=", ".join(town.name for town in area.towns.all()),
        )
        for area in Area.objects.filter(pk__in=things).prefetch_related("towns")
    ]


CHARTERS = Surface("charter", _("Charters"), charter_results, charter_texts)
PRINCIPLES = Surface("principle", _("Words of the charters"), principle_results, principle_texts)
THEMES = Surface("theme", _("Big ideas"), theme_results, theme_texts)
WORDS = Surface("word", _("Hard words"), word_results, word_texts)
PLACES = Surface("place", _("Commitments in a place"), place_results, place_texts)


def refill_all() -> None:
    for surface in (CHARTERS, PRINCIPLES, THEMES, WORDS, PLACES):
        refill(surface)


def edition_published(*, edition: Edition) -> None:
    """Its words can be found from now on, and those that it left behind cannot."""
    for surface in (CHARTERS, PRINCIPLES):
        refill(surface)
