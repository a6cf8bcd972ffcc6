"""What an operation raises when it refuses. The sentence is fit for the page that shows it."""

from coprod_portal.languages.texts import Text


class Refused(Exception):
    """The act is not possible; `sentence` says why in plain words."""

    def __init__(self, sentence: Text) -> None:
        self.sentence = str(sentence)
        super().__init__(self.sentence)


class Stale(Refused):
    """What the person saw has changed since: answer 409, show both texts, lose nothing that was typed."""
