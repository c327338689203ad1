"""One group's plan as a residual network: what flows, what is left, and the labels that prove it best."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from matching.objective import SLICES
from matching.problem import URGENCIES, Group, Need, Per, cap_key
from matching.result import Dual
from matching.room import Room
from matching.weight import KEPT_WEIGHT, slice_weight, source_cost

Ints = NDArray[np.int64]
NEVER = 1 << 60  # A label or cost beyond all others; two of them still fit 64 bits.
TURNS: tuple[Per, ...] = ("place", "case")  # Levels of caps where flow may turn round, from the outside.
FullCap = tuple[str, str, int]  # (level, its key, position of the resource)


class Residual:
    """Needs and resources are positions; what flows is what goes to each pair beyond its pins.

    A label is what the cheapest way from the root to a node costs, and a full cap has one beside its resource's.
    While no way that is open costs less than its ends' labels differ by, what flows is the best there is
    (docs/matching.md): the certificate's worth of a need, and a resource's cost with its price, are such labels.
    """

    def __init__(self, group: Group, rows: Iterable[tuple[str, str, int]], dual: Dual) -> None:
        """*rows* are the plan's amounts (need id, resource id) beyond the pins; *dual* is of a best plan."""
        self.group = group
        self.resources = group.resources
        self.room = Room(group)
        self.kept_needs = dual.kept_needs
        self.weights = [
            [slice_weight(u, k, self.kept_needs) for k in range(1, SLICES + 1)] for u in URGENCIES
        ]
        self.cost = np.array([source_cost(r, group.as_of, self.kept_needs) for r in self.resources], np.int64)
        self.needs: list[Need] = []
        self.number_of: dict[str, int] = {}
        self.of_case: defaultdict[str, list[int]] = defaultdict(list)
        self.sources: list[dict[int, int]] = []
        self.served: list[dict[int, int]] = [{} for _ in self.resources]
        self._earlier: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.previous: dict[int, dict[int, int]] = {}
        self.need_label = np.zeros(0, np.int64)
        self.leaving = np.zeros(0, np.int64)
        self.full: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        self.full_of: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
        self.pinned: defaultdict[int, int] = defaultdict(int)
        self.arriving: int | None = None
        self.before: dict[tuple[int, int], int] = {}
        self._log: list[Callable[[], object]] = []
        self._flow(rows)
        self._label(dual)
        self.keep()

    def _flow(self, rows: Iterable[tuple[str, str, int]]) -> None:
        resource_of = {resource.id: r for r, resource in enumerate(self.resources)}
        for (need_id, name), amount in self.group.previous.items():
            left = amount - self.group.pinned.get((need_id, name), 0)
            if left > 0:
                self._earlier[need_id][resource_of[name]] = left
        for need in self.group.needs:
            self.append(need)
        for (need_id, _), amount in self.group.pinned.items():
            self.pinned[self.number_of[need_id]] += amount
        for need_id, name, amount in rows:
            n, r = self.number_of[need_id], resource_of[name]
            self.sources[n][r] = self.served[r][n] = amount
            self.room.take(self.needs[n], self.resources[r], amount)
        for n in range(len(self.needs)):
            self.leaving[n] = self._leaving(n)
        self.exit = np.full(len(self.resources), NEVER, np.int64)
        self.stale = set(range(len(self.resources)))

    def _label(self, dual: Dual) -> None:
        prices = [dual.resources.get(resource.id, 0) for resource in self.resources]
        self.label = self.cost + np.array(prices, np.int64)
        self.need_label[: len(self.needs)] = [dual.worth.get(need.id, 0) for need in self.needs]
        cap_prices = {(cap.per, cap.key, cap.resource): cap.price for cap in dual.caps}
        position = {resource.id: r for r, resource in enumerate(self.resources)}
        seen = {(per, key, position[name]) for name, per, key in self.room.used_caps()}
        seen |= {
            (cap.per, cap.only, r)
            for r, resource in enumerate(self.resources)
            for cap in resource.caps
            if cap.only is not None
        }
        for per, key, r in sorted(seen, key=lambda cap: (cap[0] != "place", cap)):
            if self.room.under_caps(self.resources[r], per, key) == 0:
                price = cap_prices.get((per, key, self.resources[r].id), 0)
                self._set_full((per, key, r), self.label_above((per, key, r)) + price)

    def append(self, need: Need) -> int:
        """Take in a need that gets nothing yet; its position."""
        n = len(self.needs)
        if n == len(self.need_label):
            self.need_label = np.concatenate([self.need_label, np.zeros(n + 64, np.int64)])
            self.leaving = np.concatenate([self.leaving, np.full(n + 64, NEVER, np.int64)])
        self.needs.append(need)
        self.number_of[need.id] = n
        self.of_case[need.case].append(n)
        self.sources.append({})
        if need.id in self._earlier:
            self.previous[n] = self._earlier[need.id]
        self._log.append(self._drop_last)
        for r in self.full_under("case", need.case) if len(self.of_case[need.case]) == 1 else ():
            self.lift_caps(r)
        return n

    def _drop_last(self) -> None:
        need = self.needs.pop()
        del self.number_of[need.id]
        self.of_case[need.case].pop()
        self.sources.pop()
        self.previous.pop(len(self.needs), None)
        self.need_label[len(self.needs)] = 0
        self.leaving[len(self.needs)] = NEVER

    # What flows

    def slice_of(self, n: int, met: int) -> int:
        """The number (0…9) of the slice that the next unit beyond *met* would fill."""
        amount = self.needs[n].amount
        return next(k for k in range(SLICES) if amount * (k + 1) // SLICES > met)

    def _leaving(self, n: int) -> int:
        """What the need's last unit earns, and so what it costs to take it away; NEVER where none may be."""
        need = self.needs[n]
        met = self.pinned[n] if n == self.arriving else self.room.met(need)
        return self.weights[need.urgency][self.slice_of(n, met - 1)] if met > self.pinned[n] else NEVER

    def may_leave(self, n: int) -> int:
        """How much the need could lose at that cost."""
        need = self.needs[n]
        met = self.room.met(need)
        begin = need.amount * self.slice_of(n, met - 1) // SLICES if met > self.pinned[n] else met
        return met - max(begin, self.pinned[n])

    def kept_room(self, n: int, r: int) -> int:
        """How much more the pair may get that the previous plan gave it."""
        return self.previous[n].get(r, 0) - self.sources[n].get(r, 0) if n in self.previous else 0

    def shift(self, changes: Iterable[tuple[int, int, int]]) -> None:
        """Change what pairs (need, resource) get, all at once by an amount each; *before* remembers what they had."""
        changes = sorted(changes, key=lambda change: change[2])
        for n, r, amount in changes:  # What gives back comes first: no need gets too much.
            self.before.setdefault((n, r), self.sources[n].get(r, 0))
            self._log.append(partial(self._move, n, r, -amount))
            self._move(n, r, amount)
        for per in (*TURNS, "need"):
            for key, r in sorted({(cap_key(self.needs[n], per), r) for n, r, _ in changes}):
                self._note_full(per, key, r)

    def _note_full(self, per: Per, key: str, r: int) -> None:
        left = self.room.under_caps(self.resources[r], per, key)
        is_full = r in self.full_under(per, key)
        if left == 0 and not is_full:
            self.set_full((per, key, r), self.label_above((per, key, r)))
        elif left is not None and left > 0 and is_full:
            self.set_full((per, key, r), None)

    def _move(self, n: int, r: int, amount: int) -> None:
        after = self.sources[n].get(r, 0) + amount
        if after:
            self.sources[n][r] = self.served[r][n] = after
        else:
            del self.sources[n][r], self.served[r][n]
        self.room.take(self.needs[n], self.resources[r], amount)
        leaving = self._leaving(n)
        if leaving != self.leaving[n]:
            self.leaving[n] = leaving
            self.stale.update(self.sources[n])
        self.stale.add(r)

    def refresh(self) -> None:
        """Of each resource whose flow has changed, the cheapest way out of the root to it or to what it serves."""
        for r in self.stale:
            own = int(self.cost[r]) if self.room.left(self.resources[r]) > 0 else NEVER
            needs, costs = self.givers(r)
            self.exit[r] = min(own, int((self.leaving[needs] + costs).min(initial=NEVER)))
        self.stale.clear()

    def givers(self, r: int, needs: Iterable[int] | None = None) -> tuple[Ints, Ints]:
        """Needs the resource serves (among *needs*), and what a unit back from each costs: w4 where it was kept."""
        served = self.served[r]
        some = served if needs is None else [n for n in needs if n in served]
        at = np.fromiter(some, np.int64, len(some))
        costs = np.zeros(len(at), np.int64)
        if self.previous:
            costs[:] = [KEPT_WEIGHT if self.is_kept(n, r) else 0 for n in at.tolist()]
        return at, costs

    def full_under(self, per: str, key: str) -> dict[int, int]:
        """Position of a resource → label of its full cap of this level and key."""
        return self.full.get((per, key), {})

    def is_kept(self, n: int, r: int) -> bool:
        """Whether the last unit of a pair is one that the previous plan gave it."""
        return n in self.previous and self.sources[n].get(r, 0) <= self.previous[n].get(r, 0)

    def amounts(self) -> dict[tuple[str, str], int]:
        """(need id, resource id) → what flows."""
        return {
            (self.needs[n].id, self.resources[r].id): amount
            for n, sources in enumerate(self.sources)
            for r, amount in sources.items()
        }

    # Labels

    def label_above(self, cap: FullCap) -> int:
        """The label of what the cap hangs under: a full cap of its place, or its resource."""
        per, key, r = cap
        if per == "case" and self.of_case[key]:
            outer = self.full_under("place", self.needs[self.of_case[key][0]].place)
            if r in outer:
                return outer[r]
        return int(self.label[r])

    def set_full(self, cap: FullCap, label: int | None) -> None:
        """Note a cap as full, with its label, or (None) as not full."""
        before = self.full_under(*cap[:2]).get(cap[2])
        self._log.append(lambda: self._set_full(cap, before))
        self._set_full(cap, label)

    def _set_full(self, cap: FullCap, label: int | None) -> None:
        per, key, r = cap
        if label is None:
            del self.full[per, key][r]
            self.full_of[r].discard((per, key))
        else:
            self.full[per, key][r] = label
            if per != "need":
                self.full_of[r].add((per, key))

    def raise_labels(self, labels: Ints, at: Ints, by: Ints) -> None:
        """Raise the labels of needs or of resources."""
        before = labels[at]
        self._log.append(lambda: labels.__setitem__(at, before))
        labels[at] += by

    def lift_caps(self, r: int) -> None:
        """No full cap has a lower label than what it hangs under."""
        for per in TURNS:
            for cap in [(*cap, r) for cap in self.full_of[r] if cap[0] == per]:
                above = self.label_above(cap)
                if self.full[cap[:2]][r] < above:
                    self.set_full(cap, above)

    # Trying

    def undo(self) -> None:
        """Take back everything since the last keep()."""
        self.arriving = None
        for step in reversed(self._log):
            step()
        self._forget()

    def keep(self) -> None:
        """Let everything stand that was done."""
        n, self.arriving = self.arriving, None
        if n is not None:
            self.leaving[n] = self._leaving(n)
            self.stale.update(self.sources[n])
        self._forget()

    def _forget(self) -> None:
        self._log.clear()
        self.before.clear()
