"""Fewer and fuller rows, where it costs nothing: a local search among plans that are equally good in O1 to O5.

After matching.tidy the free arcs are a forest. An arc outside it whose price is 0 closes a cycle of arcs that all cost
nothing, so pushing round it leaves every aim as it was (docs/matching.md, "Why such small weights are exact").
It is pushed until an arc is empty or full, where that leaves fewer needs with nothing; as many, in fewer rows; as many
of both, and fewer small rows; or as many of all, in more unequal amounts, which brings rows nearer to being emptied.
Each push makes these four better in their order, so the search ends.
"""

from array import array
from collections import Counter
from collections.abc import Sequence

from matching.tidy import Cycle, Forest

SEARCH_LIMIT = 2_000_000
"""Steps along arcs: some two seconds, and never a clock."""


def gather(
    forest: Forest, row_of: Sequence[int], need_of: Sequence[int], arcs: Sequence[int], small: int
) -> None:
    """Push round cycles of *arcs*, all of price 0, while it helps and for at most SEARCH_LIMIT steps.

    *row_of* says for each arc of the network the row of the plan it belongs to, -1 for none, *need_of* for each row
    its need; rows under *small* are small. Arcs without a row come first: they can only take rows away.
    """
    rows = _Rows(forest, row_of, need_of, small)
    order = sorted(arcs, key=lambda arc: (row_of[arc] >= 0, arc))
    end = forest.steps + SEARCH_LIMIT
    found = True
    while found:
        found = False
        for arc in order:
            if forest.steps > end:
                return
            found |= rows.improve(arc)


class _Rows:
    """The amounts of the plan's rows, beside the forest that changes them."""

    def __init__(self, forest: Forest, row_of: Sequence[int], need_of: Sequence[int], small: int) -> None:
        self.forest = forest
        self.row_of = row_of
        self.need_of = need_of
        self.small = small
        self.amounts = array("q", bytes(8 * len(need_of)))
        for arc, row in enumerate(row_of):
            if row >= 0:
                self.amounts[row] += forest.flows[arc]
        self.rows_of_need = Counter(need for need, amount in zip(need_of, self.amounts) if amount)

    def improve(self, arc: int) -> bool:
        """Push as much as can be round the cycle that this arc closes, if that is better."""
        if self.forest.is_free(arc):
            return False
        cycle = self.forest.cycle(arc)
        if cycle is None:
            return False
        along = self.forest.flows[arc] == 0
        amount = self.forest.room(cycle, along)
        changes = self._changes(cycle, amount, along)
        if self._worth(changes) >= (0, 0, 0, 0):
            return False
        self.forest.turn(cycle, amount, along)
        for row, change in changes.items():
            had = self.amounts[row] > 0
            self.amounts[row] += change
            self.rows_of_need[self.need_of[row]] += (self.amounts[row] > 0) - had
        return True

    def _changes(self, cycle: Cycle, amount: int, along: bool) -> dict[int, int]:
        """Row → by how much it would grow."""
        changes: dict[int, int] = {}
        for _, arc, forward in cycle:
            row = self.row_of[arc]
            if row >= 0:
                changes[row] = changes.get(row, 0) + (amount if forward == along else -amount)
        return changes

    def _worth(self, changes: dict[int, int]) -> tuple[int, int, int, int]:
        """More needs with nothing, more rows, more small rows, less of the sum of squares; below zero is better."""
        rows = small = squares = 0
        touched: dict[int, int] = {}
        for row, change in changes.items():
            old, new = self.amounts[row], self.amounts[row] + change
            if more := (new > 0) - (old > 0):
                need = self.need_of[row]
                touched[need] = touched.get(need, 0) + more
            rows += more
            small += (0 < new < self.small) - (0 < old < self.small)
            squares += old * old - new * new
        return sum(self._lost(need, more) for need, more in touched.items()), rows, small, squares

    def _lost(self, need: int, more: int) -> int:
        """1 where a need is left with nothing, -1 where it gets its first row."""
        had = self.rows_of_need[need]
        return (had > 0) - (had + more > 0)
