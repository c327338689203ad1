"""What binds a need that stays short: the full sources and caps that stand between everything left and it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from matching.offers import Offers
from matching.problem import Group, Need, Per, Resource, cap_key
from matching.reason import MOST_REASONS, limit_reason
from matching.result import Plan, Reason
from matching.room import Limit, Room

LEVELS: tuple[Per, ...] = ("need", "case", "place")
Node = tuple[str, str, str]
"""A source (its id, "available", its id), or one of its full caps (its id, level, key)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A smallest cut of the plan's residual network, as seen from one need; amounts in the need's unit.

    *limits* are its full caps and used-up sources (codes ``cap`` and ``available``), the widest first, the first
    MOST_REASONS of them; *hidden* how many more there are. *needs* live on them, this one included: they ask for
    *asked* and get *met*. ``free`` stands in *limits* only under a plan that is not the best.
    """

    limits: tuple[Reason, ...]
    hidden: int
    needs: int
    asked: int
    met: int


def cut_of(group: Group, plan: Plan, room: Room, need: Need) -> Cut:
    """Walk back from the need over all that could still flow: eligible pairs, and needs that could give back."""
    walk = _Walk(group, plan, room)
    walk.back_from(need)
    limits = sorted(walk.binding(), key=_widest_first)
    living = [walk.need_of[n] for n in walk.needs]
    return Cut(
        limits=tuple(limits[:MOST_REASONS]),
        hidden=max(0, len(limits) - MOST_REASONS),
        needs=len(living),
        asked=sum(need.amount for need in living),
        met=sum(room.met(need) for need in living),
    )


def _widest_first(reason: Reason) -> tuple[int, str, str, str]:
    width = reason["amount"] if reason["rule"] == "cap" else reason.get("available", reason.get("left", 0))
    return -int(str(width)), str(reason["resource"]), str(reason.get("per", "")), str(reason.get("key", ""))


class _Walk:
    """Nodes from which flow could reach the need: needs, sources, and caps where flow can turn round."""

    def __init__(self, group: Group, plan: Plan, room: Room) -> None:
        self.group, self.room = group, room
        self.offers = Offers(group)
        self.need_of = {need.id: need for need in group.needs}
        self.served: defaultdict[str, list[Need]] = defaultdict(list)
        for row in plan.allocations:
            if row.need in self.need_of and not row.pinned:
                self.served[row.resource].append(self.need_of[row.need])
        self.needs: set[str] = set()
        self._turned: dict[Node, tuple[Need, Reason]] = {}

    def back_from(self, need: Need) -> None:
        """Find every need, source and cap behind this need."""
        self.needs.add(need.id)
        waiting = [need]
        while waiting:
            for giver in self._givers(waiting.pop()):
                if giver.id not in self.needs:
                    self.needs.add(giver.id)
                    waiting.append(giver)

    def binding(self) -> Iterator[Reason]:
        """The limits on the walk's edge: more under a full cap is no use where what is around it is full too."""
        for (source, level, _), (need, reason) in self._turned.items():
            outside = LEVELS[LEVELS.index(level) + 1 :] if level in LEVELS else ()
            around = [(source, outer, cap_key(need, outer)) for outer in outside]
            if level not in LEVELS or not self._turned.keys() & {*around, (source, "available", source)}:
                yield reason

    def _givers(self, need: Need) -> list[Need]:
        found: list[Need] = []
        for r in self.offers.eligible(need).tolist():
            found += self._behind(need, self.group.resources[r])
        return found

    def _behind(self, need: Need, resource: Resource) -> list[Need]:
        """Needs that could give back to what feeds this pair: all under its innermost full cap, or of the source."""
        limit = self._innermost(need, resource)
        level, key = limit.kind, (resource.id, limit.kind, limit.key)
        if key in self._turned:
            return []
        self._turned[key] = need, limit_reason(resource, limit, self.room.left(resource))
        served = self.served[resource.id]
        if level == "available":
            return served
        if level == "need":
            return []
        per: Per = "case" if level == "case" else "place"
        return [giver for giver in served if cap_key(giver, per) == limit.key]

    def _innermost(self, need: Need, resource: Resource) -> Limit:
        """The full cap next to the need; the source itself where none is full."""
        full = [limit for limit in self.room.cap_limits(need, resource) if limit.left <= 0]
        whole = Limit("available", resource.id, resource.available, self.room.left(resource))
        return min(full, key=lambda limit: (LEVELS.index(limit.kind), limit.left), default=whole)
