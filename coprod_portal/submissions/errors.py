"""What an operation raises when it refuses. The sentence is fit for the page that shows it."""

from datetime import datetime

from django.utils import timezone

from coprod_portal.languages.texts import Text


class Refused(Exception):
    """The act is not possible; `sentence` says why in plain words."""

    def __init__(self, sentence: Text) -> None:
        self.sentence = str(sentence)
        super().__init__(self.sentence)


class Stale(Refused):
    """What the person saw has changed since: answer 409, show both texts, lose nothing that was typed."""


class TooMany(Refused):
    """A limit is reached: answer 429, say when to come back, lose nothing that was typed.

    `sentence` stands beside the form. `sentences` are for a page that has none, where nothing was typed.
    """

    def __init__(self, *sentences: str, kept: str, until: datetime) -> None:
        self.sentences, self.until = sentences, until
        super().__init__(" ".join((*sentences, kept)))

    @property
    def seconds_left(self) -> int:
        return max(1, round((self.until - timezone.now()).total_seconds()))
