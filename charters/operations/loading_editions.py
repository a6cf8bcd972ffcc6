"""Load the words of one edition. Once it is published, its own words are compared and never written again."""

from charters.models import (
    Charter,
    Edition,
    Mapping,
    Principle,
    Resource,
    Section,
    SourceNote,
    Theme,
    WayToTakePart,
    Wording,
)

from .facts import CharterFacts, PrincipleFacts, SectionFacts
from .keeping import Tally

Words = dict[tuple[str, str], str]

NOT_COLUMNS = ("table", "slug", "themes", "came_from")


def load_edition(charter: Charter, facts: CharterFacts, tally: Tally) -> Edition:
    published = charter.editions.filter(number=facts.number, published_at__isnull=False).first()
    if published:
        refuse_other_words(published, facts)
    edition = tally.keep(Edition, {"charter": charter, "number": facts.number}, facts.edition_fields)
    if not published:
        remove_what_a_draft_dropped(edition, facts, tally)
    load_sections(edition, facts.sections, tally)
    for position, way in enumerate(facts.ways, 1):
        values = {"text": way.text, "note": way.note, "position": position}
        tally.keep(WayToTakePart, {"edition": edition, "slug": way.slug}, values)
    notes = [{**vars(note), "position": position} for position, note in enumerate(facts.notes, 1)]
    tally.keep_list(SourceNote, {"edition": edition}, notes)
    resources = [{**vars(resource), "position": position} for position, resource in enumerate(facts.resources, 1)]
    tally.keep_list(Resource, {"edition": edition}, resources)
    return edition


def load_sections(edition: Edition, sections: list[SectionFacts], tally: Tally) -> None:
    place = 0
    for position, facts in enumerate(sections, 1):
        values = {"kind": facts.kind, "heading": facts.heading, "our_label": facts.our_label, "position": position}
        section = tally.keep(Section, {"edition": edition, "slug": facts.slug}, values)
        for principle in facts.principles:
            place += 1
            load_principle(section, principle, place, tally)


def load_principle(section: Section, facts: PrincipleFacts, position: int, tally: Tally) -> None:
    edition = section.edition
    principle = tally.keep(Principle, {"charter": edition.charter, "slug": facts.slug}, {})
    values = {name: value for name, value in vars(facts).items() if name not in NOT_COLUMNS}
    values |= {"section_id": section.pk, "position": position}
    wording = tally.keep(Wording, {"edition": edition, "principle": principle}, values)
    # Words that a steward has put under another theme stay there: the file may be older.
    if not wording.mappings.filter(made_by__isnull=False).exists():
        themes = Theme.objects.filter(slug__in=facts.themes)
        mappings = [{"theme_id": theme.pk, "reason": facts.why} for theme in themes]
        tally.keep_list(Mapping, {"wording": wording}, mappings)
    load_ancestors(wording, facts, tally)


def load_ancestors(wording: Wording, facts: PrincipleFacts, tally: Tally) -> None:
    """Let the wording come from the principles that its file names: all of them in earlier editions."""
    edition = wording.edition
    earlier = Wording.objects.filter(
        edition__charter=edition.charter_id, edition__number__lt=edition.number, principle__slug__in=facts.came_from
    )
    known = dict(earlier.values_list("principle__slug", "principle_id"))
    for slug in facts.came_from:
        if slug not in known:
            raise facts.table.problem(f'no earlier edition has a principle "{slug}".', "came_from")
    if set(known.values()) != set(wording.came_from.values_list("pk", flat=True)):
        wording.came_from.set(known.values())
        tally.changed += 1


def remove_what_a_draft_dropped(edition: Edition, facts: CharterFacts, tally: Tally) -> None:
    slugs = [principle.slug for section in facts.sections for principle in section.principles]
    for rows in (
        edition.wordings.exclude(principle__slug__in=slugs),
        edition.sections.exclude(slug__in=[section.slug for section in facts.sections]),
        edition.ways_to_take_part.exclude(slug__in=[way.slug for way in facts.ways]),
    ):
        tally.removed += rows.count()
        rows.delete()


def refuse_other_words(edition: Edition, facts: CharterFacts) -> None:
    """The charter's own words must be those that were published: nobody's commitment changes under them."""
    if not facts.is_published:
        raise facts.table.problem(f"edition {facts.number} is published already. It cannot be a draft again.", "status")
    before, now = published_words(edition), words_in_file(facts)
    for place in [*before, *now]:
        if before.get(place) != now.get(place):
            what, slug = place
            name = f'{what} of "{slug}"' if slug else what
            raise facts.table.problem(
                f"the {name} cannot change, because edition {facts.number} is published. To change it, keep a copy of "
                f"the published file as {facts.slug}-edition-{facts.number}.toml, then raise `edition` to "
                f"{facts.number + 1} in {facts.slug}.toml.",
                "edition",
            )


def published_words(edition: Edition) -> Words:
    words: Words = {
        ("title", ""): edition.title,
        ("words about concerns", ""): edition.concern_words,
        ("list of sections", ""): ", ".join(section.slug for section in edition.sections.all()),
    }
    for section in edition.sections.prefetch_related("wordings__principle"):
        words |= words_of_section(section, [wording.principle.slug for wording in section.wordings.all()])
        for wording in section.wordings.all():
            words |= own_words(wording.principle.slug, wording)
    for way in edition.ways_to_take_part.all():
        words["way to take part", way.slug] = way.text
    return words


def words_in_file(facts: CharterFacts) -> Words:
    words: Words = {
        ("title", ""): str(facts.edition_fields["title"]),
        ("words about concerns", ""): str(facts.edition_fields["concern_words"]),
        ("list of sections", ""): ", ".join(section.slug for section in facts.sections),
    }
    for section in facts.sections:
        words |= words_of_section(section, [principle.slug for principle in section.principles])
        for principle in section.principles:
            words |= own_words(principle.slug, principle)
    for way in facts.ways:
        words["way to take part", way.slug] = way.text
    return words


def words_of_section(section: Section | SectionFacts, principles: list[str]) -> Words:
    return {
        ("heading of the section", section.slug): section.heading,
        ("list of principles of the section", section.slug): ", ".join(principles),
    }


def own_words(slug: str, words: Wording | PrincipleFacts) -> Words:
    return {
        ("text", slug): words.text,
        ("short form", slug): words.short,
        ("gloss", slug): words.gloss,
        ("detail", slug): words.detail,
        ("quotation mark", slug): str(words.is_quotation),
    }
