"""Easy Read files that somebody gets wrong: a sentence with file and line, and nothing loaded."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from charters.models import EasyRead, EasyReadIdea
from charters.operations.content_files import ContentProblem
from charters.operations.loading import load_content

pytestmark = pytest.mark.django_db
LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ["areas.toml", "themes.toml", "charters/stockport.toml", "easy_read/themes.toml"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(settings.CONTENT_FOLDER / name, tmp_path / name)
    (tmp_path / "easy_read" / "charters").mkdir()
    name = "easy_read/charters/stockport.toml"
    shutil.copy(settings.CONTENT_FOLDER / name, tmp_path / name)
    return tmp_path


def load(folder: Path) -> list[str]:
    told: list[str] = []
    load_content(folder=folder, tell=told.append)
    return told


def change(folder: Path, old: str, new: str, name: str = "charters/stockport.toml") -> int:
    """Change a file where `old` first stands, and return that line's number."""
    path = folder / "easy_read" / name
    before, found, after = path.read_text(encoding="utf-8").partition(old)
    assert found
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('words = "They made the charter in 2019."', f'words = "{LONG}"', "this sentence has 16 words: "),
        ('words = "They made the charter in 2019."', 'words = "One. Two. Three."', "A second may explain a hard word."),
        ('words = "They made the charter in 2019."', 'words = ""', "`words` must not be empty"),
        ('picture = "young-person"', 'picture = "unicorn"', '`picture` is "unicorn". It must be one of: access, agree'),
        ('charter = "stockport"', 'charter = "atlantis"', 'there is no edition 1 of a charter "atlantis"'),
        ("edition = 1\n", "edition = 2\n", 'there is no edition 2 of a charter "stockport"'),
        ("edition = 1\n", 'edition = 1\nchecked_by = "Stockport group"\n', "belong together"),
        ("edition = 1\n", "edition = 1\nchecked_on = 2027-01-02\n", "belong together"),
        ('heading = "Who made it"', 'haeding = "Who made it"', "we do not know `haeding`. Did you mean `heading`?"),
    ],
)
def test_a_mistake_is_told_in_plain_words(folder: Path, old: str, new: str, sentence: str) -> None:
    change(folder, old, new)
    with pytest.raises(ContentProblem) as refused:
        load(folder)
    assert sentence in str(refused.value)
    assert f"{folder / 'easy_read' / 'charters' / 'stockport.toml'}, line " in str(refused.value)
    assert not EasyRead.objects.exists()


def test_the_line_is_named(folder: Path) -> None:
    line = change(folder, 'picture = "young-person"', 'picture = "unicorn"')
    with pytest.raises(ContentProblem, match=f"stockport.toml, line {line}: "):
        load(folder)


def test_the_line_of_a_theme_is_named(folder: Path) -> None:
    line = change(folder, 'words = "We say why."', f'words = "{LONG}"', "themes.toml")
    with pytest.raises(ContentProblem, match=f"themes.toml, line {line}: "):
        load(folder)


def test_loading_twice_changes_nothing_and_a_new_word_changes_one(folder: Path) -> None:
    load(folder)
    assert {line.split(": ")[1] for line in load(folder)} == {"nothing changed"}
    change(folder, "They made the charter in 2019.", "It was made in 2019.")
    assert "easy_read/charters/stockport.toml: 1 added, 1 removed" in load(folder)
    assert EasyReadIdea.objects.filter(words="It was made in 2019.").exists()


def test_what_a_steward_changed_in_the_portal_is_left_alone(folder: Path) -> None:
    load(folder)
    EasyRead.objects.filter(edition__isnull=False).update(changed_at=timezone.now())
    change(folder, "They made the charter in 2019.", "It was made in 2019.")
    assert "easy_read/charters/stockport.toml: left as it is, because a steward changed it in the portal" in load(
        folder
    )
    assert not EasyReadIdea.objects.filter(words="It was made in 2019.").exists()


def test_who_checked_it_is_kept(folder: Path) -> None:
    change(folder, "edition = 1\n", 'edition = 1\nchecked_by = "Stockport group"\nchecked_on = 2027-01-02\n')
    load(folder)
    assert EasyRead.objects.get(edition__isnull=False).checked_by == "Stockport group"


def test_a_portal_without_easy_read_files_loads(folder: Path) -> None:
    shutil.rmtree(folder / "easy_read")
    assert not any("easy_read" in line for line in load(folder))
