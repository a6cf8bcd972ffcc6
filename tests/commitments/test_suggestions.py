"""What the form suggests, as data: one row for each thing that it sees, and one for each that it must not see."""

import pytest

from commitments.suggestions import Said, suggestions
from commitments.whereabouts import whereabouts

PLAIN = {
    "title": "Pay people the same day",
    "what": "We will pay people on the day.",
    "how": "First we buy a cash tin.",
    "with_whom": "People who cook here",
    "how_people_will_know": "Nobody waits more than a day.",
}
LONG = "We will meet " + "and talk " * 15 + "on the day."

SEEN = [
    ({"with_whom": ""}, "with_whom", "Who will you do it with?"),
    ({"with_whom": "Not sure."}, "with_whom", "Who will you do it with?"),
    ({"how": "From a cash tin."}, "step_1", "Can you say a first step and a date?"),
    ({"what": "We will endeavour to pay people."}, "what", "“endeavour to”: People may not know when this is done."),
    ({"what": "We will look into it."}, "what", "“look into”"),
    ({"how": "First we pay, where possible."}, "how", "“where possible”"),
    ({"what": LONG}, "what", "There is a long sentence here."),
    ({"what": "We will utilise a tin."}, "what", "Could you say “use”?"),
    ({"how": "First we plan multidisciplinary days."}, "how", "“multidisciplinary” is a long word."),
    ({"title": "Tell the ICB"}, "title", "what “ICB” means"),
]
UNSEEN = [
    {},
    {"how": "We buy a tin in March."},
    {"what": "We will pay NHS staff in the UK."},
    {"what": "WE WILL PAY PEOPLE ON THE DAY."},
    {"how": "First we look at the tin."},
]


@pytest.mark.parametrize(("answers", "field", "words"), SEEN)
def test_what_is_suggested(answers: dict[str, str], field: str, words: str) -> None:
    found = suggestions(Said(**{**PLAIN, **answers}))  # type: ignore[arg-type]
    assert [one.field for one in found] == [field]
    assert words in found[0].words


@pytest.mark.parametrize("answers", UNSEEN)
def test_what_is_fine_as_it_is(answers: dict[str, str]) -> None:
    assert suggestions(Said(**{**PLAIN, **answers})) == []  # type: ignore[arg-type]


def test_small_steps_are_a_first_step() -> None:
    assert suggestions(Said(**{**PLAIN, "how": "From a tin."}, has_small_steps=True)) == []


@pytest.mark.parametrize(
    "text",
    [
        "I go to Hillside School.",
        "We meet at St Mary's primary school.",
        "Friends at Hillside and Park Road Academy",
        "The College of Sandwell",
        "Meet me at B70 8AB",
        "It is in Marmalade Street.",
        "Come to 12 market road",
    ],
)
def test_what_tells_where_a_young_person_is(text: str) -> None:
    assert whereabouts(text)


@pytest.mark.parametrize(
    "text",
    [
        "We meet after school.",
        "Our School Council asks for it.",
        "Ask school leaders first.",
        "Every high school and college",
        "We cross the road.",
        "Shops on the High Street",
        "In 2 weeks, 14 people come close.",
    ],
)
def test_what_tells_nobody(text: str) -> None:
    assert not whereabouts(text)
