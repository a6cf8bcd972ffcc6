"""`./run`: what each word after it does."""

import sys
from collections.abc import Callable

from . import checks, environment, service, trial
from .say import Stop, bold

HELP = """\
./run                  set up and try the portal on this machine (--port 8001, --no-demo)
./run test             all tests, on SQLite and PostgreSQL, in a browser where there is one (pytest's options)
./run lint             form, habits and types of the code, settings of a live portal, migrations
./run manage COMMAND   Django's manage.py
./run serve            the portal in service: all settings from the environment
./run bench            how fast it is
./run pictures         take the pictures in README.md again
./run lock             write requirements/*.txt from requirements/*.in
"""


def bench(arguments: list[str]) -> int:
    environment.make(for_development=True)
    return environment.run("-m", "bench", *arguments)


def pictures(arguments: list[str]) -> int:
    environment.make(for_development=True)
    return environment.run("-m", "tools.pictures", *arguments)


def lock(arguments: list[str]) -> int:
    """The lock files name no index: whoever installs takes the parts from where that machine takes them."""
    environment.make(for_development=True)
    for name in ("production", "development"):
        code = environment.run(
            *("-m", "uv", "pip", "compile", "--quiet", "--no-emit-index-url", "--no-emit-find-links"),
            *("--directory", "requirements", "--generate-hashes", "--universal", "--python-version", "3.11"),
            *("--custom-compile-command", "./run lock", f"{name}.in", "--output-file", f"{name}.txt", *arguments),
        )
        if code:
            return code
    return 0


def help_(arguments: list[str]) -> None:
    sys.stdout.write(HELP)


COMMANDS: dict[str, Callable[[list[str]], int | None]] = {
    "test": checks.test,
    "lint": checks.lint,
    "manage": trial.manage,
    "serve": service.serve,
    "bench": bench,
    "pictures": pictures,
    "lock": lock,
    "help": help_,
    "--help": help_,
    "-h": help_,
}


def main(arguments: list[str]) -> int:
    try:
        if not arguments or (arguments[0].startswith("--") and arguments[0] not in COMMANDS):
            trial.start(arguments)
            return 0
        if arguments[0] not in COMMANDS:
            raise Stop(f"./run does not know `{arguments[0]}`. It knows:\n{HELP}")
        return COMMANDS[arguments[0]](arguments[1:]) or 0
    except Stop as reason:
        print(bold(str(reason)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130


sys.exit(main(sys.argv[1:]))
