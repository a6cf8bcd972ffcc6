"""What the answers to a review say, with small numbers withheld.

Where fewer than five people gave an answer, it is shown together with its neighbour. The groups are fixed, so that what
is shown never lets anybody work out a number below five: between at least two answers it stays open which was the small
one. Where nearly all said the same, only that is told: "19 or more of 23", and "fewer than 5" for the rest.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from charters.models import Review, ReviewPoint, Section, Wording
from charters.review_questions import sections_of

FEWEST = 5

Group = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question, and the groups in which its answers may be shown: the finest first, two groups last."""

    field: str
    words: str | Promise
    levels: tuple[tuple[Group, ...], ...]
    names: Mapping[Group, str | Promise]


MATTERS = Question(
    "matters",
    _("Does it still matter?"),
    ((("yes",), ("not-sure",), ("no",)), (("yes",), ("not-sure", "no"))),
    {
        ("yes",): _("Yes"),
        ("not-sure",): _("Not sure"),
        ("no",): _("No"),
        ("not-sure", "no"): _("Not sure, or no"),
    },
)
HAPPENING = Question(
    "happening",
    _("Is it happening?"),
    (
        (("yes",), ("a-bit",), ("no",), ("do-not-know",)),
        (("yes", "a-bit"), ("no",), ("do-not-know",)),
        (("yes", "a-bit"), ("no", "do-not-know")),
    ),
    {
        ("yes",): _("Yes"),
        ("a-bit",): _("A bit"),
        ("no",): _("No"),
        ("do-not-know",): _("I do not know"),
        ("yes", "a-bit"): _("Yes, or a bit"),
        ("no", "do-not-know"): _("No, or I do not know"),
    },
)
QUESTIONS = (MATTERS, HAPPENING)


@dataclass(frozen=True)
class Bar:
    """How many gave an answer. `at_least`: so many or more. `people` is None for fewer than five."""

    words: str | Promise
    people: int | None
    of: int
    at_least: bool = False

    @property
    def percent(self) -> int:
        return round(100 * (self.people or 0) / self.of)


@dataclass(frozen=True)
class Split:
    """One question of one principle. `people` is None where fewer than five answered; no bars: no split is shown."""

    question: Question
    people: int | None
    bars: list[Bar]


def split(question: Question, counts: Mapping[str, int]) -> Split:
    total = sum(counts.values())
    if total < FEWEST:
        return Split(question, None, [])
    for level in question.levels:
        found = [(group, sum(counts.get(answer, 0) for answer in group)) for group in level]
        if all(people >= FEWEST for _group, people in found):
            return Split(question, total, [Bar(question.names[group], people, total) for group, people in found])
    if total < 2 * FEWEST - 1:
        return Split(question, total, [])
    # Of the two groups of the last level, one is small and the other is not.
    bars = [
        Bar(question.names[group], total - FEWEST + 1, total, at_least=True)
        if people >= FEWEST
        else Bar(question.names[group], None, total)
        for group, people in found
    ]
    return Split(question, total, bars)


@dataclass(frozen=True)
class PointResult:
    wording: Wording
    splits: list[Split]


@dataclass(frozen=True)
class Results:
    sections: list[tuple[Section, list[PointResult]]]

    @property
    def people(self) -> int:
        """That at least so many answered: the most who answered one question. The exact number could be subtracted."""
        shown = [each.people or 0 for _section, points in self.sections for point in points for each in point.splits]
        return max(shown, default=0)


def results_of(review: Review) -> Results:
    """Three queries for the words and two for the counts, whatever the number of answers."""
    counts: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    points = ReviewPoint.objects.filter(answer__review=review, answer__confirmed_at__isnull=False)
    for question in QUESTIONS:
        answered = points.exclude(**{question.field: ""})
        for wording, answer, people in answered.values_list("wording_id", question.field).annotate(Count("pk")):
            counts[wording, question.field][answer] = people
    return Results(
        [
            (
                section,
                [
                    PointResult(wording, [split(each, counts[wording.pk, each.field]) for each in QUESTIONS])
                    for wording in section.wordings.all()
                ],
            )
            for section in sections_of(review.edition)
        ]
    )
