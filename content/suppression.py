"""Tables of small counts for the public: which figures have to be hidden so that nobody can work one out again.

A figure from 1 to k-1 is hidden, and so many others beside it that no hidden figure follows from what is shown: not
from its row, its column, their totals, or all of them together. Zeros are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Counts = tuple[tuple[int, ...], ...]
Shown = tuple[tuple[int | None, ...], ...]
Cell = tuple[int, int]


def with_totals(counts: Sequence[Sequence[int]]) -> Counts:
    """The table with a last column and a last row of sums."""
    rows = [(*row, sum(row)) for row in counts]
    width = len(rows[0]) if rows else 1
    return (*rows, tuple(sum(row[j] for row in rows) for j in range(width)))


def suppressed(counts: Sequence[Sequence[int]], k: int) -> Shown:
    """The table with its totals; None where a figure is hidden."""
    table = with_totals(counts)
    hidden = {(i, j) for i, row in enumerate(table) for j, n in enumerate(row) if 0 < n < k}
    while given_away := next((cell for cell in sorted(hidden) if is_determined(table, hidden, cell)), None):
        hidden.add(_partner(table, hidden, given_away))
    return tuple(
        tuple(None if (i, j) in hidden else n for j, n in enumerate(row)) for i, row in enumerate(table)
    )


def is_determined(table: Counts, hidden: set[Cell], cell: Cell) -> bool:
    """Whether only one whole number of at least 1 fits *cell* once all that is not in *hidden* is known.

    Two tables that look alike differ by loops of hidden cells, each a step in a row and then a step in a column,
    the figures alternately more and less (Gusfield 1988). So it is known where no such loop runs through *cell*.
    """
    return not any(_has_loop(table, hidden, cell, more) for more in (True, False))


def _has_loop(table: Counts, hidden: set[Cell], cell: Cell, more: bool) -> bool:
    """Whether *cell* may take one more (one less) and the rest of the hidden figures make up for it."""
    if not _may_change(table, cell, more):
        return False
    row, column = ("row", cell[0]), ("column", cell[1])
    start, end = (column, row) if more else (row, column)
    reached, waiting = {start}, [start]
    while waiting:
        place = waiting.pop()
        for following in _steps(table, hidden - {cell}, place):
            if following not in reached:
                reached.add(following)
                waiting.append(following)
    return end in reached


def _steps(table: Counts, hidden: set[Cell], place: tuple[str, int]) -> Iterator[tuple[str, int]]:
    """From a row by a cell that takes more to its column; from a column by one that takes less to its row."""
    sort, number = place
    for i, j in hidden:
        if sort == "row" and i == number and _may_change(table, (i, j), True):
            yield "column", j
        if sort == "column" and j == number and _may_change(table, (i, j), False):
            yield "row", i


def _may_change(table: Counts, cell: Cell, more: bool) -> bool:
    """A figure may always be larger, and smaller down to 1. A total stands on the other side of its equation."""
    is_total = (cell[0] == len(table) - 1) != (cell[1] == len(table[0]) - 1)
    grows = more != is_total
    return grows or table[cell[0]][cell[1]] > 1


def _partner(table: Counts, hidden: set[Cell], cell: Cell) -> Cell:
    """The next figure to hide for *cell*: one that settles it if there is one; no total, then near, then small."""
    last_row, last_column = len(table) - 1, len(table[0]) - 1
    shown = [
        (i, j) for i, row in enumerate(table) for j, n in enumerate(row) if n > 0 and (i, j) not in hidden
    ]
    return min(
        shown,
        key=lambda at: (
            is_determined(table, hidden | {at}, cell),
            (at[0] == last_row) + (at[1] == last_column),
            at[0] != cell[0] and at[1] != cell[1],
            table[at[0]][at[1]],
            at,
        ),
    )
