"""The same problem as a plain linear program, solved by HiGHS: a bound that owes nothing to our solver."""

from pathlib import Path

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

import matching
from matching import Allocation
from matching.network import NO_LIMIT, Network, build
from matching.objective import objective
from matching.problem import Group, groups


def solve(file: str) -> dict[str, object]:
    """``{"objective": of the rounded solution, "value": what it earns, unrounded}`` of an instance; every group."""
    instance = matching.read_instance(Path(file).read_bytes())
    value, rows = 0.0, []
    for group in groups(instance):
        network = build(group)
        flows, earned = _optimum(network)
        value += earned
        rows += _rows(group, network, flows)
    return {"objective": objective(instance, rows), "value": value}


def _optimum(network: Network) -> tuple[np.ndarray, float]:
    """One variable an arc between 0 and its capacity; what flows into a node flows out of it; least cost."""
    arcs = np.arange(len(network.tails))
    signs = np.concatenate([np.ones(len(arcs)), -np.ones(len(arcs))])
    nodes = np.concatenate([network.tails, network.heads])
    balance = csr_array((signs, (nodes, np.tile(arcs, 2))), shape=(network.nodes, len(arcs)))
    most = np.where(network.capacities >= NO_LIMIT, np.inf, network.capacities.astype(float))
    bounds = np.column_stack([np.zeros(len(arcs)), most])
    found = linprog(
        network.costs.astype(float),
        A_eq=balance,
        b_eq=np.zeros(network.nodes),
        bounds=bounds,
        method="highs",
    )
    if found.status:
        raise RuntimeError(found.message)
    return found.x, -float(found.fun)


def _rows(group: Group, network: Network, flows: np.ndarray) -> list[Allocation]:
    amounts = np.rint(flows[network.rest]).astype(np.int64)
    np.add.at(amounts, network.kept_pairs, np.rint(flows[network.kept]).astype(np.int64))
    return [
        Allocation(
            group.needs[network.pairs.needs[k]].id,
            group.resources[network.pairs.resources[k]].id,
            int(amounts[k]),
        )
        for k in np.flatnonzero(amounts)
    ]
