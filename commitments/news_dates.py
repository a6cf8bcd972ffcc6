"""When we ask a maker for news: a small table of occasions, and the next of them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from commitments.models import Asking, Commitment

Occasion = Asking.Occasion

MONTHS: dict[str, int] = {
    Commitment.NewsEvery.MONTH: 1,
    Commitment.NewsEvery.QUARTER: 3,
    Commitment.NewsEvery.HALF_YEAR: 6,
}
# Nobody is asked twice about one commitment within a week: near the end date, the end date alone is asked about.
QUIET = timedelta(days=7)


@dataclass(frozen=True)
class Ask:
    day: date
    occasion: Asking.Occasion


@dataclass(frozen=True)
class Terms:
    """What of a public commitment says when its maker is asked.

    | occasion    | day                                                                        |
    | ----------- | -------------------------------------------------------------------------- |
    | `START`     | two weeks after it became public, where nobody asked or answered before    |
    | `REGULAR`   | as many months after the last answer or asking as the maker chose          |
    | `END`       | the end date                                                               |
    | `AFTER_END` | thirty days after it                                                       |
    """

    published_on: date
    due_on: date
    every: str

    def next_ask(self, *, answered_on: date | None, asked_on: date | None) -> Ask:
        """The first occasion after the last answer and the last asking, however late that was."""
        since = max(filter(None, (answered_on or self.published_on, asked_on)))
        if answered_on is None and asked_on is None:
            found = Ask(self.first_on, Occasion.START)
        else:
            found = Ask(add_months(since, MONTHS[self.every]), Occasion.REGULAR)
        for end in (Ask(self.due_on, Occasion.END), Ask(self.after_end_on, Occasion.AFTER_END)):
            if since < end.day <= found.day + QUIET:
                found = end
                break
        return Ask(max(found.day, asked_on + QUIET), found.occasion) if asked_on else found

    def occasion_of(self, day: date) -> Asking.Occasion:
        """Why we ask on a day that `next_ask` gave."""
        fixed = {self.first_on: Occasion.START, self.after_end_on: Occasion.AFTER_END, self.due_on: Occasion.END}
        return fixed.get(day, Occasion.REGULAR)

    @property
    def first_on(self) -> date:
        return self.published_on + timedelta(days=settings.NEWS_FIRST_DAYS)

    @property
    def after_end_on(self) -> date:
        return self.due_on + timedelta(days=settings.NEWS_AFTER_END_DAYS)


def terms_of(commitment: Commitment) -> Terms | None:
    """None for what is not public, and for what has ended: nobody is asked about that."""
    published_at, due_on = commitment.first_published_at, commitment.due_on
    if not commitment.published_version_id or commitment.has_ended or due_on is None or published_at is None:
        return None
    return Terms(timezone.localdate(published_at), due_on, commitment.news_every)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day: 30 November and three months is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
