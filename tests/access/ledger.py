"""What moderation does in the open: its rules and its ledger, reviewers who advise, and the set to train with."""

from .people import PUBLIC
from .rows import Row, reader_page
from .world import World


def first_edition(world: World) -> dict[str, int]:
    return {"number": 1}


ROWS: list[Row] = [
    reader_page("help-moderation-edition", PUBLIC, kwargs=first_edition),
    reader_page("ledger", PUBLIC),
    reader_page("ledger-csv", PUBLIC),
]
