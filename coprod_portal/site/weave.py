"""Draws the weave of the home page from a few numbers: five threads that change places as they run."""

from dataclasses import dataclass
from functools import cache

THREADS = ("teal", "brick", "ochre", "indigo", "magenta")
COLUMN, CURVE, TOP, ROW = 82, 44, 22, 51
THICK, GAP = 20, 30
# The pairs of rows, counted from the top, that change places in each column.
CROSSINGS = (((0, 1), (2, 3)), ((1, 2), (3, 4))) * 3


@dataclass(frozen=True)
class Strand:
    """One piece of a thread, or (`gap`) of the ground that shows beside a thread where it goes over another."""

    thread: str
    path: str
    width: int = THICK


@cache
def strands() -> tuple[Strand, ...]:
    """The pieces in the order of drawing. Each thread goes over and under in turn, as on a loom."""
    order = list(THREADS)
    drawn: list[Strand] = []
    for column, crossings in enumerate(CROSSINGS):
        crossed = {row for pair in crossings for row in pair}
        drawn += [Strand(thread, piece(column, row, row)) for row, thread in enumerate(order) if row not in crossed]
        for upper, lower in crossings:
            down, up = (upper, lower), (lower, upper)
            under, over = (up, down) if column % 2 == 0 else (down, up)
            drawn.append(Strand(order[under[0]], piece(column, *under)))
            drawn.append(Strand("gap", piece(column, *over, overlap=0), GAP))
            drawn.append(Strand(order[over[0]], piece(column, *over)))
            order[upper], order[lower] = order[lower], order[upper]
    return tuple(drawn)


def piece(column: int, start: int, end: int, overlap: int = 2) -> str:
    """The path of a thread through one column, from one row to another.

    It begins a little before its column and ends a little after, so that no line shows between two pieces.
    """
    left, right, y, to = column * COLUMN, (column + 1) * COLUMN, TOP + ROW * start, TOP + ROW * end
    return f"M{left - overlap} {y}H{left}C{left + CURVE} {y} {right - CURVE} {to} {right} {to}H{right + overlap}"
