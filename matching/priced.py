"""Which pairs of a large group a solve needs: every pair is held against a dual, none is stored that keeps it."""

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import Pairs, coded, columns
from matching.problem import Group, Resource
from matching.result import Dual
from matching.staged.table import LEVELS
from matching.weight import source_cost

Ints = NDArray[np.int64]
FEW = 4  # Pairs taken per need and round.
MOST = 50  # Pairs taken per resource and round.
ANY = -(1 << 62)


class Pricing:
    """One group's pairs, looked at resource by resource."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.table = columns(group)
        self.need_number = {need.id: n for n, need in enumerate(group.needs)}
        self.resource_number = {resource.id: r for r, resource in enumerate(group.resources)}
        needs = group.needs
        keys = ([n.id for n in needs], [n.case for n in needs], [n.place for n in needs])
        self.codes = {per: coded(values) for per, values in zip(LEVELS, keys)}
        self.number_of = {
            per: {name: k for k, name in enumerate(names)} for per, (names, _) in self.codes.items()
        }

    def first(self, rows: dict[tuple[str, str], int], guide: Dual | None) -> Pairs:
        """What a plan without the past uses, what may be kept, and per need what costs least by the guide."""
        used = self._keys(list(rows))
        earlier = self._keys(list(self.group.previous))
        parts = [used, self._eligible(earlier)]
        if guide is not None:
            parts.append(self._dearest(guide, ANY))
        return self._pairs(np.concatenate(parts))

    def violated(self, dual: Dual) -> Pairs:
        """The pairs worth most above their prices, few per need and resource; none: the dual holds for all."""
        return self._pairs(self._dearest(dual, 0))

    def joined(self, some: Pairs, others: Pairs) -> Pairs:
        """Both, in the order of eligible pairs."""
        width = len(self.group.needs)
        return self._pairs(
            np.concatenate([pairs.resources * width + pairs.needs for pairs in (some, others)])
        )

    def _keys(self, pairs: list[tuple[str, str]]) -> Ints:
        width = len(self.group.needs)
        return np.array([self.resource_number[r] * width + self.need_number[n] for n, r in pairs], np.int64)

    def _pairs(self, keys: Ints) -> Pairs:
        resources, needs = np.divmod(np.unique(keys), max(1, len(self.group.needs)))
        return Pairs(needs, resources)

    def _eligible(self, keys: Ints) -> Ints:
        width, kept = len(self.group.needs), [np.empty(0, np.int64)]
        resources = keys // max(1, width)
        for r in np.unique(resources).tolist():
            at = self.table.eligible(self.group.resources[r])
            kept.append(np.intersect1d(keys[resources == r], r * width + at))
        return np.concatenate(kept)

    def _dearest(self, dual: Dual, above: int) -> Ints:
        """Keys of the pairs whose worth beyond their prices is more than *above* and among the largest."""
        needs = len(self.group.needs)
        worth = np.array([dual.worth.get(need.id, 0) for need in self.group.needs], np.int64)
        best, best_key = np.full((FEW, needs), above, np.int64), np.full((FEW, needs), -1, np.int64)
        caps = self._caps(dual)
        found = []
        for r, resource in enumerate(self.group.resources):
            at = self.table.eligible(resource)
            cost = source_cost(resource, self.group.as_of, dual.kept_needs)
            gain = worth[at] - cost - dual.resources.get(resource.id, 0) - self._prices(resource, at, caps)
            some = gain > above
            at, gain = at[some], gain[some]
            most = np.argsort(-gain, kind="stable")[:MOST]
            found.append(r * needs + at[most])
            _keep_best(best, best_key, at, gain, r * needs + at)
        return np.concatenate([*found, best_key[best_key >= 0]])

    def _caps(self, dual: Dual) -> dict[tuple[str, str], tuple[Ints, Ints]]:
        """Numbers and prices of the priced caps by resource and level."""
        rows: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for cap in dual.caps:
            rows.setdefault((cap.resource, cap.per), []).append((self.number_of[cap.per][cap.key], cap.price))
        columns_of = {which: np.array(sorted(row), np.int64) for which, row in rows.items()}
        return {which: (column[:, 0], column[:, 1]) for which, column in columns_of.items()}

    def _prices(self, resource: Resource, at: Ints, caps: dict[tuple[str, str], tuple[Ints, Ints]]) -> Ints:
        total = np.zeros(len(at), np.int64)
        for per in LEVELS:
            if (resource.id, per) in caps:
                keys, prices = caps[resource.id, per]
                code = self.codes[per][1][at]
                where = np.minimum(np.searchsorted(keys, code), len(keys) - 1)
                total += np.where(keys[where] == code, prices[where], 0)
        return total


def _keep_best(best: Ints, best_key: Ints, at: Ints, gain: Ints, keys: Ints) -> None:
    """Insert each pair among the best of its need; a need stands in *at* once. The earlier resource wins a tie."""
    better = gain > best[-1, at]
    at, gain, keys = at[better], gain[better], keys[better]
    for row, row_key in zip(best, best_key):
        wins = gain > row[at]
        old, old_key = row[at], row_key[at]
        row[at], row_key[at] = np.where(wins, gain, old), np.where(wins, keys, old_key)
        gain, keys = np.where(wins, old, gain), np.where(wins, old_key, keys)
