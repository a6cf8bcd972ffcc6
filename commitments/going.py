"""How a commitment is going: seven states, in this order and no others.

"No news" is not among them. It is worked out from dates and stands beside the last state, never in its place.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.languages.texts import Text


class Going(models.TextChoices):
    NOT_STARTED = "not-started", _("Not started")
    HAPPENING = "happening-now", _("Happening now")
    LATE = "running-late", _("Running late")
    CHANGED = "plan-changed", _("Plan changed")
    PARTLY_DONE = "partly-done", _("Partly done")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


LABELS: dict[str, Text] = {str(value): label for value, label in Going.choices}
# Done by its maker's word, and done by the word of people involved, are two different things wherever we say "done".
SAID_DONE = _("Done, says its maker")
CONFIRMED = _("Done, confirmed by people involved")
# Nothing more is asked of a maker after these.
ENDED = frozenset({Going.PARTLY_DONE, Going.DONE, Going.STOPPED})
# These are met with thanks, and with three more questions.
SLIPPED = frozenset({Going.LATE, Going.CHANGED, Going.STOPPED})


def in_words(going: str, *, is_confirmed: bool) -> Text:
    """How it is going; and of what is done, who says so."""
    if going == Going.DONE:
        return CONFIRMED if is_confirmed else SAID_DONE
    return LABELS[going]
