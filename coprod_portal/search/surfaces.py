"""All kinds of things that one search finds: settings.SEARCH_SURFACES names them, in the order of the page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from . import index

PUT_AT_ONCE = 500


@dataclass(frozen=True)
class Result:
    title: str
    address: str
    text: str = ""
    """Where the words were looked for, and a part is shown."""
    about: str = ""
    """A few words on what it is."""
    thread: str = ""
    made_up: bool = False
    is_whole: bool = False
    """The text says something else when a part is shown."""
    is_quotation: bool = False
    is_ours: bool = False
    """The text is our words on somebody else's."""


@dataclass(frozen=True)
class Surface:
    """One kind of thing. Whatever the index holds, `results` gives only what is public."""

    kind: str
    heading: str | Promise
    results: Callable[[Sequence[int]], Sequence[Result]]
    """Of the things with these numbers, those that are public, in the order to show them."""
    texts: Callable[[], Iterable[index.Text]] | None = None
    """All that is to be found. None where each thing puts itself in, and what stands in the index is public."""
    labels: Callable[[], Sequence[str]] = tuple
    """What else must stand beside the words."""
    all_address: Callable[[str], str] | None = None
    """A list of its own that answers what was typed."""

    @property
    def is_in_step(self) -> bool:
        return self.texts is None

    def asked(self) -> index.Asked:
        own = () if self.is_in_step else (index.label_of(self.kind),)
        return index.Asked(self.kind, (*own, *self.labels()))


@cache
def surfaces() -> tuple[Surface, ...]:
    return tuple(import_string(name) for name in settings.SEARCH_SURFACES)


@transaction.atomic
def refill(surface: Surface) -> None:
    """Put in all that is to be found of this kind, and take out the rest."""
    if surface.texts is None:
        return
    kept: list[int] = []
    waiting: list[index.Text] = []
    for text in surface.texts():
        kept.append(text.thing)
        waiting.append(text)
        if len(waiting) == PUT_AT_ONCE:
            index.put(kind=surface.kind, texts=waiting)
            waiting = []
    index.put(kind=surface.kind, texts=waiting)
    index.remove(kind=surface.kind, things=index.things(kind=surface.kind) - set(kept))
