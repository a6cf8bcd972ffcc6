"""Where an organisation begins, whoever names it first, with an address that none has or had."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.text import slugify

from charters.models import Area
from commitments.likeness import likeness
from commitments.models import FormerName, Organisation

SLUG_LENGTH = 70


def new_organisation(*, slug: str, name: str, made_up: bool, area: Area | None = None, kind: str = "") -> Organisation:
    """Not saved."""
    return Organisation(
        slug=slug,
        name=name,
        likeness=likeness(name),
        kind=kind,
        area=area,
        made_up=made_up,
        created_at=timezone.now(),
    )


def plain_slug(name: str) -> str:
    """Empty where a name is not written in Latin letters."""
    return slugify(name)[:SLUG_LENGTH].strip("-")


def is_free(slug: str) -> bool:
    """Neither an address, nor one that leads on."""
    return not taken_among([slug])


def taken_among(slugs: Sequence[str]) -> set[str]:
    return {
        slug
        for named in (Organisation, FormerName)
        for slug in named.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    }


def free_slugs(names: Sequence[str], endings: Sequence[str]) -> list[str]:
    """From each name where that is free and written in Latin letters; otherwise told apart by its ending."""
    plain = [plain_slug(name) for name in names]
    taken, slugs = taken_among(plain), []
    for slug, ending in zip(plain, endings, strict=True):
        free = slug if slug and slug not in taken else f"{slug or 'organisation'}-{ending.lower()}"
        taken.add(free)
        slugs.append(free)
    return slugs
