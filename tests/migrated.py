"""Tests on SQLite begin with a database that is migrated already, where that was done before."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from django.core.management.commands.migrate import Command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "migrated"


@contextmanager
def migrating_once() -> Iterator[None]:
    """On SQLite, migrate once for each change of the migrations: afterwards the outcome is taken from a file.

    Only the first time, which makes the database of the tests: a test that migrates does so in earnest.
    """
    migrate: Callable[..., Any] = Command.handle
    patch = pytest.MonkeyPatch()

    def migrate_or_copy(self: Any, *args: Any, **options: Any) -> Any:
        patch.undo()
        if connection.vendor != "sqlite":
            return migrate(self, *args, **options)
        kept = KEPT / f"{digest_of_migrations()}.sqlite3"
        connection.ensure_connection()
        if kept.exists():
            with closing(sqlite3.connect(kept)) as source:
                source.backup(connection.connection)
            return None
        migrate(self, *args, **options)
        keep(connection.connection, kept)
        return None

    patch.setattr(Command, "handle", migrate_or_copy)
    yield
    patch.undo()


def digest_of_migrations() -> str:
    """Changes with any migration of ours, with any file of content that they may read, and with any part of others."""
    digest = blake2b(digest_size=12)
    ours = [path for path in ROOT.glob("*/**/migrations/*.py") if ".venv" not in path.parts]
    for path in sorted([*ours, *(ROOT / "content").glob("*.toml"), ROOT / "requirements" / "production.txt"]):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def keep(migrated: sqlite3.Connection, kept: Path) -> None:
    """Another process finds all of it or nothing. Only the newest is kept."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    begun = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(begun)) as copy:
        migrated.backup(copy)
    begun.rename(kept)
