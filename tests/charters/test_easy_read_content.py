"""The Easy Read that comes with the portal: counted, complete, and with a drawing for every picture."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from charters.easy_read.pictures import PICTURES
from charters.easy_read.sentences import MOST_SENTENCES, MOST_WORDS, sentences, too_long, words
from charters.models import Charter, EasyRead, Theme
from charters.operations.loading import load_content

FOLDER: Path = settings.CONTENT_FOLDER / "easy_read"
CHARTERS = sorted((settings.CONTENT_FOLDER / "charters").glob("*.toml"))


def ideas() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in sorted(FOLDER.rglob("*.toml")):
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        tables = values.get("themes", [values])
        found += [(path.name, idea) for table in tables for idea in table["ideas"]]
    return found


def drawings() -> dict[str, str]:
    sprite = (settings.ROOT / "static" / "easy-read.svg").read_text()
    return dict(re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', sprite))


def test_no_sentence_has_more_than_fifteen_words() -> None:
    assert MOST_WORDS == 15
    long = [(name, idea["words"]) for name, idea in ideas() if too_long(idea["words"])]
    assert long == []


def test_an_idea_is_one_sentence_and_perhaps_one_that_explains() -> None:
    many = [(name, idea["words"]) for name, idea in ideas() if len(sentences(idea["words"])) > MOST_SENTENCES]
    assert many == []
    assert all(sentence.endswith((".", "?")) for _, idea in ideas() for sentence in sentences(idea["words"]))


def test_every_idea_has_one_picture_that_was_drawn() -> None:
    assert {idea["picture"] for _, idea in ideas()} <= drawings().keys()
    assert drawings().keys() == PICTURES.keys()
    assert len(set(drawings().values())) == len(PICTURES)
    assert all(str(name) for name in PICTURES.values())


def test_pictures_have_two_tones_and_ask_no_other_host() -> None:
    sprite = (settings.ROOT / "static" / "easy-read.svg").read_text()
    tones = set(re.findall(r'(?:fill|stroke)="([^"]+)"', sprite))
    assert tones == {"currentColor", "none", "#ffc93c", "#ffffff"}
    assert set(re.findall(r"https?://[^\"' )]+", sprite)) == {"http://www.w3.org/2000/svg"}


def test_every_charter_and_every_theme_has_easy_read() -> None:
    assert sorted(path.name for path in (FOLDER / "charters").glob("*.toml")) == [path.name for path in CHARTERS]
    themes = tomllib.loads((settings.CONTENT_FOLDER / "themes.toml").read_text(encoding="utf-8"))["themes"]
    written = tomllib.loads((FOLDER / "themes.toml").read_text(encoding="utf-8"))["themes"]
    assert [theme["slug"] for theme in written] == [theme["slug"] for theme in themes]


@pytest.mark.django_db
def test_database_holds_what_the_files_say() -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)
    for charter in Charter.objects.all():
        values = tomllib.loads((FOLDER / "charters" / f"{charter.slug}.toml").read_text(encoding="utf-8"))
        easy_read = EasyRead.objects.get(edition=charter.current_edition)
        assert [(idea.heading, idea.words, idea.picture) for idea in easy_read.ideas.all()] == [
            (idea.get("heading", ""), idea["words"], idea["picture"]) for idea in values["ideas"]
        ]
        assert (easy_read.checked_by, easy_read.checked_on) == ("", None)
    assert EasyRead.objects.filter(theme__isnull=False).count() == Theme.objects.count() == 12


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("We listen.", [2]),
        ("It is late - that is fine.", [6]),
        ("Who? Co-production means deciding together, as equals.", [1, 6]),
        ("In 2019, 1,000 people came!", [5]),
    ],
)
def test_words_and_sentences_are_counted(text: str, counts: list[int]) -> None:
    assert [len(words(sentence)) for sentence in sentences(text)] == counts
