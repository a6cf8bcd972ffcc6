"""What one person has read at the desk and will publish together with others."""

from collections.abc import Iterable
from dataclasses import dataclass

from commitments.desk import reading
from commitments.desk.holds import held_by
from commitments.desk.waiting import Item, item, submissions
from commitments.subjects import words_of
from commitments.words import Words
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

MOST = 50


@dataclass(frozen=True)
class Ready:
    item: Item
    submission: Submission
    revision: int
    """The one that they read."""
    words: list[Words]

    @property
    def is_as_read(self) -> bool:
        return self.submission.state == State.SUBMITTED and self.submission.revision == self.revision


def ready_for(user: User) -> list[Ready]:
    """In the order in which they took them. What was decided or withdrawn meanwhile is still named here."""
    held = {int(hold.thing.partition(":")[2]): hold for hold in held_by(user) if hold.ready_at_revision is not None}
    keys = list(held)[:MOST]
    rows = {row.pk: row for row in reading.with_words(submissions()).filter(pk__in=keys)}
    return [
        Ready(
            item=item(rows[key], why_not="", hold=held[key]),
            submission=rows[key],
            revision=held[key].ready_at_revision or 0,
            words=[words for words in words_of(rows[key]) if words.text],
        )
        for key in keys
        if key in rows
    ]


class Chosen:
    """The items of a page with their revisions, as a form carries them: "12.1 15.3"."""

    @staticmethod
    def of(found: Iterable[Ready]) -> str:
        return " ".join(f"{one.submission.pk}.{one.revision}" for one in found if one.is_as_read)

    @staticmethod
    def read(typed: str) -> frozenset[tuple[int, int]]:
        pairs = (pair.partition(".") for pair in typed.split())
        return frozenset(
            (int(key), int(revision)) for key, _, revision in pairs if key.isdecimal() and revision.isdecimal()
        )
