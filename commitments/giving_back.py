"""What people get for taking part, how power is shared with them, and the small steps on the way, in plain words.

Nothing is said where a maker said nothing: that people get nothing only stands where the maker says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.models import Version
from commitments.opportunity_scale import BY_VALUE
from coprod_portal.languages.texts import Text

NOTHING = "nothing"


@dataclass(frozen=True)
class Gift:
    """Something that people can get. `value` is its answer in a form; the version holds it as `gives_<value>`."""

    value: str
    name: Text

    @property
    def field(self) -> str:
        return f"gives_{self.value}"


GIFTS = (
    Gift("fees", _("A payment for their time")),
    Gift("expenses", _("Their costs back, like travel")),
    Gift("training", _("Training")),
    Gift("credit", _("Thanks by name, if they want that")),
)


def gifts_of(version: Version) -> list[str]:
    return [str(gift.name) for gift in GIFTS if getattr(version, gift.field)]


def what_people_get(version: Version) -> Iterator[str]:
    """One line for each thing, or that it is nothing."""
    yield from gifts_of(version)
    if version.gives_nothing:
        yield gettext("People get nothing for taking part.")


def promises_something(version: Version) -> bool:
    """Whether people involved can be asked if they got what was promised for their time."""
    return bool(version.giving_back or gifts_of(version))


def shared_power(version: Version) -> str:
    """How power is shared, in a word and a plain sentence."""
    step = BY_VALUE.get(version.power)
    return f"{step.name}. {step.plain}" if step else ""
