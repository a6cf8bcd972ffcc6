"""The content that comes with the portal loads, and stands in the database as the files have it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from charters.models import Area, AreaContact, Charter, Edition, Mapping, SourceNote, Theme, Wording
from charters.operations.loading import load_content

FILES = sorted((settings.CONTENT_FOLDER / "charters").glob("*.toml"))


def read(path: Path) -> dict[str, Any]:
    """The file as it is, with each run of spaces and line breaks as one space."""

    def folded(value: Any) -> Any:
        if isinstance(value, str):
            return " ".join(value.split())
        if isinstance(value, list):
            return [folded(part) for part in value]
        if isinstance(value, dict):
            return {name: folded(part) for name, part in value.items()}
        return value

    with path.open("rb") as file:
        return {name: folded(value) for name, value in tomllib.load(file).items()}


def load() -> list[str]:
    told: list[str] = []
    load_content(folder=settings.CONTENT_FOLDER, tell=told.append)
    return told


def words_in_database(edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "slug": section.slug,
            "kind": section.kind,
            "heading": section.heading,
            "our_label": section.our_label,
            "principles": [
                {
                    "slug": wording.principle.slug,
                    "text": wording.text,
                    "short": wording.short,
                    "gloss": wording.gloss,
                    "detail": wording.detail.splitlines(),
                    "sic": wording.sic,
                    "quotation": wording.is_quotation,
                    "text_status": wording.text_status,
                    "note": wording.note,
                    "themes": {mapping.theme.slug: mapping.reason for mapping in wording.mappings.all()},
                }
                for wording in section.wordings.all()
            ],
        }
        for section in edition.sections.all()
    ]


def words_in_file(values: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "slug": section["slug"],
            "kind": section["kind"],
            "heading": section.get("heading", ""),
            "our_label": section.get("our_label", ""),
            "principles": [
                {
                    "slug": principle["slug"],
                    "text": principle["text"],
                    "short": principle.get("short", ""),
                    "gloss": principle.get("gloss", ""),
                    "detail": principle.get("detail", []),
                    "sic": principle.get("sic", ""),
                    "quotation": principle["quotation"],
                    "text_status": principle.get("text_status", "whole"),
                    "note": principle.get("note", ""),
                    "themes": dict.fromkeys(principle["themes"], principle["why"]),
                }
                for principle in section["principles"]
            ],
        }
        for section in values["sections"]
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_database_holds_what_the_file_says(path: Path) -> None:
    load()
    values = read(path)
    charter = Charter.objects.get(slug=values["slug"])
    edition = charter.current_edition
    assert edition is not None
    assert words_in_database(edition) == words_in_file(values)
    for name in ["kind", "short_title", "thread", "position"]:
        assert getattr(charter, name) == values[name]
    assert (charter.area.slug if charter.area else None) == values.get("area")
    for name in ["title", "owner", "summary"]:
        assert getattr(edition, name) == values[name]
    for name in ["owner_note", "made_by", "area_words"]:
        assert getattr(edition, name) == values.get(name, "")
    for name in ["people_involved", "year_made", "starts_on", "ends_on"]:
        assert getattr(edition, name) == values.get(name)
    concern, review = values.get("concern", {}), values["review"]
    assert (edition.concern_words, edition.concern_gap) == (concern.get("words", ""), concern.get("gap", ""))
    assert (edition.review_status, edition.review_partner) == (review["status"], review.get("partner", ""))
    assert (edition.source, edition.source_url) == (values["source"]["words"], values["source"].get("url", ""))
    assert [(way.slug, way.text, way.note) for way in edition.ways_to_take_part.all()] == [
        (way["slug"], way["text"], way.get("note", "")) for way in values.get("ways_to_take_part", [])
    ]
    assert [
        (part.kind, part.text, part.credit, part.note, part.is_present, part.is_historic)
        for part in edition.resources.all()
    ] == [
        (
            part["kind"],
            part["text"],
            part.get("credit", ""),
            part.get("note", ""),
            part.get("carried", True),
            part.get("historic", False),
        )
        for part in values.get("resources", [])
    ]
    notes = edition.source_notes
    assert [note.text for note in notes.filter(kind=SourceNote.Kind.MISSING)] == values["source"]["missing"]
    assert [note.text for note in notes.filter(kind=SourceNote.Kind.ODDITY)] == [
        note["text"] for note in values["notes"]
    ]
    assert [(note.text, note.url, note.confidence) for note in notes.filter(kind=SourceNote.Kind.BACKGROUND)] == [
        (note["fact"], note["url"], note["confidence"]) for note in values["background"]
    ]


@pytest.mark.django_db
def test_themes_and_areas_are_those_of_the_files() -> None:
    load()
    assert (
        list(Theme.objects.values("slug", "name", "plain", "picture"))
        == read(settings.CONTENT_FOLDER / "themes.toml")["themes"]
    )
    values = read(settings.CONTENT_FOLDER / "areas.toml")
    for facts in values["areas"]:
        area = Area.objects.get(slug=facts["slug"])
        assert {town.name for town in area.towns.all()} == set(facts["towns"])
        assert [contact.name for contact in area.contacts.order_by("pk")] == [
            contact["name"] for contact in facts.get("contacts", [])
        ]
    everywhere = values["everywhere"]["contacts"]
    assert [(contact.name, contact.checked_on) for contact in AreaContact.objects.filter(area=None).order_by("pk")] == [
        (contact["name"], contact.get("checked_on")) for contact in everywhere
    ]
    assert {contact["kind"] for contact in everywhere} == set(AreaContact.Kind.values)


@pytest.mark.django_db
def test_second_load_changes_nothing() -> None:
    load()
    rows = sorted(Wording.objects.values_list()) + sorted(Mapping.objects.values_list("pk", "reason"))
    assert {line.split(": ")[1] for line in load()} == {"nothing changed"}
    assert sorted(Wording.objects.values_list()) + sorted(Mapping.objects.values_list("pk", "reason")) == rows


def test_five_charters_with_sixty_four_principles_come_with_the_portal() -> None:
    counts = {path.stem: sum(len(section["principles"]) for section in read(path)["sections"]) for path in FILES}
    assert counts == {"bracknell-forest": 18, "sandwell": 11, "scie": 10, "stockport": 7, "west-midlands": 18}


def test_glossary_explains_each_word_once() -> None:
    words = read(settings.CONTENT_FOLDER / "glossary.toml")["words"]
    terms = [word["term"] for word in words]
    assert len(terms) == len(set(terms)) == 57
    assert all(
        {"term", "plain"} <= word.keys() <= {"term", "plain", "also", "explain"} and word["plain"] for word in words
    )
