"""README.md says what there is, and nothing that there is not."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from coprod_portal.submissions.states import MOVES, State

# None of this hangs on the database.
pytestmark = pytest.mark.sqlite

ROOT: Path = settings.ROOT
README = (ROOT / "README.md").read_text()
APPS = ("coprod_portal", "charters", "commitments")
OF_DJANGO = {"migrate", "createcachetable", "COMMAND"}


def rows_below(heading: str) -> list[list[str]]:
    """The cells of all tables of a part, without their headings."""
    part = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return [row for place, row in enumerate(rows) if not is_rule(row) and not is_rule(next_of(rows, place))]


def is_rule(row: list[str]) -> bool:
    return bool(row) and set("".join(row)) <= {"-", " "}


def next_of(rows: list[list[str]], place: int) -> list[str]:
    return rows[place + 1] if place + 1 < len(rows) else []


def words_in_code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_opens_with_the_two_commands() -> None:
    assert re.search(r"^# .+\n\n```sh\n\./run +#.+\n\./run test +#.+\n```\n", README)


def test_every_setting_is_there_and_no_other() -> None:
    tree = ast.parse((ROOT / "coprod_portal" / "settings.py").read_text())
    read = {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "environment"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }

    assert {words_in_code(row[0])[0] for row in rows_below("Settings")} == read


def test_no_setting_is_read_elsewhere() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"os\.environ(\.get|\[)|getenv|environ\.Env", path.read_text())
    ]

    assert elsewhere == ["coprod_portal/settings.py"]


def test_what_must_be_set_says_so() -> None:
    from coprod_portal.settings import NEEDED_IN_SERVICE

    must = {words_in_code(row[0])[0] for row in rows_below("Settings") if row[2] == "must be set"}

    assert must == set(NEEDED_IN_SERVICE)


def test_every_command_is_there_and_no_other() -> None:
    ours = {
        path.stem
        for app in APPS
        for path in (ROOT / app).rglob("management/commands/*.py")
        if not path.stem.startswith("_")
    }

    assert {words_in_code(row[0])[0].split()[2] for row in rows_below("Commands")} == ours
    assert set(re.findall(r"\./run manage (\w+)", README)) - OF_DJANGO == ours


def test_every_word_of_run_is_there_and_no_other() -> None:
    commands = (ROOT / "tools" / "__main__.py").read_text().split("COMMANDS: ")[1]
    known = set(re.findall(r'^    "(\w+)": ', commands, re.MULTILINE)) - {"help"}

    told = {words_in_code(row[0])[0].removesuffix(" COMMAND") for row in rows_below("What `./run` can do")}

    assert told == {"./run", *(f"./run {word}" for word in known)}


def test_every_state_is_there_and_no_other() -> None:
    told = {(*words_in_code(row[0]), row[1]) for row in rows_below("States and moves") if len(row) == 2}

    assert told == {(str(state.value), str(state.label)) for state in State}


def test_every_move_is_there_and_no_other() -> None:
    told = [row for row in rows_below("States and moves") if len(row) == 4]

    assert sorted(told) == sorted(
        [
            f"`{action.value}`",
            ", ".join(f"`{start}`" for start in sorted(move.starts)),
            f"`{move.ends}`" if move.ends else "the same",
            str(move.actor.value),
        ]
        for action, move in MOVES.items()
    )


@pytest.mark.parametrize("lock", ["production", "development"])
def test_every_dependency_is_there_and_no_other(lock: str) -> None:
    asked = {
        re.split(r"[\[><=]", line)[0]
        for line in (ROOT / "requirements" / f"{lock}.in").read_text().split("\n")
        if line and not line.startswith("-")
    }
    before, after = README.split("## What it is built from")[1].split("\nTo build and test:\n")
    told = re.findall(r"^\| ((?!Part|-)[^|]+) \|", before if lock == "production" else after, re.MULTILINE)

    assert {name for cell in told for name in cell.split(", ")} == asked


def test_every_picture_and_file_is_there() -> None:
    named = re.findall(r"\]\(([^)]+)\)", README) + re.findall(
        r"`((?:content|docs|bench|tools|tests)/[\w./*-]*)`", README
    )

    assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []
    assert {f"content/{path.name}" for path in (ROOT / "content").glob("*.toml")} <= set(named)


def test_the_project_needs_the_python_that_the_readme_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in README
