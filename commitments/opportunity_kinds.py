"""The kinds of opportunity, from `content/opportunity_kinds.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Kind:
    slug: str
    name: str
    plain: str


@cache
def kinds() -> dict[str, Kind]:
    """By slug, in the order of the file."""
    with (settings.CONTENT_FOLDER / "opportunity_kinds.toml").open("rb") as file:
        return {entry["slug"]: Kind(**entry) for entry in tomllib.load(file)["kinds"]}


def kind_of(slug: str) -> Kind:
    """One that the file does not hold any more keeps its slug for a name."""
    return kinds().get(slug) or Kind(slug, slug.replace("-", " ").capitalize(), "")
