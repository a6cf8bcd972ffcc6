"""What people may have meant who typed a word that stands nowhere. The same on every database.

Known words are those of public texts, and also of some that are public no more: whoever offers one looks first whether
it still finds anything.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Count

from .models import KnownWord, NewWords, WordPart
from .words import COMMON

SHORTEST, LONGEST = 3, 25
SHORT = 5
PUT_AT_ONCE = 200
NAMES_AT_ONCE = 500
# Of the words that share most parts, so many are measured letter by letter.
MEASURED = 60
PUT = """
    INSERT INTO search_knownword (word, amount) VALUES (%s, %s)
    ON CONFLICT (word) DO UPDATE SET amount = search_knownword.amount + excluded.amount
"""


def remember(texts: Iterable[str]) -> None:
    """Keep the words of these texts until `learn` has time for them. The caller holds a transaction."""
    NewWords.objects.bulk_create([NewWords(words=" ".join(sorted(set(text.split())))) for text in texts])


def learn() -> int:
    """Bring known words up to date with all that was put in. Returns how many texts there were."""
    texts = 0
    while done := learn_some():
        texts += done
    return texts


@transaction.atomic
def learn_some() -> int:
    can_skip = connection.features.has_select_for_update_skip_locked
    waiting = NewWords.objects.select_for_update(skip_locked=can_skip).order_by("pk")[:PUT_AT_ONCE]
    texts = dict(waiting.values_list("pk", "words"))
    counted = Counter(word for words in texts.values() for word in words.split() if can_be_meant(word))
    # Always in one order, so that two who learn the same words wait for each other and not in a ring.
    names = sorted(counted)
    known = set(numbers_of(names))
    with connection.cursor() as cursor:
        cursor.executemany(PUT, [(word, counted[word]) for word in names])
    new = numbers_of(word for word in names if word not in known)
    WordPart.objects.bulk_create(
        [
            WordPart(letters=letters, length=len(word), word_id=pk)
            for word, pk in new.items()
            for letters in parts_of(word)
        ],
        ignore_conflicts=True,
        batch_size=NAMES_AT_ONCE,
    )
    NewWords.objects.filter(pk__in=list(texts)).delete()
    return len(texts)


@transaction.atomic
def start_again() -> None:
    """Forget all words, before everything is put in again."""
    for model in (NewWords, WordPart, KnownWord):
        model._default_manager.all().delete()


def numbers_of(words: Iterable[str]) -> dict[str, int]:
    words = list(words)
    found: dict[str, int] = {}
    for start in range(0, len(words), NAMES_AT_ONCE):
        some = KnownWord.objects.filter(word__in=words[start : start + NAMES_AT_ONCE])
        found.update(some.values_list("word", "pk"))
    return found


def can_be_meant(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and word not in COMMON


def parts_of(word: str) -> set[str]:
    """`^pa`, `pay`, `ay$` for `pay`. A slip can take all of them from a short word, so it keeps `^p` too."""
    marked = f"^{word}$"
    parts = {marked[start : start + 3] for start in range(len(marked) - 2)}
    return parts | {marked[:2]} if len(word) <= SHORT else parts


def mended(words: Sequence[str]) -> list[str]:
    """The words, with those that we do not know changed to what was probably meant. One query, and one for each."""
    known = set(numbers_of(words))
    return [word if word in known else nearest(word) or word for word in words]


def nearest(word: str) -> str:
    """The known word that is least different, if it is near enough; of several, the one that is used most."""
    far = how_far(word)
    if not far:
        return ""
    lengths = (len(word) - far, len(word) + far)
    found = (
        WordPart.objects.filter(letters__in=parts_of(word), length__range=lengths)
        .values_list("word__word", "word__amount")
        .annotate(shared=Count("pk"))
        .order_by("-shared", "-word__amount", "word__word")[:MEASURED]
    )
    near = []
    for other, amount, _ in found:
        steps = difference(word, other, far)
        if steps <= far:
            near.append((steps, other[0] != word[0], -amount, other))
    return min(near)[-1] if near else ""


def how_far(word: str) -> int:
    """How many letters may be wrong: the more, the longer the word."""
    if not can_be_meant(word):
        return 0
    return 1 if len(word) <= 4 else 2 if len(word) <= 9 else 3


def difference(one: str, other: str, far: int) -> int:
    """How many letters are left out, put in, changed, or swapped with the next. More than `far` is only more."""
    if abs(len(one) - len(other)) > far:
        return far + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, its in enumerate(other, 1):
            steps = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                steps = min(steps, before_last[column - 2] + 1)
            now.append(steps)
        if min(now) > far:
            return far + 1
        before_last, last = last, now
    return last[-1]
