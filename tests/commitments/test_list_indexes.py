"""Each way to narrow and sort the list is read from an index in its order, so that its length does not matter.

SQLite tells its plan the same way for few rows and for many; PostgreSQL sorts few rows rather than open an index.
"""

import pytest

from commitments.lists.asked import FILTERS, SORTS, read
from commitments.lists.pages import narrowed, sorted_from
from commitments.lists.vocabulary import read_vocabulary
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

VALUES = {
    "charter": "sandwell",
    "principle": "sandwell.listen",
    "theme": "listening",
    "area": "sandwell",
    "maker": "organisation",
    "going": "not-started",
    "week": "2026",
}
AFTER = {"latest": "6400000000000-5", "newest": "6400000000000-5", "ending": "b4a00-5"}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("name", ["", *FILTERS])
def test_no_page_is_sorted_by_hand(name: str, sort: str, after: bool) -> None:
    factories.public_commitment(week=factories.week())
    asked = read(
        {name: VALUES.get(name, ""), "sort": sort, "after": AFTER[sort] if after else ""},
        read_vocabulary(),
    )
    answering, _ = narrowed(asked)
    plan = sorted_from(answering, asked)[:21].explain()
    assert "TEMP B-TREE" not in plan, plan
    assert "INDEX filing_" in plan if name in ("principle", "theme") else "INDEX commitment_" in plan, plan
