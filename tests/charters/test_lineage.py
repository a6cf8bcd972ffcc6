"""What became of each principle, for every kind of change, over two editions and over more."""

import pytest

from charters.lineage import Change, Fate, Kind, Words, fates, lineage

A, B, C, D = 1, 2, 3, 4


def words(principle: int, text: str, *came_from: int) -> Words:
    return Words(principle, (text,), frozenset(came_from))


FIRST = [words(A, "listen"), words(B, "pay")]

CASES = {
    "kept": (
        [words(A, "listen"), words(B, "pay")],
        [Change(Kind.KEPT, (A,), A), Change(Kind.KEPT, (B,), B)],
        {A: Fate(Kind.KEPT, (A,)), B: Fate(Kind.KEPT, (B,))},
    ),
    "moved": (
        [words(B, "pay"), words(A, "listen")],
        [Change(Kind.KEPT, (B,), B), Change(Kind.KEPT, (A,), A)],
        {A: Fate(Kind.KEPT, (A,)), B: Fate(Kind.KEPT, (B,))},
    ),
    "reworded": (
        [words(A, "listen well"), words(B, "pay")],
        [Change(Kind.REWORDED, (A,), A), Change(Kind.KEPT, (B,), B)],
        {A: Fate(Kind.REWORDED, (A,)), B: Fate(Kind.KEPT, (B,))},
    ),
    "reworded under another name": (
        [words(C, "hear", A), words(B, "pay")],
        [Change(Kind.REWORDED, (A,), C), Change(Kind.KEPT, (B,), B)],
        {A: Fate(Kind.REWORDED, (C,)), B: Fate(Kind.KEPT, (B,))},
    ),
    "joined into one of them": (
        [words(A, "listen and pay", B)],
        [Change(Kind.JOINED, (A, B), A)],
        {A: Fate(Kind.JOINED, (A,)), B: Fate(Kind.JOINED, (A,))},
    ),
    "joined into a new one": (
        [words(C, "listen and pay", A, B)],
        [Change(Kind.JOINED, (A, B), C)],
        {A: Fate(Kind.JOINED, (C,)), B: Fate(Kind.JOINED, (C,))},
    ),
    "joined where the words of one stand as they stood": (
        [words(A, "listen", B)],
        [Change(Kind.JOINED, (A, B), A)],
        {A: Fate(Kind.KEPT, (A,)), B: Fate(Kind.JOINED, (A,))},
    ),
    "split": (
        [words(A, "listen to old people"), words(C, "listen to young people", A), words(B, "pay")],
        [Change(Kind.SPLIT, (A,), A), Change(Kind.SPLIT, (A,), C), Change(Kind.KEPT, (B,), B)],
        {A: Fate(Kind.SPLIT, (A, C)), B: Fate(Kind.KEPT, (B,))},
    ),
    "split where the old words stand as they stood": (
        [words(A, "listen"), words(C, "listen twice", A), words(B, "pay")],
        [Change(Kind.KEPT, (A,), A), Change(Kind.SPLIT, (A,), C), Change(Kind.KEPT, (B,), B)],
        {A: Fate(Kind.KEPT, (A, C)), B: Fate(Kind.KEPT, (B,))},
    ),
    "dropped": (
        [words(B, "pay")],
        [Change(Kind.KEPT, (B,), B), Change(Kind.DROPPED, (A,), None)],
        {A: Fate(Kind.DROPPED, ()), B: Fate(Kind.KEPT, (B,))},
    ),
    "new": (
        [*FIRST, words(C, "thank")],
        [Change(Kind.KEPT, (A,), A), Change(Kind.KEPT, (B,), B), Change(Kind.NEW, (), C)],
        {A: Fate(Kind.KEPT, (A,)), B: Fate(Kind.KEPT, (B,))},
    ),
    "new in place of all": (
        [words(C, "thank")],
        [Change(Kind.NEW, (), C), Change(Kind.DROPPED, (A,), None), Change(Kind.DROPPED, (B,), None)],
        {A: Fate(Kind.DROPPED, ()), B: Fate(Kind.DROPPED, ())},
    ),
    "said to come from itself": (
        [words(A, "listen", A), words(B, "pay")],
        [Change(Kind.KEPT, (A,), A), Change(Kind.KEPT, (B,), B)],
        {A: Fate(Kind.KEPT, (A,)), B: Fate(Kind.KEPT, (B,))},
    ),
}


@pytest.mark.parametrize(("second", "changes", "ends"), CASES.values(), ids=list(CASES))
def test_between_two_editions(second: list[Words], changes: list[Change], ends: dict[int, Fate]) -> None:
    assert lineage(FIRST, second) == changes
    assert fates(FIRST, second) == ends


def test_what_was_split_and_then_joined_again_went_through_the_edition_between() -> None:
    second = [words(A, "listen to old people"), words(C, "listen to young people", A), words(B, "pay")]
    third = [words(D, "hear everybody", A, C), words(B, "pay")]

    assert lineage(FIRST, second, third) == [Change(Kind.REWORDED, (A,), D), Change(Kind.KEPT, (B,), B)]
    assert lineage(second, third)[0] == Change(Kind.JOINED, (A, C), D)


def test_what_came_and_went_between_is_not_seen() -> None:
    second = [*FIRST, words(C, "thank")]

    assert [change.kind for change in lineage(FIRST, second, FIRST)] == [Kind.KEPT, Kind.KEPT]


def test_what_was_gone_for_an_edition_and_is_back_goes_back_to_itself() -> None:
    second = [words(B, "pay")]

    assert lineage(FIRST, second, FIRST)[0] == Change(Kind.KEPT, (A,), A)
    assert lineage(second, FIRST)[0] == Change(Kind.NEW, (), A)
