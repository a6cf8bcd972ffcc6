"""What the content files say, checked, before any of it touches the database."""

from collections.abc import Collection
from pathlib import Path

from charters.models import AreaContact, Charter, SourceNote, Wording
from charters.models.charters import Thread

from .content_files import ContentFile, Table
from .facts import (
    AreaFacts,
    CharterFacts,
    ContactFacts,
    NoteFacts,
    PrincipleFacts,
    ResourceFacts,
    SectionFacts,
    ThemeFacts,
    WayFacts,
)


def read_areas(path: Path) -> tuple[list[ContactFacts], list[AreaFacts]]:
    """The contacts that hold everywhere, and the areas."""
    top = ContentFile(path).top()
    everywhere = top.table("everywhere")
    contacts_everywhere = contacts(everywhere)
    everywhere.finish()
    slugs: set[str] = set()
    names: set[str] = set()
    towns: set[str] = set()
    found = []
    for table in top.tables("areas"):
        found.append(
            AreaFacts(
                slug=table.once("slug", table.slug(), slugs),
                name=table.once("name", table.text("name", longest=100), names),
                towns=[table.once("towns", town, towns) for town in table.texts("towns")],
                contacts=contacts(table),
            )
        )
        table.finish()
    top.finish()
    return contacts_everywhere, found


def contacts(of: Table) -> list[ContactFacts]:
    found = []
    seen: set[str] = set()
    for table in of.tables("contacts"):
        contact = ContactFacts(
            kind=table.choice("kind", AreaContact.Kind.values),
            name=table.text("name", longest=200),
            url=table.address("url", longest=200),
            phone=table.text("phone", needed=False, longest=40),
            checked_on=table.day("checked_on"),
        )
        table.once("name", f"{contact.name} ({contact.kind})", seen)
        table.finish()
        found.append(contact)
    return found


def read_themes(path: Path) -> list[ThemeFacts]:
    top = ContentFile(path).top()
    slugs: set[str] = set()
    found = []
    for table in top.tables("themes"):
        found.append(
            ThemeFacts(
                slug=table.once("slug", table.slug(), slugs),
                name=table.text("name", longest=100),
                plain=table.text("plain", longest=200),
                picture=table.text("picture", longest=200),
            )
        )
        table.finish()
    top.finish()
    return found


def read_charter(path: Path, *, areas: Collection[str], themes: Collection[str]) -> CharterFacts:
    top = ContentFile(path).top()
    slug, number = top.slug(), top.number("edition")
    if path.stem not in (slug, f"{slug}-edition-{number}"):
        raise top.problem(
            f'a file of the charter "{slug}" is named {slug}.toml or {slug}-edition-{number}.toml.', "slug"
        )
    area = top.choice("area", areas) if "area" in top.values else ""
    source, review, concern = top.table("source"), top.table("review"), top.table("concern")
    concern.text("rule", needed=False)
    facts = CharterFacts(
        table=top,
        slug=slug,
        number=number,
        is_published=top.choice("status", ["draft", "published"]) == "published",
        area=area,
        charter_fields={
            "kind": top.choice("kind", Charter.Kind.values),
            "short_title": top.text("short_title", longest=80),
            "thread": top.choice("thread", Thread.values),
            "position": top.number("position"),
            "made_up": top.yes_or_no("made_up", default=False),
        },
        edition_fields={
            "title": top.text("title", longest=200),
            "owner": top.text("owner", longest=200),
            "owner_note": top.text("owner_note", needed=False),
            "made_by": top.text("made_by", needed=False),
            "people_involved": top.number_if_known("people_involved"),
            "year_made": top.number_if_known("year_made"),
            "starts_on": top.day("starts_on"),
            "ends_on": top.day("ends_on"),
            "area_words": top.text("area_words", needed=False, longest=200),
            "summary": top.text("summary"),
            "concern_words": concern.text("words", needed=bool(concern.values)),
            "concern_gap": concern.text("gap", needed=False),
            "review_status": review.text("status", needed=False),
            "review_partner": review.text("partner", needed=False, longest=200),
            "source": source.text("words"),
            "source_url": source.address("url", longest=500),
            "source_seen_on": source.day("seen_on"),
            "changes": top.text("changes", needed=False),
        },
        sections=read_sections(top, themes),
        ways=read_ways(top),
        resources=read_resources(top),
        notes=[NoteFacts(SourceNote.Kind.MISSING, words) for words in source.texts("missing")] + read_notes(top),
    )
    for table in (top, source, review, concern):
        table.finish()
    return facts


def read_sections(top: Table, themes: Collection[str]) -> list[SectionFacts]:
    sections = []
    section_slugs: set[str] = set()
    principle_slugs: set[str] = set()
    for table in top.tables("sections"):
        section = SectionFacts(
            slug=table.once("slug", table.slug(), section_slugs),
            kind=table.text("kind", longest=40),
            heading=table.text("heading", needed=False, longest=200),
            our_label=table.text("our_label", needed=False, longest=200),
            principles=[read_principle(below, themes, principle_slugs) for below in table.tables("principles")],
        )
        if not section.heading and not section.our_label:
            raise table.problem("a section needs a `heading` in the charter's words, or an `our_label` in ours.")
        table.finish()
        sections.append(section)
    if not any(section.principles for section in sections):
        raise top.problem("a charter needs at least one [[sections]] with [[sections.principles]] in it.")
    return sections


def read_principle(table: Table, themes: Collection[str], slugs: set[str]) -> PrincipleFacts:
    table.text("rule", needed=False)
    principle = PrincipleFacts(
        table=table,
        slug=table.once("slug", table.slug(), slugs),
        text=table.text("text"),
        short=table.text("short", needed=False, longest=200),
        gloss=table.text("gloss", needed=False),
        detail="\n".join(table.texts("detail")),
        sic=table.text("sic", needed=False, longest=80),
        is_quotation=table.yes_or_no("quotation"),
        text_status=table.choice("text_status", Wording.TextStatus.values, default=Wording.TextStatus.WHOLE),
        note=table.text("note", needed=False),
        themes=table.texts("themes"),
        why=table.text("why", needed=bool(table.values.get("themes"))),
        came_from=table.texts("came_from"),
    )
    for slug in principle.themes:
        if slug not in themes:
            raise table.problem(f'there is no theme "{slug}". themes.toml has: {", ".join(themes)}.', "themes")
    if len(set(principle.themes)) < len(principle.themes):
        raise table.problem("a theme stands here twice.", "themes")
    if len(set(principle.came_from) - {principle.slug}) < len(principle.came_from):
        raise table.problem("a principle stands here twice, or comes from itself.", "came_from")
    if principle.sic not in principle.text:
        raise table.problem("`sic` must be a part of `text`, letter by letter.", "sic")
    table.finish()
    return principle


def read_ways(top: Table) -> list[WayFacts]:
    slugs: set[str] = set()
    ways = []
    for table in top.tables("ways_to_take_part"):
        slug = table.once("slug", table.slug(), slugs)
        ways.append(WayFacts(slug, text=table.text("text"), note=table.text("note", needed=False)))
        table.finish()
    return ways


def read_resources(top: Table) -> list[ResourceFacts]:
    resources = []
    for table in top.tables("resources"):
        resources.append(
            ResourceFacts(
                kind=table.text("kind", longest=40),
                text=table.text("text"),
                credit=table.text("credit", needed=False),
                url=table.address("url", longest=500),
                note=table.text("note", needed=False),
                is_present=table.yes_or_no("carried", default=True),
                is_historic=table.yes_or_no("historic", default=False),
            )
        )
        table.finish()
    return resources


def read_notes(top: Table) -> list[NoteFacts]:
    notes = []
    for table in top.tables("notes"):
        table.text("rule", needed=False)
        notes.append(NoteFacts(SourceNote.Kind.ODDITY, table.text("text")))
        table.finish()
    for table in top.tables("background"):
        notes.append(
            NoteFacts(
                SourceNote.Kind.BACKGROUND,
                table.text("fact"),
                url=table.address("url", longest=500),
                confidence=table.text("confidence", needed=False, longest=200),
            )
        )
        table.finish()
    return notes
