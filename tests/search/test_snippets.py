import pytest

from coprod_portal.search.snippets import CHARACTERS, has_all, pieces


def shown(text: str, *words: str, cut: bool = True) -> str:
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces(text, words, cut=cut))


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("We listen to people.", ["listen"], "We [listen] to people."),
        ("We are Listening.", ["listen"], "We are [Listening]."),
        ("They listened to carers", ["listening", "carer"], "They [listened] to [carers]"),
        ("Co-production in a Café", ["coproduce", "cafe"], "[Co-production] in a [Café]"),
        ("People\u2019s panel", ["peoples"], "[People\u2019s] panel"),
        ("Wheelchairs", ["wheelch"], "[Wheelchairs]"),
        ("a pay day", ["a"], "[a] pay day"),
        ("Nothing here", ["zebra"], "Nothing here"),
        ("<script>pay</script>", ["pay"], "<script>[pay]</script>"),
        ("", ["pay"], ""),
        ("x", [], "x"),
    ],
)
def test_the_words_that_were_found_are_marked(text: str, words: list[str], marked: str) -> None:
    assert shown(text, *words) == marked


def test_a_long_text_is_cut_around_the_words_between_words() -> None:
    text = f"{'before ' * 100}zebra {'after ' * 100}"
    snippet = shown(text, "zebra")
    assert snippet.startswith("…before")
    assert snippet.endswith("after…")
    assert "[zebra]" in snippet
    assert len(snippet) <= CHARACTERS + 10
    assert shown(text, "zebra", cut=False).count("before") == 100


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    assert len(shown("x" * 5000, "x")) < CHARACTERS + 10


def test_all_words_must_be_there() -> None:
    assert has_all("Listening to young people", ["listen", "people"])
    assert not has_all("Listening to young people", ["listen", "zebra"])
