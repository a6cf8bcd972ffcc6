"""The whole database into one file, and back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

from coprod_portal.submissions.errors import Refused

BEGINS = {"sqlite": b"SQLite format 3\0", "postgresql": b"PGDMP"}


def backup(*, file: Path) -> None:
    """The portal may be in use meanwhile. The file is whole or it is not there, and only its owner may read it."""
    if file.exists():
        raise Refused(f"{file} is there already. Choose another name, so that no earlier backup is lost.")
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from error
    try:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(part)) as copy:
                raw_sqlite().backup(copy)
        else:
            run_for_postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={part}")
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def restore(*, file: Path, replace: bool) -> None:
    """Put back what was backed up, in place of all that is in the database now. The portal must not be in use."""
    check_kind(file)
    if not replace and "django_migrations" in connection.introspection.table_names():
        raise Refused("The database holds something already. To put the backup in its place, add --replace.")
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise Refused(f"{file} is damaged. Nothing was changed.")
            copy.backup(raw_sqlite())
    else:
        run_for_postgresql(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", str(file)
        )
    connection.close()


def check_kind(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            beginning = opened.read(16)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error
    if not beginning.startswith(BEGINS[connection.vendor]):
        raise Refused(f"{file} is no backup of {connection.display_name}, which this portal uses. Nothing was changed.")


def raw_sqlite() -> sqlite3.Connection:
    connection.ensure_connection()
    raw: sqlite3.Connection = connection.connection
    return raw


def run_for_postgresql(program: str, *arguments: str) -> None:
    """Let PostgreSQL's own program do it, on the database of the settings. No password stands on the command line."""
    found = shutil.which(program)
    if found is None:
        raise Refused(f"{program} is not on this machine. It comes with PostgreSQL: apt-get install postgresql-client")
    connection.ensure_connection()
    place = connection.connection.info
    done = subprocess.run(  # noqa: S603 - no shell, and an operator's own words
        [found, f"--dbname={place.dsn}", *arguments],
        env={**os.environ, "PGPASSWORD": place.password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"{program} could not do it: {done.stderr.strip()}")
