"""All tests, and all that is checked without running the portal."""

import os
import secrets
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from . import environment
from .environment import PYTHON, ROOT
from .say import Stop, bold, say

CACHE = ROOT / ".cache"
DJADE = PYTHON.with_name("djade")
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass
class Result:
    database: str
    code: int
    seconds: float
    journeys: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def test(arguments: list[str]) -> int:
    """Run pytest on each database; the arguments go to it. Where `CI` is set, a test left out is a fault."""
    environment.make(for_development=True)
    CACHE.mkdir(exist_ok=True)
    asked = [name for name in DATABASES if f"--database={name}" in arguments]
    if "--database" in arguments:
        asked = arguments[arguments.index("--database") + 1 :][:1]
    results = [run_tests(name, arguments) for name in asked or DATABASES]
    for result in results:
        report(result)
    failed = any(result.code for result in results)
    if os.environ.get("CI") and any(result.left_out or not result.journeys for result in results):
        say(bold("Here every test must run, also those in a browser, so this counts as a fault."))
        failed = True
    return 1 if failed else 0


def run_tests(database: str, arguments: list[str]) -> Result:
    say(f"\nTests on {DATABASES[database]}")
    written = CACHE / f"tests-{database}.xml"
    written.unlink(missing_ok=True)
    alone = any(part.startswith(("-n", "--pdb")) for part in arguments)
    # Whoever is done takes over tests that wait for another: those in a browser come late and are long.
    parallel = [] if alone else ["-n", str(os.cpu_count() or 1), "--dist=worksteal"]
    started = time.monotonic()
    code = environment.run(
        *("-m", "pytest", "--quiet", f"--database={database}", f"--junit-xml={written}", "-o", "junit_family=xunit1"),
        *parallel,
        *arguments,
    )
    result = Result(database, code, time.monotonic() - started)
    if not written.exists():
        return result
    for case in ElementTree.parse(written).iter("testcase"):
        outcome = next((child for child in case if child.tag in ("failure", "error", "skipped")), None)
        result.counts["passed" if outcome is None else outcome.tag] += 1
        result.journeys += outcome is None and ".journeys." in str(case.get("classname"))
        if outcome is not None and outcome.tag == "skipped":
            result.left_out[outcome.get("message") or "no reason given"] += 1
    return result


def report(result: Result) -> None:
    counts = result.counts
    failed = counts["failure"] + counts["error"]
    said = f"{counts['passed']} passed ({result.journeys} in a browser), {failed} failed"
    say(f"{DATABASES[result.database]}: {said}, {result.seconds:.0f} seconds")
    for reason, count in result.left_out.items():
        say(bold(f"Left out on {DATABASES[result.database]}: {count} tests. {reason}"))


def lint(arguments: list[str]) -> int:
    """Everything is checked, also after a fault, so that one run tells all."""
    if arguments:
        raise Stop("./run lint takes no arguments.")
    environment.make(for_development=True)
    faults = [check.name for check in parts_of_lint() if not passes(check)]
    if faults:
        say(bold(f"To mend: {', '.join(faults)}"))
    return 1 if faults else 0


@dataclass
class Check:
    name: str
    command: list[str]
    settings: dict[str, str] = field(default_factory=dict)
    program: Path = PYTHON


def parts_of_lint() -> list[Check]:
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    trial = {"DEBUG": "true", "DATABASE_URL": "sqlite://:memory:"}
    live = {
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "commitments.example.org",
        "BASE_URL": "https://commitments.example.org",
        "DATABASE_URL": "sqlite://:memory:",
        "CACHE_URL": "dbcache://cache",
        "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
        "TRUSTED_PROXIES": "1",
    }
    return [
        Check("form of the code", ["-m", "ruff", "format", "--check", "."]),
        Check("habits of the code", ["-m", "ruff", "check", "."]),
        Check("form of the templates", ["--check", "--target-version", "5.2", *templates], program=DJADE),
        Check("types", ["-m", "mypy"], trial),
        Check("settings of a live portal", ["manage.py", "check", "--deploy", "--fail-level", "WARNING"], live),
        Check("migrations", ["manage.py", "makemigrations", "--check", "--dry-run"], trial),
    ]


def passes(check: Check) -> bool:
    say(f"\nChecking the {check.name}")
    return environment.run(*check.command, program=check.program, settings=check.settings) == 0
