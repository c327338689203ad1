"""One group as a flow network: root → resource → its caps, place before case → need → slices → root."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import Pairs, coded, eligible_pairs
from matching.objective import SLICES
from matching.problem import URGENCIES, Group, Resource, cap_key
from matching.room import Room
from matching.weight import KEPT_WEIGHT, slice_weight, source_cost

Ints = NDArray[np.int64]
ROOT = 0
NO_LIMIT = 1 << 62


@dataclass(frozen=True)
class Network:
    """Arcs as columns, in the order source, cap, rest, kept, slice; pins are taken off every capacity.

    A pair has one *rest* arc, and where an earlier plan had it also a *kept* arc that earns O4.
    """

    nodes: int
    tails: Ints
    heads: Ints
    capacities: Ints
    costs: Ints
    clips: Ints
    pairs: Pairs
    kept_needs: int
    caps: list[tuple[str, str, str]]
    rest: slice
    kept: slice
    kept_pairs: Ints
    capped: NDArray[np.bool_]

    @property
    def first_cap(self) -> int:
        """The first cap arc; they stand in the order of *caps*."""
        return self.rest.start - len(self.caps)


class _Builder:
    """Collects the inner nodes that caps need, resource by resource."""

    def __init__(self, group: Group, pairs: Pairs | None) -> None:
        self.group = group
        self.room = Room(group)
        self.pairs = eligible_pairs(group) if pairs is None else pairs
        self.need_left = np.array([self.room.missing(need) for need in group.needs], np.int64)
        self.source_left = np.array([self.room.left(r) for r in group.resources], np.int64)
        self.need_node = 1 + len(group.resources)
        self.nodes = self.need_node + len(group.needs)
        self.tail = 1 + self.pairs.resources
        self.need_room = np.full(len(self.tail), NO_LIMIT, np.int64)
        self.caps: list[tuple[str, str, str]] = []
        self.arcs: list[tuple[int, int, int]] = []
        self.codes = {
            "place": coded([need.place for need in group.needs]),
            "case": coded([need.case for need in group.needs]),
        }
        self.pinned_by: dict[str, list[str]] = {}
        for need, resource in group.pinned:
            self.pinned_by.setdefault(resource, []).append(need)
        self.need_of = {need.id: need for need in group.needs}

    def add_caps(self) -> None:
        """Place nodes before case nodes before limits on pairs: the caps nest."""
        starts = np.searchsorted(self.pairs.resources, np.arange(len(self.group.resources) + 1))
        for r, resource in enumerate(self.group.resources):
            if resource.caps and starts[r] < starts[r + 1]:
                at = slice(int(starts[r]), int(starts[r + 1]))
                for per in ("place", "case"):
                    self._add_level(r, resource, per, at)
                self._add_need_rooms(r, resource, at)

    def _add_level(self, r: int, resource: Resource, per: str, at: slice) -> None:
        names, code = self.codes[per]
        used, inverse = np.unique(code[self.pairs.needs[at]], return_inverse=True)
        rooms = self._rooms(resource, per, [names[k] for k in used])
        demand = np.bincount(inverse, self.need_left[self.pairs.needs[at]].astype(float), len(used))
        tails = self.tail[at]
        # A cap that neither the resource nor its needs can reach needs no node; the sums are floats, hence 1.001.
        for k in np.flatnonzero((rooms < self.source_left[r]) & (rooms < 1.001 * demand)):
            members = inverse == k
            self.arcs.append((int(tails[members][0]), self.nodes, int(rooms[k])))
            self.caps.append((resource.id, per, names[used[k]]))
            tails[members] = self.nodes
            self.nodes += 1

    def _add_need_rooms(self, r: int, resource: Resource, at: slice) -> None:
        needs = self.pairs.needs[at]
        rooms = self._rooms(resource, "need", [self.group.needs[n].id for n in needs])
        binding = rooms < np.minimum(self.source_left[r], self.need_left[needs])
        self.need_room[at] = np.where(binding, rooms, NO_LIMIT)

    def _rooms(self, resource: Resource, per: str, keys: list[str]) -> Ints:
        """What the caps of one level leave under each key once the pins are counted."""
        caps = [cap for cap in resource.caps if cap.per == per]
        rooms = np.full(
            len(keys), min((c.amount for c in caps if c.only is None), default=NO_LIMIT), np.int64
        )
        if not caps:
            return rooms
        number = {key: k for k, key in enumerate(keys)}
        for cap in caps:
            if cap.only is not None and cap.only in number:
                rooms[number[cap.only]] = min(int(rooms[number[cap.only]]), cap.amount)
        for key in {cap_key(self.need_of[need], caps[0].per) for need in self.pinned_by.get(resource.id, ())}:
            if key in number and rooms[number[key]] < NO_LIMIT:
                rooms[number[key]] -= self.room.under(resource, per, key)
        return rooms

    def previous_left(self) -> tuple[Ints, Ints]:
        """Positions of pairs that an earlier plan had, ascending, and its amounts beyond the pins."""
        number_need = {need.id: k for k, need in enumerate(self.group.needs)}
        number_resource = {resource.id: k for k, resource in enumerate(self.group.resources)}
        width = len(self.group.needs)
        keys = self.pairs.resources * width + self.pairs.needs
        found: dict[int, int] = {}
        for (need, resource), amount in self.group.previous.items():
            key = number_resource[resource] * width + number_need[need]
            at = int(np.searchsorted(keys, key))
            if at < len(keys) and keys[at] == key:
                found[at] = max(0, amount - self.group.pinned.get((need, resource), 0))
        positions = np.array(sorted(found), np.int64)
        return positions, np.array([found[at] for at in positions.tolist()], np.int64)


def build(group: Group, pairs: Pairs | None = None) -> Network:
    """The network of a group, the same for the same group whatever the order of its records was.

    *pairs* are some of the eligible ones, in their order; without it, all.
    """
    b = _Builder(group, pairs)
    b.add_caps()
    kept_pairs, previous = b.previous_left()
    kept_needs = len(np.unique(b.pairs.needs[kept_pairs]))
    kept_cap = np.minimum(previous, b.need_room[kept_pairs])
    rest_cap = b.need_room.copy()
    limited = b.need_room[kept_pairs] < NO_LIMIT
    rest_cap[kept_pairs[limited]] -= kept_cap[limited]
    source = _source_arcs(group, b, kept_needs)
    caps = _columns([(t, h, c, 0) for t, h, c in b.arcs])
    pair_heads = b.need_node + b.pairs.needs
    rest = (b.tail, pair_heads, rest_cap, np.zeros(len(b.tail), np.int64))
    kept = (b.tail[kept_pairs], pair_heads[kept_pairs], kept_cap, np.full(len(kept_pairs), -KEPT_WEIGHT))
    parts = (source, caps, rest, kept, _slice_arcs(group, b, kept_needs))
    tails, heads, capacities, costs = (np.concatenate([part[k] for part in parts]) for k in range(4))
    first = len(source[0]) + len(caps[0])
    clips = capacities.copy()
    most = np.minimum(b.source_left[b.pairs.resources], b.need_left[b.pairs.needs])
    clips[first : first + len(most)] = np.minimum(rest_cap, most)
    return Network(
        *(b.nodes, tails, heads, capacities, costs, clips, b.pairs, kept_needs, b.caps),
        rest=slice(first, first + len(most)),
        kept=slice(first + len(most), first + len(most) + len(kept_pairs)),
        kept_pairs=kept_pairs,
        capped=b.need_room < NO_LIMIT,
    )


def _columns(rows: list[tuple[int, int, int, int]]) -> tuple[Ints, Ints, Ints, Ints]:
    table = np.array(rows, np.int64).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]


def _source_arcs(group: Group, b: _Builder, kept_needs: int) -> tuple[Ints, Ints, Ints, Ints]:
    costs = np.array([source_cost(r, group.as_of, kept_needs) for r in group.resources], np.int64)
    return np.full(len(costs), ROOT), 1 + np.arange(len(costs)), b.source_left, costs


def _slice_arcs(group: Group, b: _Builder, kept_needs: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Ten arcs per need back to the root, the pins filling the first of them."""
    amount = np.array([need.amount for need in group.needs], np.int64)[:, None]
    earns = [[slice_weight(u, k, kept_needs) for k in range(1, SLICES + 1)] for u in URGENCIES]
    weights = np.array(earns, np.int64)[[need.urgency for need in group.needs]].ravel()
    k = np.arange(1, SLICES + 1)[None, :]
    ends = amount * k // SLICES
    starts = amount * (k - 1) // SLICES
    met = amount - b.need_left[:, None]
    sizes = np.maximum(0, ends - np.maximum(starts, met)).ravel()
    tails = np.repeat(b.need_node + np.arange(len(group.needs)), SLICES)
    some = sizes > 0
    return (
        tails[some],
        np.full(int(some.sum()), ROOT),
        sizes[some],
        -weights[some],
    )
