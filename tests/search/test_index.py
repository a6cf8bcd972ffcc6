import pytest

from coprod_portal.search.index import Text, matching, put, remove
from coprod_portal.search.words import asked_words, words_of

pytestmark = pytest.mark.django_db


def found(query: str, *labels: str) -> list[int]:
    return matching(kind="commitment", words=asked_words(query), labels=labels)


def keep(**texts: str) -> None:
    put(kind="commitment", texts=[Text(int(name[1:]), words, ["charter1"]) for name, words in texts.items()])


def test_finds_all_words_newest_first_and_nothing_else() -> None:
    keep(n1="Pay people the same day", n2="Ask people for stories", n3="People are paid on the same day")
    assert found("same day people") == [3, 1]
    assert found("stories") == [2]
    assert found("zebra") == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Meetings in the evening", "meeting"),
        ("Café in Tŷ Newydd", "cafe ty"),
        ("cafe", "CAFÉ"),
        ("Listening well", "listen"),
        ("We co-produce it", "coproduction"),
        ("Co-production in every team", "co-produced"),
        ("A co production week", "coproduction"),
        ("People's panel", "peoples"),
        ("Wheelchairs", "wheelch"),
        ("24/7 line", "24"),
        ("東京", "東京"),
        ("Привет мир", "привет"),
    ],
)
def test_finds_words_however_they_are_written(text: str, query: str) -> None:
    keep(n1=text, n2="Something else")
    assert found(query) == [1]


def test_the_commonest_words_are_left_out_of_a_query() -> None:
    keep(n1="Pay people")
    assert found("pay the people") == [1]
    assert asked_words("the of and") == []
    assert found("the of and") == []


def test_labels_narrow_and_cannot_be_typed() -> None:
    put(kind="commitment", texts=[Text(1, "Pay people", ["charter1", "theme2"]), Text(2, "Pay people", ["charter2"])])
    assert found("pay", "charter1") == [1]
    assert found("pay", "charter1", "theme2") == [1]
    assert found("pay", "charter2", "theme2") == []
    assert found("charter1") == []
    assert found("=charter1") == []
    assert found("commitment") == []


def test_a_label_may_stand_in_for_the_words() -> None:
    put(
        kind="commitment",
        texts=[
            Text(1, "Pay people", ["charter1", "area5"]),
            Text(2, "Meet in Tipton", ["charter1"]),
            Text(3, "Meet in Tipton", ["charter2", "area5"]),
            Text(4, "Meet in Dudley", ["charter1", "area6"]),
        ],
    )
    put(kind="opportunity", texts=[Text(9, "Pay people", ["area5"])])
    assert matching(kind="commitment", words=["tipton"], labels=["charter1"], or_label="area5") == [2, 1]


def test_other_kinds_are_not_found() -> None:
    put(kind="opportunity", texts=[Text(1, "Pay people")])
    assert found("pay") == []


def test_new_words_replace_old_ones_and_removed_things_are_not_found() -> None:
    keep(n1="Pay people", n2="Pay everybody")
    keep(n1="Ask people")
    assert found("pay") == [2]
    assert found("ask") == [1]
    remove(kind="commitment", things=[1, 7])
    assert found("ask") == []


def test_never_looks_at_more_than_it_may() -> None:
    keep(n1="Pay", n2="Pay", n3="Pay")
    assert matching(kind="commitment", words=["pay"], at_most=2) == [3, 2]


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "'",
        '"',
        '""',
        "a'b\"c",
        "\x00",
        "pay\x00people",
        "& | ! <-> :*",
        "AND OR NOT NEAR(",
        "pay AND",
        "words : pay",
        "pay*",
        "-pay",
        "^pay",
        "(",
        "{labels} : x",
        "😀",
        "👩🏽‍🦽 pay",
        "\u202epay",
        "%s %% _",
        "\\",
        "x" * 1_000_000,
        "pay " * 100_000,
        "ﷺ ½ ² Ⅷ ٣ ੩ ࠀ 𞤀 𐎀 ゙ ｶﾞ ꙮ",
        "\ud800",
        "ǅ ß ŉ",
        "1e5 3.14 -7 0x1F",
        "http://example.org/?a=b a@example.org",
    ],
)
def test_no_query_is_a_mistake(query: str) -> None:
    keep(n1="Pay people")
    assert found(query) in ([], [1])
    keep(n2=query)
    found(query)


def test_words_are_bounded() -> None:
    assert len(asked_words(" ".join(f"w{number}" for number in range(500)))) == 10
    assert words_of("x" * 100) == ["x" * 40]
