"""The parts of a draft edition: sections, principles, ways to take part, notes and resources. Added, changed, moved,
taken out."""

from collections.abc import Collection, Mapping
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from charters.models import Edition, Principle, Resource, Section, SourceNote, WayToTakePart, Wording
from charters.models import Mapping as ThemeMapping
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused

from .drafting import copy_wording, open_draft

Part = Section | Wording | WayToTakePart | SourceNote | Resource

LONGEST_SLUG = 50


@transaction.atomic
def save_part(*, part: Part, values: Mapping[str, Any], revision: int, by: User) -> Part:
    """Add a part, or change one. A new principle gets a name of its own, by which it is known in all editions."""
    edition = open_draft(edition=part.edition, revision=revision, by=by)
    is_new = part.pk is None
    moves = isinstance(part, Wording) and (is_new or part.section_id != values["section"].pk)
    for name, value in values.items():
        setattr(part, name, value)
    if is_new or moves:
        last = siblings(part).last()
        part.position = last.position + 1 if last else 1
    if is_new:
        name_part(part, edition)
    part.save()
    renumber(part)
    return part


def name_part(part: Part, edition: Edition) -> None:
    if isinstance(part, Section):
        part.slug = free_slug(str(part), edition.sections.values_list("slug", flat=True))
    elif isinstance(part, WayToTakePart):
        part.slug = free_slug(part.text, edition.ways_to_take_part.values_list("slug", flat=True))
    elif isinstance(part, Wording):
        taken = edition.charter.principles.values_list("slug", flat=True)
        part.principle = Principle.objects.create(
            charter=edition.charter, slug=free_slug(part.short or part.text, taken)
        )


def free_slug(words: str, taken: Collection[str]) -> str:
    """The first words, as a part of an address, with a number where somebody else has that name."""
    slug = slugify(words)
    if len(slug) > LONGEST_SLUG - 4:
        slug = slug[: LONGEST_SLUG - 3].rpartition("-")[0] or slug[: LONGEST_SLUG - 4]
    slug = slug or "part"
    taken = set(taken)
    return next(name for number in count(1) if (name := slug if number == 1 else f"{slug}-{number}") not in taken)


@transaction.atomic
def move_part(*, part: Part, up: bool, revision: int, by: User) -> None:
    """One place up or down among its own. At the end of the row it stays where it is."""
    open_draft(edition=part.edition, revision=revision, by=by)
    row = [*siblings(part)]
    place = next(place for place, other in enumerate(row) if other.pk == part.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
        set_positions(row)
        renumber(part)


@transaction.atomic
def remove_part(*, part: Part, revision: int, by: User) -> None:
    """Take a part out of the draft. A section goes when it is empty; a principle stays in the older editions."""
    edition = open_draft(edition=part.edition, revision=revision, by=by)
    if isinstance(part, Section) and part.wordings.exists():
        raise Refused(_("Take the principles out of this section first, or move them to another section."))
    principle = part.principle_id if isinstance(part, Wording) else None
    part.delete()
    if principle:
        edition.charter.principles.filter(pk=principle, wordings__isnull=True).delete()


@transaction.atomic
def put_back(*, edition: Edition, wording: Wording, revision: int, by: User) -> Wording:
    """Put a principle of an older edition back into the draft, in the words that it had, where it stood."""
    held = open_draft(edition=edition, revision=revision, by=by)
    if held.wordings.filter(principle=wording.principle_id).exists():
        raise Refused(_("This principle is in the draft already."))
    section = held.sections.filter(slug=wording.section.slug).first() or held.sections.last()
    if section is None:
        raise Refused(_("Add a section first."))
    copied = copy_wording(wording, edition=held, section=section)
    renumber(copied)
    return copied


@transaction.atomic
def set_themes(*, wording: Wording, reasons: Mapping[int, str], revision: int, by: User) -> None:
    """Let a principle be about exactly these themes. Who chose one and when stays, where its reason stays."""
    open_draft(edition=wording.edition, revision=revision, by=by)
    wording.mappings.exclude(theme__in=reasons).delete()
    before = dict(wording.mappings.values_list("theme_id", "reason"))
    for theme, reason in reasons.items():
        if before.get(theme) != reason:
            ThemeMapping.objects.update_or_create(
                wording=wording, theme_id=theme, defaults={"reason": reason, "made_by": by, "made_at": timezone.now()}
            )
    wording.why = " ".join(dict.fromkeys(reasons.values()))
    wording.save(update_fields=["why"])


@transaction.atomic
def set_ancestors(*, wording: Wording, principles: Collection[Principle], revision: int, by: User) -> None:
    """Say which other principles of earlier editions these words come from."""
    open_draft(edition=wording.edition, revision=revision, by=by)
    wording.came_from.set(principle for principle in principles if principle.pk != wording.principle_id)


def siblings(part: Part) -> "QuerySet[Any]":
    """The row that a part stands in, in its order."""
    if isinstance(part, Wording):
        return Wording.objects.filter(section=part.section_id).order_by("position", "pk")
    rows = type(part)._default_manager.filter(edition=part.edition_id)
    if isinstance(part, SourceNote):
        rows = SourceNote.objects.filter(edition=part.edition_id, kind=part.kind)
    return rows.order_by("position", "pk")


def renumber(part: Part) -> None:
    """Count the row anew. Principles are counted through all sections."""
    if isinstance(part, Section | Wording):
        set_positions([*Section.objects.filter(edition=part.edition_id).order_by("position", "pk")])
        words = Wording.objects.filter(edition=part.edition_id)
        set_positions([*words.order_by("section__position", "section_id", "position", "pk")])
    else:
        set_positions([*siblings(part)])


def set_positions(row: list[Any]) -> None:
    for place, part in enumerate(row, 1):
        if part.position != place:
            part.position = place
            part.save(update_fields=["position"])
