"""The portal for a look on this machine alone: SQLite, DEBUG, made-up people."""

import argparse
import json
import os
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from . import environment
from .environment import PYTHON, ROOT
from .say import Stop, bold, say

CACHE = ROOT / ".cache"
LAST = CACHE / "last-trial"
WITH_DEMO = "database.sqlite3"
WITHOUT_DEMO = "database-no-demo.sqlite3"
NOBODY_YET = "Nobody reads what people send yet: ./run manage make_staff you@example.org --role moderator"
# A trial never touches a live portal: not its database, not its mail, whatever the environment holds.
OF_A_LIVE_PORTAL = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CACHE_URL", "EMAIL_URL", "TRUSTED_PROXIES")


def start(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="./run", description="Try the portal on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="the port to answer on, 8000 unless told")
    parser.add_argument("--no-demo", action="store_true", help="leave the made-up commitments and people out")
    options = parser.parse_args(arguments)

    refuse_busy(options.port)
    environment.make()
    database = WITHOUT_DEMO if options.no_demo else WITH_DEMO
    settings = settings_for(database, port=options.port)
    people = prepare(database, settings, demo=not options.no_demo)
    make_pseudo_languages(settings)
    LAST.write_text(database)

    say()
    say(f"The portal: {bold(settings['BASE_URL'])}")
    say(people)
    say("To stop: Ctrl-C")
    say()
    environment.become("manage.py", "runserver", "--noreload", f"127.0.0.1:{options.port}", settings=settings)


def refuse_busy(port: int) -> None:
    if not 0 < port < 65536:
        raise Stop(f"{port} is not a port. Choose one from 1024 to 65535.")
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except PermissionError:
            raise Stop(f"This machine lets only its owner use port {port}. Choose another: ./run --port 8080") from None
        except OSError:
            raise Stop(
                f"Port {port} is busy: something else answers there. Choose another: ./run --port {port + 1}"
            ) from None


def settings_for(database: str, *, port: int = 8000) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OF_A_LIVE_PORTAL}
    return {
        **kept,
        "DEBUG": "true",
        "BASE_URL": f"http://localhost:{port}",
        "DATABASE_URL": f"sqlite:///{ROOT / database}",
        "DJANGO_RUNSERVER_HIDE_WARNING": "true",
        "PYTHONUNBUFFERED": "1",
    }


def prepare(database: str, settings: dict[str, str], *, demo: bool) -> str:
    """Migrate and load, unless nothing changed since the last time. Returns the words about who can sign in."""
    stamp = CACHE / f"{database}.json"
    now = environment.fingerprint(*what_a_database_is_made_from())
    with suppress(FileNotFoundError, ValueError):
        if (ROOT / database).exists() and (before := json.loads(stamp.read_text()))["made_from"] == now:
            return str(before["people"])

    steps = ["migrate", "load_charters", *(["load_demo"] if demo else [])]
    for number, step in enumerate(steps, start=1):
        say(f"{number} of {len(steps)}  ./run manage {step}")
        arguments = [step, "--verbosity", "0"] if step == "migrate" else [step]
        if code := environment.run("manage.py", *arguments, settings=settings):
            raise Stop(f"`./run manage {step}` stopped with {code}. Its words are above.")
    people = who_can_sign_in(settings) if demo else NOBODY_YET
    CACHE.mkdir(exist_ok=True)
    stamp.write_text(json.dumps({"made_from": now, "people": people}))
    return people


def make_pseudo_languages(settings: dict[str, str]) -> None:
    """Each time, since they follow the words of the code. A trial goes on without them."""
    subprocess.run([PYTHON, "manage.py", "make_pseudo_languages"], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL)


def what_a_database_is_made_from() -> list[Path]:
    content = [path for path in (ROOT / "content").rglob("*") if path.is_file()]
    apps = [path for app in ("coprod_portal", "charters", "commitments") for path in (ROOT / app).rglob("*.py")]
    return content + [path for path in apps if {"migrations", "management"} & set(path.parts)]


def who_can_sign_in(settings: dict[str, str]) -> str:
    told = subprocess.run(
        [PYTHON, "manage.py", "made_up_people"], cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True
    )
    if told.returncode:
        raise Stop("`./run manage made_up_people` stopped. Its words are above.")
    return told.stdout


def manage(arguments: list[str]) -> None:
    """Pass on to manage.py: of the live portal where the environment has its settings, else of the last trial."""
    environment.make()
    if os.environ.get("SECRET_KEY"):
        environment.become("manage.py", *arguments, settings=dict(os.environ))
    database = LAST.read_text() if LAST.exists() else WITH_DEMO
    environment.become("manage.py", *arguments, settings=settings_for(database))
