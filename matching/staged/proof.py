"""The dual of a finished flow: what each need is worth, and what each resource and cap is priced."""

from typing import NamedTuple

import numpy as np

from matching.objective import SLICES
from matching.problem import Group
from matching.result import CapPrice, Dual
from matching.staged.kernel import AGENTS, NOBODY, State, full_agent, slot_of
from matching.staged.label import add_used, label, price_pairs
from matching.staged.stages import grown
from matching.staged.table import LEVELS, Ints, Layout, Table
from matching.weight import slice_weight

MOST_ON_PAIRS = 4_000_000  # Prices of caps on single pairs; more prove nothing.
Flow = tuple[Ints, Ints, Ints]


class _Prices(NamedTuple):
    """Columns of the dual; caps as (resource, level, number of the need, case or place, price)."""

    worth: Ints
    resources: Ints
    caps: list[tuple[int, int, int, int]]


def prove(group: Group, layout: Layout, s: State, flow: Flow, costs: Ints) -> Dual | None:
    """The dual of a group without previous pairs, where its value is the flow's; None where it proves nothing."""
    prices = _prices(layout.table, s, layout, flow, costs)
    if prices is None:
        return None
    keys = (
        [need.id for need in group.needs],
        sorted({need.case for need in group.needs}),
        sorted({need.place for need in group.needs}),
    )
    caps = tuple(
        CapPrice(group.resources[r].id, LEVELS[level], keys[level][key], price)
        for r, level, key, price in sorted(prices.caps)
    )
    return Dual(
        kept_needs=0,
        worth=dict(zip(keys[0], prices.worth.tolist())),
        resources=dict(zip((r.id for r in group.resources), prices.resources.tolist())),
        caps=caps,
    )


def _weights(urgency: Ints, k: Ints) -> Ints:
    """W of slice k (1…10) of needs of these urgencies."""
    table = np.array([[slice_weight(u, n, 0) for n in range(SLICES + 1)] for u in range(3)], np.int64)
    found: Ints = table[urgency, k]
    return found


def _starts(t: Table, s: State, first_met: Ints, costs: Ints) -> tuple[Ints, Ints]:
    """Where ways out of the root end and what they cost: sources with something left, needs that could give back."""
    needs = len(t.amount)
    sources = np.flatnonzero(s.available > 0)
    some = np.flatnonzero(s.met > first_met)
    k = np.ones(len(some), np.int64)
    for number in range(1, SLICES):
        k += t.amount[some] * number // SLICES < s.met[some]
    nodes = np.concatenate([needs + sources, some])
    cost = np.concatenate([costs[sources], _weights(t.urgency[some].astype(np.int64), k)])
    order = np.argsort(cost, kind="stable")
    return nodes[order], cost[order]


def _prices(t: Table, s: State, layout: Layout, flow: Flow, costs: Ints) -> _Prices | None:
    needs, far = len(t.amount), 4 * slice_weight(0, 1, 0)
    nodes, cost = _starts(t, s, layout.met, costs)
    while True:
        distance = np.full(needs + len(s.agent_kind), far, np.int64)
        label(t, s, nodes, cost, distance)
        if s.counts[AGENTS] < len(s.agent_kind):
            break
        s = grown(s)
    worth, reached = distance[:needs], distance[needs : needs + len(costs)]
    resources = np.maximum(0, reached - costs)
    price, used = np.zeros(len(s.room_key), np.int64), np.zeros(len(s.room_key), np.int64)
    add_used(t, s, *flow, used)
    _price_agents(t, s, distance, price)
    rows, gaps = np.zeros((MOST_ON_PAIRS, 2), np.int64), np.zeros(MOST_ON_PAIRS, np.int64)
    count = price_pairs(t, s, worth, costs + resources, price, used, rows, gaps)
    if count < 0:
        return None
    caps = [(r, 0, n, gap) for (r, n), gap in zip(rows[:count].tolist(), gaps[:count].tolist())]
    return _Prices(worth, resources, caps + _priced_caps(t, s, price))


def _price_agents(t: Table, s: State, distance: Ints, price: Ints) -> None:
    """A full cap is worth what it takes to get round it: its distance beyond that of what stands above it."""
    needs, width = len(t.amount), int(t.first_key[3])
    for a in range(len(s.available), int(s.counts[AGENTS])):
        r, kind, key = int(s.agent_resource[a]), int(s.agent_kind[a]), int(s.agent_key[a])
        above = r
        if kind == 1:
            place = full_agent(t, s, r, 2, int(t.case_member[t.case_start[key]]), False)
            above = r if place == NOBODY else place
        at = slot_of(s, r * width + int(t.first_key[kind]) + key)
        price[at] = max(0, int(distance[needs + a]) - int(distance[needs + above]))


def _priced_caps(t: Table, s: State, price: Ints) -> list[tuple[int, int, int, int]]:
    found = []
    width = int(t.first_key[3])
    for at in np.flatnonzero(price).tolist():
        r, inner = divmod(int(s.room_key[at]), width)
        level = int(np.searchsorted(t.first_key, inner, "right")) - 1
        found.append((r, level, inner - int(t.first_key[level]), int(price[at])))
    return found
