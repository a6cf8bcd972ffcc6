"""The type of words that a person reads: as they are, or still to be said in the reader's language."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"


class Theirs(str):
    """Words of people or of data. On a page in another language they stand in an element that says theirs."""

    lang = "en-GB"
