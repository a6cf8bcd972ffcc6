"""The pages of the steward's room that belong to one charter, in the groups that its page offers them in.

A row is the name of an address that takes the charter's slug, the words of its link, and one sentence on what it is
for. Apps above may stand here too: a name leans on nobody, and one that no address has is a mistake, and fails.
`waiting` names a function that is called once for all charters, with `charters=`, and tells how many things wait for
the steward of each, by the charter's key.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from charters.models import Charter

Words = str | Promise


@dataclass(frozen=True)
class Row:
    page: str
    words: Words
    sentence: Words
    waiting: str = ""


GROUPS: tuple[tuple[Words, tuple[Row, ...]], ...] = (
    (
        _("The words"),
        (
            Row("steward-editions", _("Editions"), _("Begin a new edition, work on a draft, look at the old ones.")),
            Row("charter-change", _("Its name and colour"), _("Change its short name, kind, area or colour.")),
            Row("steward-easy-read", _("Easy Read"), _("Write it in easy words, with pictures.")),
            Row("steward-formats", _("Other formats"), _("Add a film, a recording, an Easy Read or a large print.")),
            Row("steward-translations", _("Other languages"), _("Add the words in another language.")),
        ),
    ),
    (
        _("What people ask and say"),
        (
            Row(
                "steward-cases",
                _("Questions and worries"),
                _("Answer people who wrote about this charter."),
                waiting="charters.cases.waiting",
            ),
            Row("charter-signatures", _("Names under the charter"), _("See who has signed it.")),
            Row("steward-reviews", _("Reviews"), _("Ask people what they think of the charter.")),
        ),
    ),
    (
        _("Taking part"),
        (
            Row("steward-opportunities", _("Opportunities"), _("List a meeting, a board place or a training.")),
            Row(
                "steward-interests",
                _("People who would like to take part"),
                _("Write to them by the date we gave."),
                waiting="commitments.opportunity_owners.waiting_for_stewards",
            ),
        ),
    ),
    (
        _("What comes of it"),
        (
            Row("steward-summary", _("Learning for the board"), _("Choose what people learned for the one page.")),
            Row("charter-gaps", _("Where nobody has committed yet"), _("See which words have no commitments.")),
            Row("charter-summary", _("On one page"), _("Print it for a board.")),
        ),
    ),
)


@dataclass(frozen=True)
class Link:
    words: Words
    sentence: Words
    address: str
    waiting: int


def steward_links(charter: Charter) -> list[tuple[Words, list[Link]]]:
    """The links of each group, with how much waits behind them."""
    return [
        (heading, [link_to(charter, row, counts(row, [charter]).get(charter.pk, 0)) for row in rows])
        for heading, rows in GROUPS
    ]


def link_to(charter: Charter, row: Row, waiting: int) -> Link:
    return Link(row.words, row.sentence, reverse(row.page, args=[charter.slug]), waiting)


def waiting_for(charters: Iterable[Charter]) -> dict[int, list[Link]]:
    """What waits for the steward of each charter, by the charter's key. The same queries for any number of charters."""
    charters = list(charters)
    found: dict[int, list[Link]] = defaultdict(list)
    for row in (row for _heading, rows in GROUPS for row in rows if row.waiting):
        waiting = counts(row, charters)
        for charter in charters:
            if waiting.get(charter.pk):
                found[charter.pk].append(link_to(charter, row, waiting[charter.pk]))
    return found


def counts(row: Row, charters: list[Charter]) -> Mapping[int, int]:
    if not row.waiting:
        return {}
    count: Callable[..., Mapping[int, int]] = import_string(row.waiting)
    return count(charters=charters)
