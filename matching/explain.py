"""One need under one plan: why these sources, what the next best would have been, what keeps it short."""

from dataclasses import dataclass, replace

from matching.cut import Cut, cut_of
from matching.eligibility import broken_rules
from matching.problem import BadInput, Group, Instance, Need, Resource, groups
from matching.rank import find_need, preference
from matching.reason import Shortfalls, limit_reason, why
from matching.remedy import remedy_of
from matching.result import Plan, Reason
from matching.room import Room


@dataclass(frozen=True, slots=True)
class Source:
    """One allocation with its reasons, and the next best resource with what spoke against it."""

    resource: str
    amount: int
    pinned: bool
    why: tuple[str, ...]
    next: Reason | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything to be said about one need under a plan; amounts in the need's unit.

    *cut* and *remedy* stand where something is missing: what binds it, and the smallest change that would meet
    most of it (matching.cut, matching.remedy).
    """

    need: str
    amount: int
    met: int
    missing: int
    sources: tuple[Source, ...]
    because: tuple[Reason, ...]
    cut: Cut | None = None
    remedy: Reason | None = None


def explain(instance: Instance, plan: Plan, need_id: str) -> Explanation:
    """Why and why not, computed anew from the instance; raises BadInput for a plan of another instance."""
    group, position = find_need(instance, need_id)
    need = group.needs[position]
    room = Room(group, _taken(instance, group, plan))
    resources = {resource.id: resource for resource in group.resources}
    rows = [row for row in plan.allocations if row.need == need_id]
    others = _alternatives(group, need, room, {row.resource for row in rows})
    sources = tuple(
        Source(
            row.resource,
            row.amount,
            row.pinned,
            why(group, need, resources[row.resource], row.amount, row.pinned),
            _next(group, need, room, resources[row.resource], others),
        )
        for row in rows
    )
    missing = room.missing(need)
    told = Explanation(need_id, need.amount, room.met(need), missing, sources, ())
    if missing <= 0:
        return told
    because = Shortfalls(group, room).of(position)
    cut = cut_of(group, plan, room, need)
    remedy = remedy_of(group, need, told.met, cut, because)
    return replace(told, because=because, cut=cut, remedy=remedy)


def next_best(instance: Instance, plan: Plan) -> dict[tuple[str, str], Reason]:
    """(need, resource) → what explain() calls next, for every new allocation of the plan that has one, in one pass."""
    found: dict[tuple[str, str], Reason] = {}
    sources: dict[str, list[str]] = {}
    for row in plan.allocations:
        sources.setdefault(row.need, []).append(row.resource)
    new = {(row.need, row.resource) for row in plan.allocations if not row.pinned}
    for group in groups(instance):
        room = Room(group, _taken(instance, group, plan))
        resources = {resource.id: resource for resource in group.resources}
        for need in group.needs:
            chosen = sources.get(need.id, [])
            others = _alternatives(group, need, room, set(chosen)) if chosen else []
            for resource in chosen:
                reason = _next(group, need, room, resources[resource], others)
                if reason is not None and (need.id, resource) in new:
                    found[need.id, resource] = reason
    return found


def _taken(instance: Instance, group: Group, plan: Plan) -> list[tuple[str, str, int]]:
    """The plan's rows in this group."""
    needs = {need.id: need.group for need in instance.needs}
    resources = {resource.id: resource.group for resource in instance.resources}
    taken = []
    for number, row in enumerate(plan.allocations, 1):
        for field, name, known in (("need", row.need, needs), ("resource", row.resource, resources)):
            if name not in known:
                raise BadInput(f"allocation number {number}", field, f"{name[:60]!r} is not in the instance")
        if needs[row.need] != resources[row.resource]:
            raise BadInput(f"allocation number {number}", "resource", "H1: is of another unit or item")
        if needs[row.need] == group.key:
            taken.append((row.need, row.resource, row.amount))
    return taken


def _alternatives(group: Group, need: Need, room: Room, used: set[str]) -> list[Resource]:
    """Eligible resources the need gets nothing from: those with room first, then in order of preference."""
    eligible = [
        resource
        for resource in group.resources
        if resource.id not in used and not broken_rules(need, resource, group.as_of)
    ]

    def order(resource: Resource) -> tuple[bool, bool, int, int, str]:
        return room.tightest(need, resource).left <= 0, *preference(group, need, resource), resource.id

    return sorted(eligible, key=order)


def _next(group: Group, need: Need, room: Room, chosen: Resource, others: list[Resource]) -> Reason | None:
    """The first alternative, with the aim that spoke against it or the limit that closed it."""
    if not others:
        return None
    other = others[0]
    limit = room.tightest(need, other)
    if limit.left <= 0:
        return limit_reason(other, limit, room.left(other))
    reason: dict[str, str | int] = {"rule": "equal", "resource": other.id, "left": limit.left}
    mine, theirs = preference(group, need, chosen), preference(group, need, other)
    if theirs[0] > mine[0]:
        reason["rule"] = "fund"
    elif theirs[1] > mine[1]:
        reason |= {"rule": "kept", "kept": -mine[1]}
    elif theirs[2] > mine[2]:
        reason |= {"rule": "expiry", "days_later": theirs[2] - mine[2]}
    elif theirs < mine:
        reason["rule"] = "better"
    return dict(reason)
