"""How a commitment is going: seven states, in this order and no others.

"No news" is not among them. It is worked out from dates and stands beside the last state, never in its place.
"""

from django.db import models


class Going(models.TextChoices):
    NOT_STARTED = "not-started", "Not started"
    HAPPENING = "happening-now", "Happening now"
    LATE = "running-late", "Running late"
    CHANGED = "plan-changed", "Plan changed"
    PARTLY_DONE = "partly-done", "Partly done"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"


LABELS = {str(value): str(label) for value, label in Going.choices}
# Nothing more is asked of a maker after these.
ENDED = frozenset({Going.PARTLY_DONE, Going.DONE, Going.STOPPED})
# These are met with thanks, and with three more questions.
SLIPPED = frozenset({Going.LATE, Going.CHANGED, Going.STOPPED})
