"""Cheapest circulations in integers, and the prices that prove them cheapest."""

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

Ints = NDArray[np.int64]
SAFE_SUM = float(1 << 61)  # The solver adds capacities at a node in 64 bits.


class SolverFailed(RuntimeError):
    """The solver gave no optimum, though the empty circulation is always possible."""


def cheapest(nodes: int, tails: Ints, heads: Ints, capacities: Ints, costs: Ints) -> Ints:
    """A circulation of least cost, exact for any capacities below 2^62.

    Where the sums at a node would not fit, the capacities' upper bits are solved first. Their prices forbid
    every change but of arcs with lower bits, fewer than 2^shift each, so an optimum lies within
    (arcs + 1)·2^shift of that first answer, and the rest is a circulation with capacities that small.
    """
    sums = np.bincount(tails, capacities.astype(float), nodes) + np.bincount(
        heads, capacities.astype(float), nodes
    )
    largest = float(sums.max(initial=0))
    if largest < SAFE_SUM:
        return _solve(tails, heads, capacities, costs)
    shift = int(np.ceil(np.log2(largest / SAFE_SUM))) + 1
    base = cheapest(nodes, tails, heads, capacities >> shift, costs) << shift
    near = (len(tails) + 1) << shift
    change = cheapest(
        nodes,
        np.concatenate([tails, heads]),
        np.concatenate([heads, tails]),
        np.minimum(np.concatenate([capacities - base, base]), near),
        np.concatenate([costs, -costs]),
    )
    return base + change[: len(tails)] - change[len(tails) :]


def _solve(tails: Ints, heads: Ints, capacities: Ints, costs: Ints) -> Ints:
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities, costs
    )
    status = solver.solve()
    if status != SimpleMinCostFlow.OPTIMAL:
        raise SolverFailed(str(status))
    return np.asarray(solver.flows(arcs), np.int64)


def potentials(
    nodes: int, tails: Ints, heads: Ints, costs: Ints, forward: Ints, backward: Ints
) -> Ints | None:
    """Potentials under which no residual arc has a negative reduced cost; None where a cheaper cycle exists.

    *forward* and *backward* are the arcs (positions) that may still be pushed along, and be pushed back.
    """
    start = np.concatenate([tails[forward], heads[backward]])
    end = np.concatenate([heads[forward], tails[backward]])
    cost = np.concatenate([costs[forward], -costs[backward]])
    order = np.argsort(end, kind="stable")
    start, end, cost = start[order], end[order], cost[order]
    distance = np.zeros(nodes, np.int64)
    if not len(end):
        return distance
    reached, first = np.unique(end, return_index=True)
    for _ in range(nodes + 1):
        best = np.minimum(distance[reached], np.minimum.reduceat(distance[start] + cost, first))
        if np.array_equal(best, distance[reached]):
            return distance
        distance[reached] = best
    return None
