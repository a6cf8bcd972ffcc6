"""Where words of a young person would tell strangers where to find them: a school by its name, a postcode, a street.

Only what is plainly that, so that nobody is stopped for "after school": a grown-up they trust and a moderator read
the rest. Pure functions over one text, with bounded patterns.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from commitments.desk.hints import POSTCODE
from coprod_portal.languages.texts import Text

NAME = r"[A-Z][\w'’.-]{0,30}"  # noqa: RUF001
SCHOOL = re.compile(
    rf"\b(?P<name>{NAME}(?: (?:and |of )?{NAME}){{0,5}})"
    r"(?: (?:primary|secondary|high|infants?|junior|grammar|special|sixth form)){0,3}"
    r" (?P<kind>[Ss]chool|[Cc]ollege|[Aa]cademy)\b"
)
SCHOOL_OF = re.compile(rf"\b(?:[Ss]chool|[Cc]ollege|[Aa]cademy) (?:of|for|in) (?:the )?{NAME}")
# Words with a capital letter that make no name, before "School" or "Street".
CAPITALS = (
    "A Across After All Along Another Any At Before Between Both Busy By Cross Drama Each Every For Form "
    "From High In Infant Infants Junior Keep Local Main More My No Of On Our Out Over Primary Quiet Safe "
    "Secondary Sixth Some Special The Their This To Until We When Where Your"
)
NO_NAMES = frozenset(CAPITALS.split())
STREET = re.compile(
    rf"\b(?P<name>{NAME}(?: {NAME}){{0,2}}) "
    r"(?P<kind>[Ss]treet|[Rr]oad|[Aa]venue|[Ll]ane|[Cc]rescent|Close|Terrace|Grove|Rd|Ave)\b"
)
HOUSE = re.compile(r"\b\d{1,4}[a-zA-Z]?,?(?: [a-z]\w{1,30}){1,3} (?:street|road|avenue|lane|crescent|rd)\b")


def whereabouts(text: str) -> "Text | None":
    """How to mend a text that names a place where somebody can be found, or None."""
    return next((sentence for names, sentence in NAMED if names(text)), None)


def names_school(text: str) -> bool:
    return has_name(SCHOOL, text) or SCHOOL_OF.search(text) is not None


def names_postcode(text: str) -> bool:
    return POSTCODE.search(text) is not None


def names_street(text: str) -> bool:
    return has_name(STREET, text) or HOUSE.search(text) is not None


def has_name(pattern: re.Pattern[str], text: str) -> bool:
    return any(is_name(match, text) for match in pattern.finditer(text))


def is_name(match: re.Match[str], text: str) -> bool:
    """The first word of a sentence has its capital letter from there, so alone it shows no name."""
    before = text[: match.start()].rstrip()
    begins_sentence = not before or before[-1] in ".!?:"
    words = match["name"].split()
    if begins_sentence and match["kind"][0].islower():
        words = words[1:]
    return any(word not in NO_NAMES for word in words)


NAMED: tuple[tuple[Callable[[str], bool], Text], ...] = (
    (names_school, _("Please do not name a school or college. You can say “our school”")),
    (names_postcode, _("Please leave out the postcode. We want nobody to know where you are")),
    (names_street, _("Please leave out the name of the street. We want nobody to know where you are")),
)
