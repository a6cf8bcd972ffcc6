"""A draft edition, part by part: what is copied, what a change does, and what a late one is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

from charters.models import Charter, Edition, Mapping, Principle, Section, SourceNote, Stewardship, Wording
from charters.operations.draft_parts import move_part, put_back, remove_part, save_part, set_ancestors, set_themes
from charters.operations.drafting import begin_draft, change_facts, delete_draft
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def charter(steward: User) -> Charter:
    made = factories.charter()
    Stewardship.objects.create(charter=made, user=steward)
    return made


@pytest.fixture
def draft(charter: Charter, steward: User) -> Edition:
    return begin_draft(charter=charter, by=steward)


def wording(draft: Edition, slug: str = "listen") -> Wording:
    return Wording.objects.select_related("edition", "section").get(edition=draft, principle__slug=slug)


def texts(edition: Edition) -> list[str]:
    return list(edition.wordings.order_by("position").values_list("text", flat=True))


def revision(draft: Edition) -> int:
    return Edition.objects.get(pk=draft.pk).revision


WORDS: dict[str, Any] = {"text": "thank people", "short": "", "is_quotation": True}


def add(draft: Edition, section: Section, by: User, **values: Any) -> Wording:
    made = save_part(
        part=Wording(edition=draft), values={**WORDS, "section": section, **values}, revision=revision(draft), by=by
    )
    assert isinstance(made, Wording)
    return made


def test_a_draft_begins_as_a_copy_of_what_stands(charter: Charter, steward: User) -> None:
    current = charter.current_edition
    assert current is not None
    SourceNote.objects.create(edition=current, kind="missing", text="Who made it", position=1)
    current.resources.create(kind="plan", text="A plan", position=1)
    Edition.objects.filter(pk=current.pk).update(changes="First.", revision=7, concern_gap="No name.")
    Mapping.objects.update(made_at=LONG_AGO, made_by=steward)

    draft = begin_draft(charter=charter, by=steward)

    assert (draft.number, draft.revision, draft.changes, draft.published_at) == (2, 1, "", None)
    assert (draft.title, draft.owner, draft.concern_gap) == (current.title, current.owner, "No name.")
    assert texts(draft) == texts(current) == ["listen actively", "pay people for their time"]
    assert [one.principle_id for one in draft.wordings.all()] == [one.principle_id for one in current.wordings.all()]
    [mapping] = Mapping.objects.filter(wording__edition=draft)
    assert (mapping.reason, mapping.made_at, mapping.made_by) == ("Same words.", LONG_AGO, steward)
    assert [note.text for note in draft.source_notes.all()] == ["Who made it"]
    assert [resource.text for resource in draft.resources.all()] == ["A plan"]


def test_forms_and_lineage_of_the_old_edition_are_not_copied(charter: Charter, steward: User) -> None:
    current = charter.current_edition
    assert current is not None
    current.formats.create(kind="audio", title="Read aloud", url="https://example.org/a.mp3")
    current.wordings.all()[0].came_from.add(Principle.objects.get(slug="pay"))

    draft = begin_draft(charter=charter, by=steward)

    assert not draft.formats.exists()
    assert not Principle.objects.filter(became__edition=draft).exists()


def test_there_is_one_draft_at_a_time(charter: Charter, draft: Edition, steward: User) -> None:
    assert begin_draft(charter=charter, by=steward) == draft
    assert charter.editions.count() == 2


def test_a_charter_without_an_edition_begins_empty(steward: User) -> None:
    charter = Charter.objects.create(slug="anytown", kind="charter", short_title="Anytown", thread="teal")
    Stewardship.objects.create(charter=charter, user=steward)

    draft = begin_draft(charter=charter, by=steward)

    assert (draft.number, draft.title, texts(draft)) == (1, "Anytown", [])


def test_a_stranger_can_do_nothing(charter: Charter, draft: Edition, stranger: User) -> None:
    for act in (
        lambda: begin_draft(charter=charter, by=stranger),
        lambda: delete_draft(edition=draft, revision=1, by=stranger),
        lambda: change_facts(edition=draft, revision=1, values={"title": "Mine"}, by=stranger),
        lambda: remove_part(part=wording(draft), revision=1, by=stranger),
        lambda: move_part(part=wording(draft), up=True, revision=1, by=stranger),
        lambda: set_themes(wording=wording(draft), reasons={}, revision=1, by=stranger),
        lambda: set_ancestors(wording=wording(draft), principles=[], revision=1, by=stranger),
    ):
        with pytest.raises(Refused, match="You do not look after this charter"):
            act()
    assert revision(draft) == 1


def test_a_change_raises_the_revision_and_a_late_one_changes_nothing(draft: Edition, steward: User) -> None:
    change_facts(edition=draft, revision=1, values={"title": "Newer"}, by=steward)

    with pytest.raises(Stale):
        change_facts(edition=draft, revision=1, values={"title": "Late"}, by=steward)

    draft.refresh_from_db()
    assert (draft.title, draft.revision) == ("Newer", 2)


def test_what_is_public_is_not_changed(draft: Edition, steward: User) -> None:
    factories.publish(draft)

    with pytest.raises(Refused, match="public now"):
        save_part(part=wording(draft), values={"text": "Hear"}, revision=1, by=steward)


def test_a_deleted_draft_takes_its_new_principles_along(charter: Charter, draft: Edition, steward: User) -> None:
    add(draft, draft.sections.get(), steward)
    assert charter.principles.count() == 3

    delete_draft(edition=draft, revision=revision(draft), by=steward)

    assert [edition.number for edition in charter.editions.all()] == [1]
    assert {principle.slug for principle in charter.principles.all()} == {"listen", "pay"}
    with pytest.raises(Refused, match="Somebody deleted this draft"):
        change_facts(edition=draft, revision=2, values={"title": "Mine"}, by=steward)


def test_a_new_principle_is_known_by_its_first_words(draft: Edition, steward: User) -> None:
    section = draft.sections.get()

    names = [
        add(draft, section, steward, **values).principle.slug
        for values in (
            {"text": "Pay"},
            {"text": "Thank people each time that they come to a meeting, and say what came of it."},
            {"text": "Long words", "short": "Thank"},
            {"text": "!"},
        )
    ]

    assert names == ["pay-2", "thank-people-each-time-that-they-come-to-a", "thank", "part"]
    assert texts(draft)[:3] == ["listen actively", "pay people for their time", "Pay"]


def test_principles_move_within_their_section(draft: Edition, steward: User) -> None:
    move_part(part=wording(draft, "pay"), up=True, revision=1, by=steward)
    assert texts(draft) == ["pay people for their time", "listen actively"]

    move_part(part=wording(draft, "pay"), up=True, revision=2, by=steward)
    assert texts(draft) == ["pay people for their time", "listen actively"]

    move_part(part=wording(draft, "pay"), up=False, revision=3, by=steward)
    assert texts(draft) == ["listen actively", "pay people for their time"]


def test_sections_move_with_their_principles_and_a_principle_goes_to_another(draft: Edition, steward: User) -> None:
    section = Section(edition=draft)
    save_part(part=section, values={"heading": "We thank:", "kind": "promise"}, revision=1, by=steward)
    add(draft, section, steward)
    assert section.slug == "we-thank"

    move_part(part=section, up=True, revision=3, by=steward)
    assert texts(draft) == ["thank people", "listen actively", "pay people for their time"]

    save_part(part=wording(draft), values={"section": section}, revision=4, by=steward)
    assert texts(draft) == ["thank people", "listen actively", "pay people for their time"]
    assert [one.text for one in section.wordings.all()] == ["thank people", "listen actively"]
    assert [one.position for one in draft.wordings.all()] == [1, 2, 3]


def test_a_section_with_principles_stays(draft: Edition, steward: User) -> None:
    section = draft.sections.get()
    with pytest.raises(Refused, match="Take the principles out"):
        remove_part(part=section, revision=1, by=steward)

    for slug, number in (("listen", 1), ("pay", 2)):
        remove_part(part=wording(draft, slug), revision=number, by=steward)
    remove_part(part=section, revision=3, by=steward)

    assert not draft.sections.exists()
    assert Principle.objects.count() == 2


def test_a_principle_that_was_taken_out_is_put_back_with_its_themes(draft: Edition, steward: User) -> None:
    old = Wording.objects.get(edition__number=1, principle__slug="listen")
    remove_part(part=wording(draft), revision=1, by=steward)

    back = put_back(edition=draft, wording=old, revision=2, by=steward)

    assert (back.edition, back.text, back.section.slug) == (draft, "listen actively", "we-will")
    assert back.mappings.count() == 1
    with pytest.raises(Refused, match="in the draft already"):
        put_back(edition=draft, wording=old, revision=3, by=steward)


def test_only_a_theme_whose_reason_changed_is_made_anew(draft: Edition, steward: User) -> None:
    listening, power, learning = (factories.theme(slug, slug.title()) for slug in ("listening", "power", "learning"))
    words = wording(draft)
    Mapping.objects.create(wording=words, theme=power, reason="Equal.")
    Mapping.objects.update(made_at=LONG_AGO)

    reasons = {listening.pk: "Same words.", learning.pk: "It says so."}
    set_themes(wording=words, reasons=reasons, revision=1, by=steward)

    made = {mapping.theme.slug: (mapping.made_at == LONG_AGO, mapping.made_by) for mapping in words.mappings.all()}
    assert made == {"listening": (True, None), "learning": (False, steward)}
    words.refresh_from_db()
    assert words.why == "Same words. It says so."


def test_words_do_not_come_from_themselves(draft: Edition, steward: User) -> None:
    listen, pay = (Principle.objects.get(slug=slug) for slug in ("listen", "pay"))

    set_ancestors(wording=wording(draft), principles=[listen, pay], revision=1, by=steward)

    assert list(wording(draft).came_from.all()) == [pay]


def test_notes_of_each_kind_stand_in_a_row_of_their_own(draft: Edition, steward: User) -> None:
    def note(kind: str, text: str) -> SourceNote:
        made = save_part(
            part=SourceNote(edition=draft, kind=kind), values={"text": text}, revision=revision(draft), by=steward
        )
        assert isinstance(made, SourceNote)
        return made

    note("missing", "Who"), note("oddity", "Odd"), note("missing", "When")
    move_part(part=draft.source_notes.get(text="When"), up=True, revision=revision(draft), by=steward)

    assert [one.text for one in draft.source_notes.filter(kind="missing")] == ["When", "Who"]


def test_when_the_last_write_of_a_change_fails_nothing_is_changed(
    draft: Edition, steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(part: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("charters.operations.draft_parts.renumber", break_down)
    with pytest.raises(RuntimeError):
        add(draft, draft.sections.get(), steward)

    assert (revision(draft), Principle.objects.count()) == (1, 2)
