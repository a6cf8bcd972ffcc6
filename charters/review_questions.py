"""What a review asks of each principle of its edition, in the charter's exact words: does it matter, does it happen?"""

from dataclasses import dataclass, field

from charters.models import Edition, ReviewPoint, Section, Wording


@dataclass(frozen=True)
class Thought:
    """What one person thinks of one principle. Empty where they did not say."""

    wording: Wording
    matters: str = ""
    happening: str = ""


@dataclass(frozen=True)
class Thoughts:
    """All that one person says in a review."""

    points: list[Thought] = field(default_factory=list)
    missing: str = ""

    def as_points(self) -> list[ReviewPoint]:
        """Rows without their answer yet."""
        return [
            ReviewPoint(wording=thought.wording, matters=thought.matters, happening=thought.happening)
            for thought in self.points
            if thought.matters or thought.happening
        ]


def sections_of(edition: Edition) -> list[Section]:
    """The sections that hold principles, each with its wordings. Two queries and one for the principles."""
    sections = list(edition.sections.prefetch_related("wordings__principle"))
    return [section for section in sections if section.wordings.all()]
