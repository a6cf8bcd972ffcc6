"""Starts the portal as in service, in a process of its own, since settings are read once."""

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ENVIRONMENT = {
    "SECRET_KEY": "k7Q-x2vM9_bT4wZs8yLc3nHd6fRj1pGa5uEo0iKqXzYy4WmVtBr",
    "ALLOWED_HOSTS": "portal.example",
    "BASE_URL": "https://portal.example",
    "DATABASE_URL": "postgres://user:password@host.example/name",
    "CACHE_URL": f"filecache://{tempfile.gettempdir()}/portal-in-service",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "TRUSTED_PROXIES": "1",
}


def run(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """`python ARGUMENTS` with a whole environment for service; a change of None leaves that setting out."""
    return run_python(*arguments, STATIC_FOLDER=collected(), **changes)


@cache
def collected() -> str:
    """Where the static files stand for service: collected once for all tests of a process."""
    folder = tempfile.mkdtemp(prefix="collected-")
    run_python("manage.py", "collectstatic", "--noinput", STATIC_FOLDER=folder).check_returncode()
    return folder


def run_python(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    place = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "coprod_portal.settings",
    }
    environment = {name: value for name, value in {**place, **ENVIRONMENT, **changes}.items() if value is not None}
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
