"""Why a resource serves a need, and what keeps a need short, as stable codes with figures."""

import numpy as np

from matching.eligibility import Columns, Pairs, broken_rules, columns, covering_place, eligible_pairs
from matching.problem import FAR_DAYS, Group, Need, Resource
from matching.result import Reason
from matching.room import Limit, Room

MOST_REASONS = 5
MOST_OF_ONE_SORT = 2
CHUNK = 4096
NEVER_NEAR = 127
FAR = 8  # More than all the rules of H2 to H7 together.
WORTH_WHILE = 10  # What could give less than a tenth of what is missing comes after all that could.


def why(group: Group, need: Need, resource: Resource, amount: int, pinned: bool) -> tuple[str, ...]:
    """What made this resource right for the need, as "code: figure", the most telling first."""
    codes = [f"pinned: {amount}"] if pinned else []
    if pinned:
        codes += [f"despite: {broken['rule']}" for broken in broken_rules(need, resource, group.as_of)]
    restrictions = _restrictions(need, resource)
    codes += restrictions
    pair = need.id, resource.id
    kept = min(amount, group.previous.get(pair, 0) - group.pinned.get(pair, 0))
    if kept > 0 and not pinned:
        codes.append(f"kept: {kept}")
    days = resource.days_left(group.as_of)
    if days < FAR_DAYS:
        codes.append(f"expires_in: {days}")
    if resource.is_fund:
        codes.append("last_resort: fund")
    elif not restrictions:
        codes.append(f"unrestricted: {resource.kind}")
    return tuple(codes)


def _restrictions(need: Need, resource: Resource) -> list[str]:
    codes = []
    if resource.cases is not None and need.case in resource.cases:
        codes.append(f"named_case: {need.case}")
    if resource.categories is not None and need.category in resource.categories:
        codes.append(f"designated: {need.category}")
    if place := covering_place(need, resource):
        codes.append(f"place: {place}")
    codes += [f"requires: {name}" for name in sorted(resource.requires & need.attributes)]
    if resource.max_urgency is not None and need.urgency <= resource.max_urgency:
        codes.append(f"urgency_at_most: {resource.max_urgency}")
    return codes


def limit_reason(resource: Resource, limit: Limit, left: int) -> Reason:
    """The limit that stops more from flowing; *left* is what the resource still has."""
    if limit.left > 0:
        return {"rule": "free", "resource": resource.id, "left": limit.left}
    if limit.kind == "available":
        return {"rule": "available", "resource": resource.id, "available": limit.amount}
    return {
        "rule": "cap",
        "resource": resource.id,
        "per": limit.kind,
        "key": limit.key,
        "amount": limit.amount,
        "left": left,
    }


class Shortfalls:
    """Answers, for the needs of one group under one plan, what binds those not fully met."""

    def __init__(
        self, group: Group, room: Room, table: Columns | None = None, pairs: Pairs | None = None
    ) -> None:
        self.group = group
        self.room = room
        self.table = columns(group) if table is None else table
        found = eligible_pairs(group, self.table) if pairs is None else pairs
        order = np.argsort(found.needs, kind="stable")
        self._sources = found.resources[order]
        self._starts = np.searchsorted(found.needs[order], np.arange(len(group.needs) + 1))
        self._left = np.array([room.left(resource) for resource in group.resources], np.int64)
        self._by_left = sorted(range(len(group.resources)), key=lambda r: (-int(self._left[r]), r))
        size = sorted(range(len(group.resources)), key=lambda r: (-group.resources[r].available, r))
        self._size_rank = np.empty(len(size), np.int64)
        self._size_rank[size] = np.arange(len(size))

    def of(self, short: list[int]) -> dict[int, tuple[Reason, ...]]:
        """For each position in the group's needs, what binds it, at most MOST_REASONS."""
        reasons = {}
        for first in range(0, len(short), CHUNK):
            chunk = np.array(short[first : first + CHUNK], np.int64)
            near = self._near_misses(chunk)
            for column, n in enumerate(chunk.tolist()):
                misses = near[:, column].tolist() if len(near) else []
                reasons[n] = self._because(n, [r for r in misses if r >= 0])
        return reasons

    def _because(self, n: int, near: list[int]) -> tuple[Reason, ...]:
        sources = self._sources[self._starts[n] : self._starts[n + 1]]
        reasons = [*self._capped(n, sources), *self._used_up(sources)]
        room = MOST_REASONS - len(reasons)
        if not near and not reasons:
            near = self._nearest_of_all(n)
        reasons += [self._miss(n, r) for r in near[:room]]
        return tuple(reasons) or ({"rule": "no_resource"},)

    def _capped(self, n: int, sources: np.ndarray) -> list[Reason]:
        """Resources that have something left and may not give it because of a cap."""
        need = self.group.needs[n]
        holding = sources[self._left[sources] > 0].tolist()
        first = sorted(holding, key=lambda r: (-int(self._left[r]), r))[:MOST_OF_ONE_SORT]
        resources = [(self.group.resources[r], int(self._left[r])) for r in first]
        return [limit_reason(r, self.room.tightest(need, r), left) for r, left in resources]

    def _used_up(self, sources: np.ndarray) -> list[Reason]:
        empty = sources[self._left[sources] <= 0]
        first = empty[np.argsort(self._size_rank[empty])][:MOST_OF_ONE_SORT].tolist()
        chosen = [self.group.resources[r] for r in first]
        return [limit_reason(r, Limit("available", r.id, r.available, 0), 0) for r in chosen]

    def _near_misses(self, at: np.ndarray) -> np.ndarray:
        """Resources with something left that fewest rules forbid, a column per need, -1 where there is none."""
        holding = np.array([r for r in self._by_left if self._left[r] > 0], np.int64)
        if not len(holding):
            return np.empty((0, len(at)), np.int64)
        rows = [self.table.count_broken(self.group.resources[r], at) for r in holding.tolist()]
        counts = np.stack(rows)
        missing = np.array([self.room.missing(self.group.needs[n]) for n in at.tolist()], np.int64)
        counts[self._left[holding][:, None] < missing // WORTH_WHILE] += FAR
        counts[counts % FAR == 0] = NEVER_NEAR
        best = np.argsort(counts, axis=0, kind="stable")[:MOST_REASONS]
        return np.where(np.take_along_axis(counts, best, 0) == NEVER_NEAR, -1, holding[best])

    def _nearest_of_all(self, n: int) -> list[int]:
        """Where nothing is left anywhere: the resources that fewest rules forbid."""
        at = np.array([n], np.int64)
        counts = [int(self.table.count_broken(resource, at)[0]) for resource in self.group.resources]
        return sorted(range(len(counts)), key=lambda r: (counts[r], r))[:MOST_OF_ONE_SORT]

    def _miss(self, n: int, r: int) -> Reason:
        """The first rule that forbids the resource, the others by name, and what it could give."""
        broken = broken_rules(self.group.needs[n], self.group.resources[r], self.group.as_of)
        others = [str(reason["rule"]) for reason in broken[1:]]
        return {**broken[0], **({"also": others} if others else {}), "left": int(self._left[r])}
