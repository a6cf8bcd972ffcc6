import pytest

from coprod_portal.search import spelling
from coprod_portal.search.index import Text, put, remove
from coprod_portal.search.models import KnownWord, NewWords, WordPart
from coprod_portal.search.spelling import difference, learn, mended, nearest, start_again

pytestmark = pytest.mark.django_db


def know(*texts: str) -> None:
    put(kind="commitment", texts=[Text(number, text) for number, text in enumerate(texts, 1)])
    learn()


def amounts() -> dict[str, int]:
    return dict(KnownWord.objects.order_by("word").values_list("word", "amount"))


def test_words_are_counted_by_text_and_only_those_that_somebody_could_mean() -> None:
    know("Listen, listen to young people in 2026", "Listening to people at no1", "x" * 26)
    assert amounts() == {"listen": 1, "listening": 1, "people": 2, "young": 1}
    assert NewWords.objects.count() == 0


def test_it_may_learn_again_at_any_time() -> None:
    know("Listen")
    assert learn() == 0
    know("Listen to zebras")
    assert amounts() == {"listen": 2, "zebras": 1}
    assert WordPart.objects.filter(word__word="listen").count() == 6


def test_putting_in_costs_one_row_and_no_more(django_assert_num_queries: object) -> None:
    put(kind="commitment", texts=[Text(1, "Listen to people"), Text(2, "Listen")])
    assert NewWords.objects.count() == 2
    assert not KnownWord.objects.exists()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lisen", "listen"),
        ("psy", "pay"),
        ("lsiten", "listen"),
        ("listten", "listen"),
        ("lister", "listen"),
        ("safegarding", "safeguarding"),
        ("safeguardnig", "safeguarding"),
        ("acessibel", "accessible"),
        ("pya", "pay"),
        ("cafe", ""),
        ("zzzzqq", ""),
        ("xy", ""),
        ("12345", ""),
        ("p" * 40, ""),
        ("привет", "приветы"),
    ],
)
def test_near_words_are_found(typed: str, meant: str) -> None:
    know("listen safeguarding accessible pay people приветы")
    assert nearest(typed) == meant


def test_of_two_near_words_the_one_used_more_is_meant() -> None:
    know("caring", "caring", "paring")
    assert nearest("zaring") == "caring"
    assert nearest("parin") == "paring"


def test_only_unknown_words_change() -> None:
    know("listen to young people")
    assert mended(["young", "poeple"]) == ["young", "people"]
    assert mended(["zzzzqq", "listen"]) == ["zzzzqq", "listen"]


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("pay", "pay", 0),
        ("pay", "pya", 1),
        ("pay", "pays", 1),
        ("pay", "day", 1),
        ("pay", "", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_difference(one: str, other: str, steps: int) -> None:
    assert difference(one, other, 3) == difference(other, one, 3) == steps
    assert difference(one, other, 0) == min(steps, 1)


def test_more_texts_than_are_learned_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "PUT_AT_ONCE", 2)
    monkeypatch.setattr(spelling, "NAMES_AT_ONCE", 1)
    put(kind="commitment", texts=[Text(number, f"listen {'abcde'[number]}xyz") for number in range(5)])
    assert learn() == 5
    assert amounts()["listen"] == 5
    assert len(amounts()) == 6


def test_it_can_start_again() -> None:
    know("listen")
    put(kind="commitment", texts=[Text(2, "zebra")])
    start_again()
    assert not KnownWord.objects.exists()
    assert not WordPart.objects.exists()
    assert learn() == 0


def test_words_that_went_stay_known_and_do_no_harm() -> None:
    know("zebra")
    remove(kind="commitment", things=[1])
    assert nearest("zebar") == "zebra"


@pytest.mark.parametrize("many", [1, 400])
def test_the_cost_of_a_near_word_is_one_query_however_many_are_known(many: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    letters = "abcdefghijklmnopqrst"
    know(" ".join(f"list{letters[number % 20]}{letters[number // 20]}n" for number in range(many)))
    with django_assert_num_queries(1):
        nearest("listazn")
