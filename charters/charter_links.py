"""The pages that belong to a charter, in the groups that its page offers them in.

A row is the name of an address and the words of its link. Apps above may stand here too: a name leans on nobody.
A name that no address has is a mistake, and fails.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from charters.models import Charter

Words = str | Promise

GROUPS: tuple[tuple[Words, tuple[tuple[str, Words], ...]], ...] = (
    (
        _("Read it another way"),
        (
            ("charter-easy-read", _("Easy Read")),
            ("charter-formats", _("Other formats and languages")),
            ("charter-poster", _("Poster to print (PDF)")),
            ("charter-poster-a3", _("Large poster to print (A3, PDF)")),
            ("charter-booklet", _("Large print (PDF)")),
            ("charter-qr-png", _("A code to scan, for a poster or slide of yours")),
            ("charter-changes", _("What changed between editions")),
        ),
    ),
    (
        _("Join in"),
        (
            ("charter-take-part", _("How to take part")),
            ("charter-interest", _("Ask to take part")),
            ("charter-sign", _("Sign the charter")),
            ("charter-review", _("Say what you think of it")),
            ("charter-paper-form", _("Make a commitment on paper (PDF)")),
        ),
    ),
    (
        _("See what comes of it"),
        (
            ("charter-commitments", _("Commitments to it")),
            ("charter-gaps", _("Where nobody has committed yet")),
            ("charter-summary", _("On one page")),
            ("charter-signatures", _("Who has signed it")),
            ("charter-concern", _("When something is not right")),
            ("charter-share", _("Show its commitments on your own site")),
        ),
    ),
)


@dataclass(frozen=True)
class Link:
    name: Words
    address: str


def links_around(charter: Charter) -> list[tuple[Words, list[Link]]]:
    """The links of each group."""
    return [(heading, [link_to(charter, page, words) for page, words in rows]) for heading, rows in GROUPS]


def link_to(charter: Charter, page: str, words: Words) -> Link:
    return Link(words, reverse(page, args=[charter.slug]))
