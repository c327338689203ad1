"""How much more each need can take and each resource can give, under every limit of H8."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matching.problem import Group, Need, Resource, cap_key


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit on a pair: *kind* need, available or a cap's level; *left* of *amount* is free."""

    kind: str
    key: str
    amount: int
    left: int


class Room:
    """What is taken so far of one group's needs, resources and caps."""

    def __init__(self, group: Group, taken: Iterable[tuple[str, str, int]] | None = None) -> None:
        """*taken* are (need id, resource id, amount); without it, the group's pins."""
        self._needs = {need.id: need for need in group.needs}
        self._resources = {resource.id: resource for resource in group.resources}
        self._of_need: defaultdict[str, int] = defaultdict(int)
        self._of_resource: defaultdict[str, int] = defaultdict(int)
        self._under: defaultdict[tuple[str, str, str], int] = defaultdict(int)
        self.pair: defaultdict[tuple[str, str], int] = defaultdict(int)
        pins = ((need, resource, amount) for (need, resource), amount in group.pinned.items())
        for need, resource, amount in pins if taken is None else taken:
            self.take(self._needs[need], self._resources[resource], amount)

    def take(self, need: Need, resource: Resource, amount: int) -> None:
        """Count an amount that goes from the resource to the need."""
        self.pair[need.id, resource.id] += amount
        self._of_need[need.id] += amount
        self._of_resource[resource.id] += amount
        for per in {cap.per for cap in resource.caps}:
            self._under[resource.id, per, cap_key(need, per)] += amount

    def met(self, need: Need) -> int:
        """What the need gets so far."""
        return self._of_need[need.id]

    def missing(self, need: Need) -> int:
        """What the need still lacks."""
        return need.amount - self._of_need[need.id]

    def left(self, resource: Resource) -> int:
        """What the resource still has, its caps aside."""
        return resource.available - self._of_resource[resource.id]

    def under(self, resource: Resource, per: str, key: str) -> int:
        """What counts already towards the resource's caps of this level and key."""
        return self._under[resource.id, per, key]

    def used_caps(self) -> list[tuple[str, str, str]]:
        """(resource id, level, key) of every cap that something counts towards."""
        return [key for key, amount in self._under.items() if amount]

    def under_caps(self, resource: Resource, per: str, key: str) -> int | None:
        """What may still go under the resource's caps of this level and key; None where it has none."""
        amounts = [cap.amount for cap in resource.caps if cap.per == per and cap.only in (None, key)]
        return min(amounts) - self.under(resource, per, key) if amounts else None

    def cap_limits(self, need: Need, resource: Resource) -> Iterator[Limit]:
        """Every cap of the resource that covers the need."""
        for cap in resource.caps:
            key = cap_key(need, cap.per)
            if cap.only in (None, key):
                yield Limit(cap.per, key, cap.amount, cap.amount - self.under(resource, cap.per, key))

    def tightest(self, need: Need, resource: Resource) -> Limit:
        """The limit that binds the resource towards this need, the need's own amount aside."""
        available = Limit("available", resource.id, resource.available, self.left(resource))
        return min(
            (available, *self.cap_limits(need, resource)), key=lambda limit: (limit.left, limit.amount)
        )

    def free(self, need: Need, resource: Resource) -> int:
        """What could go from the resource to the need now."""
        return min(self.missing(need), self.tightest(need, resource).left)
