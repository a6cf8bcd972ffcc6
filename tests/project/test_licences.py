"""What the portal is built from may be used by anybody who runs it."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement

# None of this hangs on the database.
pytestmark = pytest.mark.sqlite

# The licence of psycopg lets any program use it, as long as psycopg itself can be replaced.
WEAK_COPYLEFT = {"psycopg", "psycopg-binary", "psycopg-pool"}
# Of fido2 a list of domain endings has this licence, which asks nothing of what uses it.
LISTS = {"fido2"}


def licence_of(name: str) -> str:
    about = distribution(name).metadata.json
    classifiers = [line for line in about.get("classifier", []) if line.startswith("License")]
    return " ".join([str(about.get("license_expression") or about.get("license") or ""), *classifiers])


def locked() -> list[str]:
    """What the portal in service is made of, on this machine."""
    lines = re.findall(r"^[\w.-]+==.*?(?= \\$)", lock_file().read_text(), re.MULTILINE)
    asked = [Requirement(line) for line in lines]
    return [one.name for one in asked if one.marker is None or one.marker.evaluate()]


def lock_file() -> Path:
    root: Path = settings.ROOT
    return root / "requirements" / "production.txt"


def test_no_licence_asks_anything_of_the_portal() -> None:
    copyleft = {name for name in locked() if re.search(r"GPL|Mozilla|MPL|EUPL|SSPL", licence_of(name))}

    assert copyleft == WEAK_COPYLEFT | LISTS


def test_every_part_tells_its_licence() -> None:
    assert [name for name in locked() if not licence_of(name).strip()] == []


def test_lock_files_name_no_place_to_take_parts_from() -> None:
    words = "".join(path.read_text() for path in lock_file().parent.iterdir())

    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|-i ", words) == []
