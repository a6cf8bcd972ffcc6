"""What was put right, newest first, as anybody may read it. What is hidden meanwhile is neither named nor linked."""

from collections.abc import Iterable
from dataclasses import dataclass

from commitments.models import Correction
from commitments.things import Page, public_pages
from coprod_portal.places import key_in

ON_A_PAGE = 25


@dataclass(frozen=True)
class Corrected:
    """`page` is where it was put right, where anybody still sees that."""

    correction: Correction
    page: Page | None


def one_page(after: str) -> tuple[list[Corrected], int | None]:
    """Those after the one with this key, and the key that the next page starts after."""
    rows = Correction.objects.all()
    if (key := key_in(after)) is not None:
        last = Correction.objects.filter(pk=key).first()
        rows = rows.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk) if last else rows
    fetched = list(rows[: ON_A_PAGE + 1])
    return with_pages(fetched[:ON_A_PAGE]), fetched[ON_A_PAGE - 1].pk if len(fetched) > ON_A_PAGE else None


def with_pages(corrections: Iterable[Correction]) -> list[Corrected]:
    corrections = list(corrections)
    pages = public_pages({correction.thing for correction in corrections})
    return [Corrected(correction, pages.get(correction.thing)) for correction in corrections]
