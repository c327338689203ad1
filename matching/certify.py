"""Whether a certificate proves a plan best in O1 to O5, by integer arithmetic alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from matching.eligibility import Columns, Positions, columns
from matching.objective import slices
from matching.problem import Group, Instance, Need, Per, Resource, cap_key, groups
from matching.result import Certificate, Dual, Plan
from matching.verify import verify
from matching.weight import KEPT_WEIGHT, slice_weight, source_cost

LEVELS: tuple[Per, ...] = ("need", "case", "place")


def certify(instance: Instance, plan: Plan, certificate: Certificate) -> list[str]:
    """Everything that keeps the certificate from proving the plan; empty: O1 to O5 are best.

    A plan that is not allowed is proven nothing; otherwise weak duality does it: no allowed plan is worth more than
    the dual's value, and this one is worth that.
    """
    faults = verify(instance, plan)
    given: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    group_of = {need.id: need.group for need in instance.needs}
    for row in plan.allocations:
        if not row.pinned and row.need in group_of:
            given[group_of[row.need]][row.need, row.resource] = row.amount
    keys = set()
    for group in groups(instance):
        keys.add(group.key)
        if group.key not in certificate:
            faults.append(f"certificate {group.key!r}: is missing")
        elif not faults:
            faults += _Proof(group, certificate[group.key]).faults(given[group.key])
    faults += [
        f"certificate {key!r}: the instance has no such needs" for key in sorted(certificate.keys() - keys)
    ]
    return faults


class _Proof:
    """One group's dual held against the group."""

    def __init__(self, group: Group, dual: Dual) -> None:
        self.group = group
        self.dual = dual
        self.prices = {(cap.resource, cap.per, cap.key): cap.price for cap in dual.caps}
        self.priced = {(cap.resource, cap.per) for cap in dual.caps}
        self.needs = {need.id: need for need in group.needs}
        self.resources = {resource.id: resource for resource in group.resources}
        self.pinned_need: Counter[str] = Counter()
        self.pinned_resource: Counter[str] = Counter()
        for (need, resource), amount in group.pinned.items():
            self.pinned_need[need] += amount
            self.pinned_resource[resource] += amount

    def faults(self, given: dict[tuple[str, str], int]) -> list[str]:
        faults = [*self._shape()]
        if not faults:
            faults += self._pairs()
        if not faults:
            dual, plan = self._dual_value(), self._plan_value(given)
            if dual != plan:
                faults.append(f"certificate {self.group.key!r}: proves {dual}, the plan is worth {plan}")
        return faults

    def _shape(self) -> Iterator[str]:
        name = f"certificate {self.group.key!r}"
        if len(self.prices) < len(self.dual.caps):
            yield f"{name}: prices a cap twice"
        if not self.dual.worth.keys() <= self.needs.keys():
            yield f"{name}: names a need that is not there"
        if not self.dual.resources.keys() <= self.resources.keys():
            yield f"{name}: names a resource that is not there"
        for resource, per, key in self.prices:
            if resource not in self.resources or self._cap_room(resource, per, key) is None:
                yield f"{name}: prices a cap that is not there: {resource!r} per {per} {key!r}"
        prices = (*self.dual.resources.values(), *self.prices.values())
        if any(price < 0 for price in prices):
            yield f"{name}: a price is negative"
        if any(abs(price) > 1 << 58 for price in (*prices, *self.dual.worth.values(), self.dual.kept_needs)):
            yield f"{name}: a price is beyond all reason"

    def _cap_room(self, resource: str, per: str, key: str) -> int | None:
        """The tightest cap of this level and key, pins taken off; None where there is none."""
        caps = self.resources[resource].caps
        amounts = [cap.amount for cap in caps if cap.per == per and cap.only in (None, key)]
        level = next((level for level in LEVELS if level == per), None)
        if not amounts or level is None:
            return None
        used = sum(
            amount
            for (need, by), amount in self.group.pinned.items()
            if by == resource and cap_key(self.needs[need], level) == key
        )
        return min(amounts) - used

    def _cost(self, resource: Resource) -> int:
        return source_cost(resource, self.group.as_of, self.dual.kept_needs)

    def _pairs(self) -> Iterator[str]:
        """No eligible pair is worth more than its prices, and K is no smaller than the needs with a kept pair."""
        table = columns(self.group)
        worth = np.array([self.dual.worth.get(need.id, 0) for need in self.group.needs], np.int64)
        kept: set[str] = set()
        previous: defaultdict[str, set[str]] = defaultdict(set)
        for need_id, name in self.group.previous:
            previous[name].add(need_id)
        for resource in self.group.resources:
            at = table.eligible(resource)
            price = self.dual.resources.get(resource.id, 0) + self._cost(resource)
            over = worth[at] - price - self._cap_prices(resource, table, at) > 0
            for n in at[over].tolist():
                yield f"certificate {self.group.key!r}: {self.group.needs[n].id!r} {resource.id!r} is underpriced"
            if previous[resource.id]:
                kept |= previous[resource.id] & {self.group.needs[n].id for n in at.tolist()}
        if len(kept) > self.dual.kept_needs:
            yield f"certificate {self.group.key!r}: kept_needs is {self.dual.kept_needs}, they are {len(kept)}"

    def _cap_prices(self, resource: Resource, table: Columns, at: Positions) -> Positions:
        total = np.zeros(len(at), np.int64)
        for per in LEVELS:
            if (resource.id, per) not in self.priced:
                continue
            keys = (cap_key(self.group.needs[n], per) for n in at.tolist())
            total += np.array([self.prices.get((resource.id, per, key), 0) for key in keys], np.int64)
        return total

    def _price_of_pair(self, need: Need, resource: Resource) -> int:
        caps = sum(self.prices.get((resource.id, per, cap_key(need, per)), 0) for per in LEVELS)
        return self._cost(resource) + self.dual.resources.get(resource.id, 0) + caps

    def _dual_value(self) -> int:
        total = sum(
            (self.resources[name].available - self.pinned_resource[name]) * price
            for name, price in self.dual.resources.items()
        )
        for (resource, per, key), price in self.prices.items():
            total += (self._cap_room(resource, per, key) or 0) * price
        for need in self.group.needs:
            worth = self.dual.worth.get(need.id, 0)
            for k, size in self._open_slices(need):
                total += size * max(0, slice_weight(need.urgency, k, self.dual.kept_needs) - worth)
        for (need_id, name), amount in self._open_previous().items():
            price = self._price_of_pair(self.needs[need_id], self.resources[name])
            gain = self.dual.worth.get(need_id, 0) + KEPT_WEIGHT - price
            total += amount * max(0, gain)
        return total

    def _open_slices(self, need: Need) -> Iterator[tuple[int, int]]:
        """The number and size of each slice, the pins having filled the first."""
        met = self.pinned_need[need.id]
        for k, size in enumerate(slices(need.amount), 1):
            filled = min(size, met)
            met -= filled
            yield k, size - filled

    def _open_previous(self) -> dict[tuple[str, str], int]:
        """What may still be kept of the previous plan on each eligible pair."""
        table = columns(self.group)
        names = {name for _, name in self.group.previous}
        eligible = {
            name: {self.group.needs[n].id for n in table.eligible(self.resources[name]).tolist()}
            for name in names
        }
        return {
            (need, name): max(0, amount - self.group.pinned.get((need, name), 0))
            for (need, name), amount in self.group.previous.items()
            if need in eligible[name]
        }

    def _plan_value(self, given: dict[tuple[str, str], int]) -> int:
        total, met = 0, Counter[str]()
        previous = self._open_previous()
        for (need_id, name), amount in given.items():
            met[need_id] += amount
            total -= amount * self._cost(self.resources[name])
            total += KEPT_WEIGHT * min(amount, previous.get((need_id, name), 0))
        for need_id, amount in met.items():
            need = self.needs[need_id]
            for k, size in self._open_slices(need):
                taken = min(size, amount)
                amount -= taken
                total += taken * slice_weight(need.urgency, k, self.dual.kept_needs)
        return total
