"""Why a resource serves a need, and what keeps a need short, as stable codes with figures."""

import numpy as np

from matching.eligibility import broken_rules, covering_place
from matching.offers import Counts, Offers
from matching.problem import FAR_DAYS, Group, Need, Resource
from matching.result import Reason
from matching.room import Limit, Room

MOST_REASONS = 5
MOST_OF_ONE_SORT = 2
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

    def __init__(self, group: Group, room: Room, offers: Offers | None = None) -> None:
        self.group = group
        self.room = room
        self.offers = Offers(group) if offers is None else offers
        left = np.array([room.left(resource) for resource in group.resources], np.int64)
        size = np.array([resource.available for resource in group.resources], np.int64)
        self._left = left
        self._most_left = np.lexsort((np.arange(len(left)), -left))
        self._holding = int((left > 0).sum())
        largest = np.lexsort((np.arange(len(left)), -size))
        self._largest_empty = largest[left[largest] <= 0]

    def of(self, n: int) -> tuple[Reason, ...]:
        """What binds the need at this position of the group, at most MOST_REASONS."""
        broken = self.offers.count_broken(self.group.needs[n])
        reasons = [*self._capped(n, broken), *self._used_up(broken)]
        near = self._near_misses(n, broken)
        if not near and not reasons:
            near = np.argsort(broken, kind="stable")[:MOST_OF_ONE_SORT].tolist()
        reasons += [self._miss(n, r) for r in near[: MOST_REASONS - len(reasons)]]
        return tuple(reasons) or ({"rule": "no_resource"},)

    def _capped(self, n: int, broken: Counts) -> list[Reason]:
        """Resources that have something left and may not give it because of a cap."""
        holding = self._most_left[: self._holding]
        first = holding[broken[holding] == 0][:MOST_OF_ONE_SORT].tolist()
        resources = [(self.group.resources[r], int(self._left[r])) for r in first]
        need = self.group.needs[n]
        return [limit_reason(r, self.room.tightest(need, r), left) for r, left in resources]

    def _used_up(self, broken: Counts) -> list[Reason]:
        first = self._largest_empty[broken[self._largest_empty] == 0][:MOST_OF_ONE_SORT].tolist()
        chosen = [self.group.resources[r] for r in first]
        return [limit_reason(r, Limit("available", r.id, r.available, 0), 0) for r in chosen]

    def _near_misses(self, n: int, broken: Counts) -> list[int]:
        """Resources with something left that fewest rules forbid, those that could give a tenth of it first."""
        holding = self._most_left[: self._holding]
        counts = broken[holding].astype(np.int64)
        small = self._left[holding] < self.room.missing(self.group.needs[n]) // WORTH_WHILE
        order = (counts + FAR * small) * len(counts) + np.arange(len(counts))
        order = order[counts > 0]
        if len(order) > MOST_REASONS:
            order = np.partition(order, MOST_REASONS)[:MOST_REASONS]
        found: list[int] = holding[np.sort(order) % max(1, len(counts))].tolist()
        return found

    def _miss(self, n: int, r: int) -> Reason:
        """The first rule that forbids the resource, the others by name, and what it could give."""
        broken = broken_rules(self.group.needs[n], self.group.resources[r], self.group.as_of)
        others = [str(reason["rule"]) for reason in broken[1:]]
        return {**broken[0], **({"also": others} if others else {}), "left": int(self._left[r])}
