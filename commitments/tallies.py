"""How the counts are kept: what is true of a public commitment, as steps of counts.

Read them by `commitments.counts`.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from commitments.models import Commitment, Filing, Tally

Dimension, Measure = Tally.Dimension, Tally.Measure

ORGANISATION, INDIVIDUAL = "organisation", "individual"


class Fact(NamedTuple):
    """What is counted: the columns of a tally without its amount."""

    dimension: str
    value: str
    measure: str
    state: str = ""
    day: date | None = None
    made_up: bool = False


def facts_of(commitment: Commitment, filings: Iterable[Filing]) -> set[Fact]:
    """All that counts about it as it stands. Nothing, when it is not public."""
    if commitment.published_version_id is None:
        return set()
    counted_in = [
        (Dimension.CHARTER, str(commitment.charter_id)),
        (Dimension.MAKER, ORGANISATION if commitment.organisation_id else INDIVIDUAL),
        (Dimension.GOING, str(commitment.going)),
        *((Dimension.PRINCIPLE, str(filing.principle_id)) for filing in filings if filing.principle_id),
        *((Dimension.THEME, str(filing.theme_id)) for filing in filings if filing.theme_id),
    ]
    if commitment.area_id:
        counted_in.append((Dimension.AREA, str(commitment.area_id)))
    made_up = commitment.made_up
    followed = [(Dimension.ALL, ""), (Dimension.CHARTER, str(commitment.charter_id))]
    if commitment.week_id:
        followed.append((Dimension.WEEK, str(commitment.week_id)))
    facts = {Fact(dimension, value, Measure.MADE, made_up=made_up) for dimension, value in counted_in}
    for dimension, value in followed:
        facts.add(Fact(dimension, value, Measure.MADE, made_up=made_up))
        facts.add(Fact(dimension, value, Measure.GOING, state=str(commitment.going), made_up=made_up))
        if commitment.is_confirmed:
            facts.add(Fact(dimension, value, Measure.CONFIRMED, made_up=made_up))
        if commitment.latest_news_id:
            facts.add(Fact(dimension, value, Measure.WITH_NEWS, made_up=made_up))
        if commitment.news_due_on:
            facts.add(Fact(dimension, value, Measure.NEWS_DUE, day=commitment.news_due_on, made_up=made_up))
    return facts


def add_steps(*, before: Collection[Fact], after: Collection[Fact]) -> None:
    """Count what has become true and what is true no more. The caller holds the transaction that changed it."""
    if not before and not after:
        return
    steps = Counter(after)
    steps.subtract(Counter(before))
    keep(steps, changes=1)


def keep(steps: "Counter[Fact]", *, changes: int) -> None:
    """`changes` goes up whenever anything public does, so that whoever keeps a copy knows when it is old."""
    tallies = [Tally(**fact._asdict(), amount=amount) for fact, amount in steps.items() if amount]
    tallies.append(Tally(dimension=Dimension.ALL, measure=Measure.CHANGES, made_up=False, amount=changes))
    Tally.objects.bulk_create(tallies, batch_size=5000)
