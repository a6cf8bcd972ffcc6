"""Files that steward and machine get wrong: a sentence that names file and line, and a database left as it was."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command

from charters.models import Charter, Edition, Mapping, Theme, Wording
from charters.operations.content_files import ContentProblem
from charters.operations.loading import load_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The portal's own content with one charter, to be changed at will."""
    for name in ["areas.toml", "themes.toml"]:
        shutil.copy(settings.CONTENT_FOLDER / name, tmp_path / name)
    (tmp_path / "charters").mkdir()
    shutil.copy(settings.CONTENT_FOLDER / "charters" / "stockport.toml", tmp_path / "charters" / "stockport.toml")
    return tmp_path


def load(folder: Path) -> str:
    out = StringIO()
    call_command("load_charters", folder=folder, stdout=out)
    return out.getvalue()


def change(folder: Path, old: str, new: str, name: str = "charters/stockport.toml") -> int:
    """Change a file where `old` first stands, and return that line's number."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


def current() -> Edition:
    edition = Charter.objects.get(slug="stockport").current_edition
    assert edition is not None
    return edition


def test_command_says_what_it_did_and_then_that_nothing_changed(folder: Path) -> None:
    first = load(folder)
    assert "charters/stockport.toml: " in first
    assert first.splitlines()[-1].startswith("Loaded: ")
    assert load(folder).splitlines() == [
        "areas.toml: nothing changed",
        "themes.toml: nothing changed",
        "charters/stockport.toml: nothing changed",
        "Nothing changed.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('themes = ["listening"]', 'themes = ["lisening"]', 'there is no theme "lisening". themes.toml has: '),
        ('themes = ["listening"]', 'themes = ["listening", "listening"]', "a theme stands here twice"),
        ('thread = "brick"', 'thread = "beige"', '`thread` is "beige". It must be one of: teal, brick'),
        ('area = "stockport"', 'area = "stokport"', '`area` is "stokport". It must be one of: sandwell, stockport'),
        ("year_made = 2019", 'year_made = "2019"', "`year_made` must be a number without quotation marks, like 2019"),
        ("year_made = 2019", "year_made = -3", "`year_made` must be a number from 1 up to"),
        ("year_made = 2019", "year_made = 1e300", "`year_made` must be a number"),
        ("  quotation = true", '  quotation = "yes"', "`quotation` must be true or false"),
        ('text = "be open and honest"', 'text = ""', "`text` must not be empty"),
        ('text = "be open and honest"', "text = 4", '`text` must be words in quotation marks, like "these"'),
        ('text = "be open and honest"', 'txet = "be open"', "[sections.principles] needs `text`"),
        ('text = "be open and honest"', 'text = "a"\ntexts = "b"', "we do not know `texts`. Did you mean `text`?"),
        ('slug = "be-open-and-honest"', 'slug = "Be open"', '`slug` is "Be open". Use small letters'),
        ('slug = "be-open-and-honest"', 'slug = "listen-actively"', '`slug` "listen-actively" is taken already'),
        ('status = "published"', 'status = "live"', '`status` is "live". It must be one of: draft, published'),
        ('title = "Our', f'title = "{"x" * 200}Our', "It may have at most 200"),
        ('url = "https://www.stockport', 'url = "www.stockport', "`url` must be a web address that begins with https"),
        ("missing = [", "missing = [3, ", '`missing` must be a list of words, like ["one", "two"]'),
        ("[review]", "[[review]]", "`review` must be a part of its own, under [review]"),
        ('title = "Our', 'title = "Our" "', "this is not written the way TOML asks for. "),
        ('slug = "stockport"', 'slug = "stokport"', 'a file of the charter "stokport" is named stokport.toml'),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_plain_words(folder: Path, old: str, new: str, sentence: str) -> None:
    change(folder, old, new)
    with pytest.raises(CommandError) as refused:
        load(folder)
    said = str(refused.value)
    assert sentence in said
    assert str(folder / "charters" / "stockport.toml") in said
    assert "line " in said
    assert said.endswith("Nothing was loaded.")
    assert not Charter.objects.exists()
    assert not Theme.objects.exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('themes = ["listening"]', 'themes = ["lisening"]'),
        ('thread = "brick"', 'thread = "beige"'),
        ('text = "listen actively"', "text = 4"),
        ('[[ways_to_take_part]]\nslug = "training"', '[[ways_to_take_part]]\nslug = "Training!"'),
    ],
)
def test_the_line_is_named(folder: Path, old: str, new: str) -> None:
    line = change(folder, old, new) + old.count("\n")
    with pytest.raises(ContentProblem, match=f"stockport.toml, line {line}: "):
        load_content(folder=folder, tell=lambda said: None)


def test_a_mistake_after_a_good_load_leaves_all_as_it_was(folder: Path) -> None:
    load(folder)
    change(folder, 'name = "Listening well"', 'name = "Hearing"', "themes.toml")
    change(folder, 'thread = "brick"', 'thread = "beige"')
    with pytest.raises(CommandError):
        load(folder)
    assert Theme.objects.get(slug="listening").name == "Listening well"


@pytest.mark.parametrize("name", ["areas.toml", "themes.toml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CommandError, match=f"{name}: this file is missing"):
        load(folder)


def test_no_charter_at_all_is_told(folder: Path) -> None:
    (folder / "charters" / "stockport.toml").unlink()
    with pytest.raises(CommandError, match="there is no charter here"):
        load(folder)


def test_a_file_in_another_encoding_is_told(folder: Path) -> None:
    (folder / "themes.toml").write_bytes("# caf\xe9".encode("latin-1"))
    with pytest.raises(CommandError, match="not saved as UTF-8"):
        load(folder)


def test_a_town_in_two_areas_is_told(folder: Path) -> None:
    change(folder, '"Bramhall", ', '"Tipton", ', "areas.toml")
    with pytest.raises(CommandError, match='"Tipton" is taken already'):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('text = "listen actively"', 'text = "listen"', 'text of "listen-actively"'),
        ('title = "Our', 'title = "The', "title"),
        ("we'll:", "we will:", 'heading of the section of "culture"'),
        ("please speak directly", "speak", "words about concerns"),
        ("designing and delivering training", "training", 'way to take part of "training"'),
        ('slug = "be-respectful"', 'slug = "respectful"', "principles"),
        ("  quotation = true", "  quotation = false", 'quotation mark of "be-open-and-honest"'),
    ],
)
def test_published_words_never_change(folder: Path, old: str, new: str, what: str) -> None:
    load(folder)
    before = list(Wording.objects.order_by("pk").values_list())
    change(folder, old, new)
    with pytest.raises(CommandError) as refused:
        load(folder)
    assert what in str(refused.value)
    assert "raise `edition` to 2" in str(refused.value)
    assert list(Wording.objects.order_by("pk").values_list()) == before


def test_a_published_edition_cannot_be_a_draft_again(folder: Path) -> None:
    load(folder)
    change(folder, 'status = "published"', 'status = "draft"')
    with pytest.raises(CommandError, match="cannot be a draft again"):
        load(folder)


def test_what_is_ours_may_change(folder: Path) -> None:
    load(folder)
    change(folder, "A charter for how families", "How families")
    change(folder, 'why = "Same words as the theme."', 'why = "It says so."')
    change(folder, 'themes = ["listening"]', 'themes = ["listening", "learning"]')
    load(folder)
    assert current().summary.startswith("How families")
    assert Mapping.objects.get(wording__principle__slug="be-open-and-honest").reason == "It says so."
    assert {theme.slug for theme in Wording.objects.get(principle__slug="listen-actively").themes.all()} == {
        "listening",
        "learning",
    }


def test_a_name_that_a_steward_has_changed_is_left_alone(folder: Path) -> None:
    load(folder)
    Charter.objects.update(short_title="Our Stockport", revision=2)

    change(folder, 'short_title = "Stockport"', 'short_title = "Stockport borough"')

    assert "charters/stockport.toml: nothing changed" in load(folder)
    assert Charter.objects.get().short_title == "Our Stockport"


def test_a_new_edition_stands_beside_the_old_words(folder: Path) -> None:
    load(folder)
    old = Wording.objects.get(principle__slug="listen-actively")
    shutil.copy(folder / "charters" / "stockport.toml", folder / "charters" / "stockport-edition-1.toml")
    change(folder, "edition = 1", 'edition = 2\nchanges = "We act on what we hear."')
    change(folder, 'text = "listen actively"', 'text = "listen, and act"')
    load(folder)
    assert current().number == 2
    old.refresh_from_db()
    assert old.text == "listen actively"
    assert old.principle.wordings.get(edition__number=2).text == "listen, and act"
    assert load(folder).endswith("Nothing changed.\n")


def test_two_files_cannot_claim_the_same_edition(folder: Path) -> None:
    shutil.copy(folder / "charters" / "stockport.toml", folder / "charters" / "stockport-edition-1.toml")
    with pytest.raises(CommandError, match='`edition` "1" is taken already'):
        load(folder)


def test_a_draft_is_not_current_and_may_change(folder: Path) -> None:
    change(folder, 'status = "published"', 'status = "draft"')
    load(folder)
    assert Charter.objects.get(slug="stockport").current_edition is None
    assert not Charter.objects.public().exists()
    change(folder, 'text = "listen actively"', 'text = "listen"')
    change(folder, 'slug = "be-respectful"', 'slug = "respectful"')
    load(folder)
    slugs = {wording.principle.slug for wording in Wording.objects.all()}
    assert "respectful" in slugs
    assert "be-respectful" not in slugs
    assert Wording.objects.get(principle__slug="listen-actively").text == "listen"


def second_edition(folder: Path, *changes: tuple[str, str]) -> None:
    """Keep the published file, and make a second edition of it."""
    load(folder)
    shutil.copy(folder / "charters" / "stockport.toml", folder / "charters" / "stockport-edition-1.toml")
    change(folder, "edition = 1", "edition = 2")
    for old, new in changes:
        change(folder, old, new)


def test_a_new_edition_says_what_changed_and_where_words_came_from(folder: Path) -> None:
    slug = 'slug = "listen-actively"'
    second_edition(
        folder,
        ("edition = 2", 'edition = 2\nchanges = "Two became one."'),
        (slug, f'{slug}\n  came_from = ["be-open-and-honest"]'),
    )
    load(folder)

    assert (current().number, current().changes, current().published_by) == (2, "Two became one.", None)
    [source] = current().wordings.get(principle__slug="listen-actively").came_from.all()
    assert source.slug == "be-open-and-honest"
    assert load(folder).endswith("Nothing changed.\n")


def test_a_new_edition_that_does_not_say_what_changed_is_refused(folder: Path) -> None:
    second_edition(folder)

    with pytest.raises(CommandError, match=r"stockport.toml, line \d+: edition 2 cannot be published. Say in plain"):
        load(folder)

    assert current().number == 1


def test_words_that_come_from_nowhere_are_told_with_their_line(folder: Path) -> None:
    slug = 'slug = "listen-actively"'
    second_edition(folder, ("edition = 2", 'edition = 2\nchanges = "Two became one."'))
    line = change(folder, slug, f'{slug}\n  came_from = ["be-open"]') + 1

    with pytest.raises(CommandError, match=f'line {line}: no earlier edition has a principle "be-open"'):
        load(folder)


def test_who_is_told_of_a_new_edition_is_told_of_one_from_a_file_too(folder: Path, settings: LazySettings) -> None:
    settings.AFTER_EDITION = ["tests.charters.test_publishing.break_down"]

    with pytest.raises(CommandError, match=r"edition 1 cannot be published\. No\."):
        load(folder)


def test_a_draft_that_a_steward_has_changed_is_left_as_it_is(folder: Path) -> None:
    change(folder, 'status = "published"', 'status = "draft"')
    load(folder)
    Edition.objects.update(revision=2, title="By the steward")

    assert "charters/stockport.toml: left as it is, because a steward works on edition 1" in load(folder)

    assert Edition.objects.get().title == "By the steward"
    change(folder, 'status = "draft"', 'status = "published"')
    with pytest.raises(CommandError, match="a steward works on edition 1 of this charter"):
        load(folder)
