"""Ideas to start from: those of the charter's own list, those of the Co-production Week, and ours.

Ours come from `content/ideas.toml`, by theme.
"""

import tomllib
from collections.abc import Iterable
from functools import cache

from django.conf import settings

from charters.models import Charter, Wording

# The kind of a section of a charter.
IDEA = "idea"


@cache
def ideas_by_theme() -> dict[str, list[str]]:
    with (settings.CONTENT_FOLDER / "ideas.toml").open("rb") as file:
        return {entry["theme"]: entry["words"] for entry in tomllib.load(file)["ideas"]}


def ideas_for(wordings: Iterable[Wording], at_most: int) -> list[str]:
    """Those of the themes that the wordings are about, one of each theme first."""
    themes = {theme.slug: None for wording in wordings for theme in wording.themes.all()}
    lists = [ideas_by_theme().get(slug, []) for slug in themes]
    longest = max(map(len, lists), default=0)
    in_turn = [ideas[turn] for turn in range(longest) for ideas in lists if turn < len(ideas)]
    return list(dict.fromkeys(in_turn))[:at_most]


def ideas_of_charter(charter: Charter) -> list[str]:
    """Those that its current words give as ideas, as they stand there."""
    own = Wording.objects.filter(edition=charter.current_edition_id, section__kind=IDEA, is_quotation=True)
    return list(own.order_by("section__position", "position").values_list("text", flat=True))
