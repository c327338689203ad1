"""Fewer sources per need where it costs nothing: cycles of arcs free both ways are cancelled.

In a cheapest circulation a cycle of arcs that are neither empty nor full costs nothing in either direction. Pushing
along it until one arc is empty or full leaves every aim as it was, and ends when the free arcs form a forest.
"""

from collections.abc import MutableSequence, Sequence

STEP_LIMIT = 20_000_000

Cycle = list[tuple[int, int, bool]]
"""Arcs as (the node below the arc, arc, whether it is walked forwards)."""


class Forest:
    """Free arcs that close no cycle, as parent pointers, with the flow on all arcs."""

    def __init__(
        self,
        nodes: int,
        tails: Sequence[int],
        heads: Sequence[int],
        capacities: Sequence[int],
        flows: MutableSequence[int],
    ) -> None:
        self.tails = tails
        self.heads = heads
        self.capacities = capacities
        self.flows = flows
        self.parent = [-1] * nodes
        self.arc = [-1] * nodes
        self.steps = 0

    def is_free(self, arc: int) -> bool:
        """Neither empty nor full."""
        return 0 < self.flows[arc] < self.capacities[arc]

    def add(self, arc: int, prefer: range) -> None:
        """Take a free arc in; where it closes a cycle, cancel that, emptying an arc of *prefer* if it can."""
        cycle = self.cycle(arc)
        if cycle is None:
            self._link(self.tails[arc], self.heads[arc], arc)
        else:
            self.turn(cycle, *self._choice(cycle, prefer))

    def cycle(self, arc: int) -> Cycle | None:
        """What an arc outside the forest closes, itself last; None where its ends stand in different trees."""
        path = self._path(self.heads[arc], self.tails[arc])
        return None if path is None else [*path, (self.tails[arc], arc, True)]

    def turn(self, cycle: Cycle, amount: int, along: bool) -> None:
        """Push *amount* round a cycle, along or against it, and keep in the forest what is free afterwards."""
        for _, arc, forward in cycle:
            self.flows[arc] += amount if forward == along else -amount
        for node, arc, _ in cycle[:-1]:
            if not self.is_free(arc):
                self.parent[node] = self.arc[node] = -1
        last = cycle[-1][1]
        if self.is_free(last):
            self._link(self.tails[last], self.heads[last], last)

    def room(self, cycle: Cycle, along: bool) -> int:
        """How much may be pushed round."""
        return min(self._slack(arc, forward == along) for _, arc, forward in cycle)

    def _path(self, start: int, end: int) -> Cycle | None:
        """The arcs of the forest from *start* to *end*."""
        up, place = [start], {start: 0}
        while self.parent[up[-1]] >= 0:
            up.append(self.parent[up[-1]])
            place[up[-1]] = len(up) - 1
        down = [end]
        while down[-1] not in place and self.parent[down[-1]] >= 0:
            down.append(self.parent[down[-1]])
        self.steps += len(up) + len(down)
        if down[-1] not in place:
            return None
        path = [(node, self.arc[node], self.tails[self.arc[node]] == node) for node in up[: place[down[-1]]]]
        path += [(node, self.arc[node], self.heads[self.arc[node]] == node) for node in reversed(down[:-1])]
        return path

    def _choice(self, cycle: Cycle, prefer: range) -> tuple[int, bool]:
        """How much and which way: what empties a preferred arc, the smaller change first."""
        choices = []
        for along in (True, False):
            amount, is_other = min(
                (self._slack(arc, forward == along), not (forward != along and arc in prefer))
                for _, arc, forward in cycle
            )
            choices.append((is_other, amount, not along))
        _, amount, against = min(choices)
        return amount, not against

    def _slack(self, arc: int, forward: bool) -> int:
        return self.capacities[arc] - self.flows[arc] if forward else self.flows[arc]

    def _link(self, tail: int, head: int, arc: int) -> None:
        """Hang the tree of *tail* under *head*."""
        node, above, by = tail, head, arc
        while node >= 0:
            following, next_by = self.parent[node], self.arc[node]
            self.parent[node], self.arc[node] = above, by
            node, above, by = following, node, next_by
            self.steps += 1


def tidied(
    nodes: int,
    tails: Sequence[int],
    heads: Sequence[int],
    capacities: Sequence[int],
    flows: MutableSequence[int],
    pairs: range,
) -> Forest:
    """The forest that is left, its flows of equal cost with fewer *pairs* in use; at most STEP_LIMIT steps."""
    forest = Forest(nodes, tails, heads, capacities, flows[:])
    free = [arc for arc in range(len(flows)) if forest.is_free(arc)]
    for arc in sorted(free, key=lambda arc: (arc in pairs, -flows[arc], arc)):
        if forest.steps > STEP_LIMIT:
            break
        if forest.is_free(arc):
            forest.add(arc, pairs)
    return forest
