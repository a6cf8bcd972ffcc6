"""Each pair of colours that the stylesheet puts together can be read, in light and in dark."""

import re
from functools import cache
from pathlib import Path

import govuk_frontend_jinja
import pytest
from django.conf import settings

from charters.models.charters import Thread

WORDS, SHAPES = 4.5, 3.0

PAIRS = [
    ("ink", "paper", WORDS),
    ("ink", "card", WORDS),
    ("ink", "sand", WORDS),
    ("ink", "added", WORDS),
    ("ink", "removed", WORDS),
    ("muted", "paper", WORDS),
    ("muted", "card", WORDS),
    ("muted", "sand", WORDS),
    ("plum", "paper", WORDS),
    ("plum", "card", WORDS),
    ("plum", "sand", WORDS),
    ("plum-strong", "paper", WORDS),
    ("plum-strong", "sand", WORDS),
    ("on-plum", "plum", WORDS),
    ("on-plum", "plum-strong", WORDS),
    ("on-header", "header", WORDS),
    ("on-sun", "sun", WORDS),
    ("on-focus", "focus", WORDS),
    ("wrong", "paper", WORDS),
    ("wrong", "card", WORDS),
    ("edge", "card", SHAPES),
    ("edge", "paper", SHAPES),
    *[(thread, ground, SHAPES) for thread in Thread.values for ground in ("paper", "card")],
]


@cache
def tokens() -> dict[str, dict[str, str]]:
    """The colours of the light and of the dark scheme; the dark one changes some and keeps the rest."""
    css = (settings.ROOT / "static" / "portal.css").read_text()
    light_rules, dark_rules = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light_rules))
    return {"light": light, "dark": light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark_rules))}


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_each_pair_can_be_read(scheme: str, front: str, ground: str, least: float) -> None:
    colours = tokens()[scheme]
    assert contrast(colours[front], colours[ground]) >= least


def test_every_thread_has_its_colour() -> None:
    css = (settings.ROOT / "static" / "portal.css").read_text()
    for thread in Thread.values:
        assert f".thread-{thread} {{\n    --thread: var(--{thread});" in css


def test_every_class_is_worn_somewhere() -> None:
    """By a template, by a view, by the script, or by a component of GOV.UK Frontend that a field is drawn with."""
    css = re.sub(r"/\*.*?\*/|url\(.*?\)", "", (settings.ROOT / "static" / "portal.css").read_text(), flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][a-z0-9_-]*)", css))
    places = [settings.ROOT / name for name in ("templates", "coprod_portal", "charters", "commitments", "static")]
    places.append(Path(govuk_frontend_jinja.__file__).parent)
    kinds = (".html", ".py", ".js")
    words = "".join(file.read_text() for place in places for file in place.rglob("*") if file.suffix in kinds)
    made_up_of_two = {f"{kind}-{name}" for kind in ("thread", "weave") for name in (*Thread.values, "gap")}

    assert {name for name in classes - made_up_of_two if name not in words} == set()
