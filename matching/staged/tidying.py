"""Fewer sources per need in a finished flow: its arcs laid out for the forest of matching.staged.forest."""

import numpy as np

from matching.objective import SLICES
from matching.staged.forest import cancel
from matching.staged.kernel import NOBODY, State
from matching.staged.proof import Flow
from matching.staged.table import NO_LIMIT, Ints, Layout, Table
from matching.tidy import STEP_LIMIT


def tidied(layout: Layout, s: State, flow: Flow) -> Flow:
    """A flow of the same worth with fewer pairs, at most STEP_LIMIT steps away.

    Arcs run root → resource → [place] → [case] → need → root; a need's last arc is the slice that is partly filled.
    """
    t = layout.table
    needs, resources, amounts = flow
    lookup = _Rooms(t, s)
    first_need, caps_at = 1 + len(layout.available), 1 + len(layout.available) + len(t.amount)
    tail = 1 + resources
    columns = [
        (np.zeros(len(layout.available), np.int64), 1 + np.arange(len(layout.available)), layout.available)
    ]
    columns[0] = (*columns[0][:2], layout.available)
    flows = [layout.available - s.available]
    nodes = caps_at
    for level, number in ((2, t.place), (1, t.case)):
        keys = resources * t.first_key[3] + t.first_key[level] + number[needs]
        left = np.where(t.has_cap[resources, level], lookup.left(keys, t.caps[resources, level]), NO_LIMIT)
        some = left < NO_LIMIT
        used, first, inverse = np.unique(keys[some], return_index=True, return_inverse=True)
        under = np.zeros(len(used), np.int64)
        np.add.at(under, inverse, amounts[some])
        columns.append((tail[some][first], nodes + np.arange(len(used)), under + left[some][first]))
        flows.append(under)
        tail = tail.copy()
        tail[some] = nodes + inverse
        nodes += len(used)
    keys = resources * t.first_key[3] + needs
    left = np.where(t.has_cap[resources, 0], lookup.left(keys, t.caps[resources, 0]), NO_LIMIT)
    columns.append((tail, first_need + needs, np.where(left < NO_LIMIT, left + amounts, NO_LIMIT)))
    flows.append(amounts)
    at, size, filled = _open_slices(t, layout.met, s.met)
    columns.append((first_need + at, np.zeros(len(at), np.int64), size))
    flows.append(filled)
    tails, heads, capacities = (np.concatenate([column[k] for column in columns]) for k in range(3))
    flowing = np.concatenate(flows)
    before = sum(len(part) for part in flows[:-2])
    is_pair = np.zeros(len(flowing), bool)
    is_pair[before : before + len(amounts)] = True
    _cancel(nodes, tails, heads, capacities, flowing, is_pair)
    after = flowing[before : before + len(amounts)]
    some = after > 0
    return needs[some], resources[some], after[some]


def _cancel(nodes: int, tails: Ints, heads: Ints, capacities: Ints, flows: Ints, is_pair: np.ndarray) -> None:
    free = np.flatnonzero((flows > 0) & (flows < capacities))
    order = free[np.lexsort((free, -flows[free], is_pair[free]))]
    parent, arc, mark, path = (np.full(nodes, NOBODY, np.int32) for _ in range(4))
    ends = tails.astype(np.int32), heads.astype(np.int32)
    steps = 10 * STEP_LIMIT
    cancel(
        ends[0], ends[1], capacities, flows, order.astype(np.int32), is_pair, parent, arc, mark, path, steps
    )


class _Rooms:
    """The hash of rooms, sorted, to be asked by many keys at once."""

    def __init__(self, t: Table, s: State) -> None:
        some = s.room_key != NOBODY
        order = np.argsort(s.room_key[some])
        self.keys, self.rooms = s.room_key[some][order], s.room_left[some][order]

    def left(self, keys: Ints, default: Ints) -> Ints:
        """The room under each key, the default where the hash has none."""
        if not len(self.keys):
            return default
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: Ints = np.where(self.keys[at] == keys, self.rooms[at], default)
        return found


def _open_slices(t: Table, first_met: Ints, met: Ints) -> tuple[Ints, Ints, Ints]:
    """Needs whose last slice is partly filled, with its size and what is in it, pins apart."""
    low, high = np.zeros(len(met), np.int64), np.zeros(len(met), np.int64)
    for k in range(1, SLICES + 1):
        begins, ends = t.amount * (k - 1) // SLICES, t.amount * k // SLICES
        inside = (begins < met) & (met <= ends)
        low[inside], high[inside] = np.maximum(begins, first_met)[inside], ends[inside]
    at = np.flatnonzero(met > first_met)
    return at, (high - low)[at], (met - low)[at]
