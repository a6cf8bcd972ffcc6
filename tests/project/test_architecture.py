"""Imports run one way, and some short cuts are never taken."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

# None of this hangs on the database.
pytestmark = pytest.mark.sqlite

ROOT: Path = settings.ROOT
APPS = ("coprod_portal", "charters", "commitments")
FLOORS = ("coprod_portal", "charters", "commitments", "coprod_portal.site")
LAYERS = ("states", "models", "operations", "forms", "views", "urls")
# They put the floors together.
ASSEMBLY = {"coprod_portal.settings", "coprod_portal.urls", "coprod_portal.wsgi"}
NEVER = {
    "mark_safe": "Words that people typed must stay words.",
    "csrf_exempt": "Every form shows that it is ours.",
    "cache_page": "A page that was made for one person may reach another.",
    "UpdateCacheMiddleware": "A page that was made for one person may reach another.",
    "receiver": "What a write causes stands in its operation, where a reader finds it.",
    "post_save": "What a write causes stands in its operation, where a reader finds it.",
    "pre_save": "What a write causes stands in its operation, where a reader finds it.",
}


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    }


def imports_of(module: str, path: Path) -> Iterator[str]:
    """All that it imports, also inside of functions, by full name."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def our_imports() -> Iterator[tuple[str, str]]:
    for module, path in modules().items():
        for imported in imports_of(module, path):
            if imported.split(".")[0] in APPS:
                yield module, imported


def floor_of(module: str) -> int:
    return max(place for place, floor in enumerate(FLOORS) if f"{module}.".startswith(f"{floor}."))


def app_of(module: str) -> list[str]:
    return module.split(".")[: 2 if module.startswith("coprod_portal.") else 1]


def layer_of(module: str) -> int | None:
    """What stands in no layer is about one thing alone, and any layer may lean on it."""
    part = module.split(".")[len(app_of(module)) :][:1]
    return LAYERS.index(part[0]) if part and part[0] in LAYERS else None


def test_no_floor_leans_on_one_above() -> None:
    wrong = [
        f"{module} imports {imported}"
        for module, imported in our_imports()
        if module not in ASSEMBLY and floor_of(imported) > floor_of(module)
    ]

    assert wrong == []


def test_within_an_app_no_layer_leans_on_one_above() -> None:
    wrong = [
        f"{module} imports {imported}"
        for module, imported in our_imports()
        if app_of(module) == app_of(imported)
        and (mine := layer_of(module)) is not None
        and (theirs := layer_of(imported)) is not None
        and theirs > mine
    ]

    assert wrong == []


def test_the_walk_sees_what_it_must() -> None:
    """The two tests above find nothing also when they look at nothing."""
    seen = set(our_imports())

    assert ("commitments.models.commitments", "charters.models.Charter") in seen
    assert ("commitments.operations.moderation", "coprod_portal.submissions.states.Action") in seen
    assert ("coprod_portal.submissions.operations", "coprod_portal.submissions.errors.Stale") in seen
    assert (floor_of("coprod_portal.outbox.models"), floor_of("coprod_portal.site.views.home")) == (0, 3)
    assert (layer_of("coprod_portal.accounts.models"), layer_of("commitments.going")) == (1, None)


def test_short_cuts_are_never_taken() -> None:
    taken = [
        f"{module} uses {name}: {NEVER[name]}"
        for module, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text()))
        for name in [getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "name", None)]
        if name in NEVER
    ]

    assert taken == []


def test_templates_carry_no_style_script_or_unescaped_words() -> None:
    """The content security policy would refuse the first three in silence."""
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for found in re.finditer(
            r"<style\b|<script\b(?![^>]*\bsrc=)|\s(?:style|on[a-z]+)=[\"']|javascript:|\|\s*safe\b|autoescape off",
            path.read_text(),
        )
    ]

    assert wrong == []


def test_every_tag_of_a_template_ends_on_its_line() -> None:
    """Django takes one that goes over the end of a line for words, and shows it to the reader."""
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()[:60]}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if path.suffix in (".html", ".txt")
        for line in path.read_text().splitlines()
        if len(re.findall("{%|{{|{#", line)) != len(re.findall("%}|}}|#}", line))
    ]

    assert wrong == []


def test_no_module_is_several_rooms() -> None:
    long = {name: count for name, path in modules().items() if (count := len(path.read_text().splitlines())) > 450}

    assert long == {}
