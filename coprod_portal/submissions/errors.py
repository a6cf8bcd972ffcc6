"""What an operation raises when it refuses. The sentence is fit for the page that shows it."""


class Refused(Exception):
    """The act is not possible; `sentence` says why in plain words."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Stale(Refused):
    """What the person saw has changed since: answer 409, show both texts, lose nothing that was typed."""
