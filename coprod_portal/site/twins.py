"""Which pages have a twin in Easy Read."""

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse

# The name of a page's address, and that of its twin, which takes the same parts of an address.
TWINS = {
    "home": "easy-read",
    "charter": "charter-easy-read",
    "theme": "theme-easy-read",
    "commitments": "commitments-easy-read",
    "commitment": "commitment-easy-read",
    "report": "report-easy-read",
}
# Twins, and the Easy Read pages that are twins of none.
EASY_READ = frozenset({*TWINS.values(), "easy-read-how-it-works"})


def match_of(request: HttpRequest) -> ResolverMatch | None:
    """Where an address leads, also before Django has asked."""
    try:
        return request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return None


def twin_of(match: ResolverMatch | None) -> str:
    """The address of the Easy Read twin of a page, or nothing."""
    return twin_address(match.view_name, match.kwargs) if match else ""


def twin_address(page: str, about: dict[str, Any]) -> str:
    """The same, by the name of a page and what its address names."""
    return reverse(TWINS[page], kwargs=about) if page in TWINS else ""
