"""Which page somebody was on, told by the page itself and kept without a trace of the person.

Each page carries its own address with a seal that only the portal can make. So nobody can have addresses kept that are
no pages of ours, and no cookie is needed to know where somebody comes from.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.signing import BadSignature, Signer
from django.urls import Resolver404, resolve

LONGEST = 300
# Parts of an address that say what a page is about. Any other may belong to one person: a key, a reference of a case.
PUBLIC_PARTS = frozenset({"charter", "principle", "theme", "number", "language", "year"})
PUBLIC_PAGES = frozenset({"commitment", "commitment-history", "commitment-easy-read", "organisation", "opportunity"})
PERSONAL = ("/my/", "/moderation/", "/steward/", "/organiser/", "/accounts/", "/outbox/")


@dataclass(frozen=True)
class KnownPage:
    """A page by its URL name and what its address names."""

    name: str
    path: str
    route: str
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def is_public(self) -> bool:
        if self.path.startswith(PERSONAL) or len(self.path) > LONGEST:
            return False
        return self.name in PUBLIC_PAGES or self.about.keys() <= PUBLIC_PARTS

    @property
    def kept_path(self) -> str:
        """The address, or what kind of address it is: /my/<reference>/."""
        return self.path if self.is_public else "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", self.route)


def sealed(path: str) -> str:
    return signer().sign(path)


def signer() -> Signer:
    return Signer(salt="page")


def page_of_seal(words: str) -> KnownPage | None:
    """The page that was sealed; None where the portal did not make the seal, or has no such page any more."""
    try:
        return known_page(signer().unsign(words))
    except BadSignature:
        return None


def known_page(path: str) -> KnownPage | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return KnownPage(match.view_name, path, match.route, dict(match.kwargs))
