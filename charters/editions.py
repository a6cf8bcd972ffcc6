"""What two editions of a charter say of each other."""

from collections import Counter

from charters.lineage import Change, Fate, Kind, Words, fates, lineage
from charters.models import Edition, Wording


def changes_between(before: Edition, after: Edition) -> list[Change]:
    """What became of each principle, by the keys of principles. Two queries."""
    return lineage(*words_from(before, after))


def fates_between(before: Edition, after: Edition) -> dict[int, Fate]:
    """What became of each principle of the earlier edition, by its key. Two queries."""
    return fates(*words_from(before, after))


def count_changes(before: Edition, after: Edition) -> list[tuple[Kind, int]]:
    """How many principles of each kind, in the order of the kinds."""
    counts = Counter(change.kind for change in changes_between(before, after))
    return [(kind, counts[kind]) for kind in Kind if counts[kind]]


def words_from(before: Edition, after: Edition) -> list[list[Words]]:
    """The words of the two editions, and of those that were published between them."""
    by_edition: dict[int, list[Words]] = {before.number: [], after.number: []}
    wordings = (
        Wording.objects.filter(edition__charter=before.charter_id, edition__number__range=(before.number, after.number))
        .select_related("edition")
        .prefetch_related("came_from")
        .order_by("edition__number", "position")
    )
    for wording in wordings:
        is_between = wording.edition.published_at is not None
        if is_between or wording.edition_id in (before.pk, after.pk):
            by_edition.setdefault(wording.edition.number, []).append(words_of(wording))
    return [by_edition[number] for number in sorted(by_edition)]


def words_of(wording: Wording) -> Words:
    return Words(
        wording.principle_id,
        (wording.text, wording.short, wording.gloss, wording.detail, str(wording.is_quotation)),
        frozenset(principle.pk for principle in wording.came_from.all()),
    )
