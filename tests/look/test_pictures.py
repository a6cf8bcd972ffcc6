import re
import tomllib

from django.conf import settings

from commitments.going import Going
from coprod_portal.site.weave import CROSSINGS, THREADS, strands


def symbols() -> dict[str, str]:
    sprite = (settings.ROOT / "static" / "sprite.svg").read_text()
    return dict(re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', sprite))


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = [symbols()[going] for going in Going.values]
    assert len(set(shapes)) == 7


def test_every_theme_has_a_picture_of_its_own() -> None:
    themes = tomllib.loads((settings.CONTENT_FOLDER / "themes.toml").read_text())["themes"]
    assert len({symbols()[theme["slug"]] for theme in themes}) == 12


def test_pictures_and_shapes_take_their_colour_from_the_words_beside_them() -> None:
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', "".join(symbols().values()))) == {"currentColor", "none"}


def test_the_weave_runs_all_five_threads_from_side_to_side() -> None:
    pieces = [strand.thread for strand in strands() if strand.thread != "gap"]
    assert {thread: pieces.count(thread) for thread in THREADS} == dict.fromkeys(THREADS, len(CROSSINGS))
