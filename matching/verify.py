"""Whether a plan keeps every hard rule and tells the truth about itself; knows no solver."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from matching.eligibility import broken_rules
from matching.objective import objective
from matching.problem import Instance, Need, Resource, cap_key
from matching.result import Allocation, Plan


def verify(instance: Instance, plan: Plan) -> list[str]:
    """Everything that does not hold, one sentence each; empty: the plan holds. Optimality is certify's question."""
    faults = list(_strangers(instance, plan))
    if faults:
        return faults
    faults += _rows(plan)
    faults += _hard_rules(instance, plan)
    faults += _limits(instance, plan)
    faults += _pins(instance, plan)
    faults += _shortfalls(instance, plan)
    if plan.objective != objective(instance, plan.allocations):
        faults.append(f"objective: it is {objective(instance, plan.allocations)}")
    return faults


def _strangers(instance: Instance, plan: Plan) -> Iterator[str]:
    """Rows that cannot be added up: ids the instance lacks, and pairs of two groups (H1)."""
    needs = {need.id: need.group for need in instance.needs}
    resources = {resource.id: resource.group for resource in instance.resources}
    for row in plan.allocations:
        if row.need not in needs or row.resource not in resources:
            yield f"{_name(row)}: the instance has no such need or no such resource"
        elif needs[row.need] != resources[row.resource]:
            yield f"H1: {_name(row)}"
    for short in plan.unmet:
        if short.need not in needs:
            yield f"unmet {short.need!r}: the instance has no such need"


def _name(row: Allocation) -> str:
    return f"allocation {row.need!r} {row.resource!r}"


def _rows(plan: Plan) -> Iterator[str]:
    order = [(row.need, row.resource, row.pinned) for row in plan.allocations]
    if order != sorted(order):
        yield "allocations: not sorted by need, resource, pinned"
    for (need, resource, _), times in Counter(order).items():
        if times > 1:
            yield f"allocation {need!r} {resource!r}: stands {times} times"
    for row in plan.allocations:
        if row.amount <= 0:
            yield f"{_name(row)}: gives {row.amount}"


def _hard_rules(instance: Instance, plan: Plan) -> Iterator[str]:
    """H2 to H7; a pin stands whatever they say (H9)."""
    needs = {need.id: need for need in instance.needs}
    resources = {resource.id: resource for resource in instance.resources}
    for row in plan.allocations:
        for broken in broken_rules(needs[row.need], resources[row.resource], instance.as_of):
            if not row.pinned:
                yield f"{broken['rule']}: {_name(row)}"


def _limits(instance: Instance, plan: Plan) -> Iterator[str]:
    """H8, every limit added up from the rows."""
    needs = {need.id: need for need in instance.needs}
    rows_of: defaultdict[str, list[tuple[Need, int]]] = defaultdict(list)
    met: Counter[str] = Counter()
    for row in plan.allocations:
        rows_of[row.resource].append((needs[row.need], row.amount))
        met[row.need] += row.amount
    for need in instance.needs:
        if met[need.id] > need.amount:
            yield f"H8: need {need.id!r} gets {met[need.id]} of {need.amount}"
    for resource in instance.resources:
        yield from _resource_limits(resource, rows_of[resource.id])


def _resource_limits(resource: Resource, rows: list[tuple[Need, int]]) -> Iterator[str]:
    given = sum(amount for _, amount in rows)
    if given > resource.available:
        yield f"H8: resource {resource.id!r} gives {given} of {resource.available}"
    for cap in resource.caps:
        under: Counter[str] = Counter()
        for need, amount in rows:
            under[cap_key(need, cap.per)] += amount
        for key, total in sorted(under.items()):
            if cap.only in (None, key) and total > cap.amount:
                yield f"H8: resource {resource.id!r} gives {total} to {cap.per} {key!r}, cap {cap.amount}"


def _pins(instance: Instance, plan: Plan) -> Iterator[str]:
    asked = {(pin.need, pin.resource): pin.amount for pin in instance.pinned}
    stands = {(row.need, row.resource): row.amount for row in plan.allocations if row.pinned}
    for need, resource in sorted(asked.keys() | stands.keys()):
        if asked.get((need, resource)) != stands.get((need, resource)):
            yield f"H9: pinned {need!r} {resource!r} is not as the instance has it"


def _shortfalls(instance: Instance, plan: Plan) -> Iterator[str]:
    met: Counter[str] = Counter()
    for row in plan.allocations:
        met[row.need] += row.amount
    told = {short.need: short.amount for short in plan.unmet}
    if len(told) < len(plan.unmet):
        yield "unmet: names a need twice"
    for need in instance.needs:
        lack = need.amount - met[need.id]
        if told.get(need.id, 0) != lack or (need.id in told and lack <= 0):
            yield f"unmet {need.id!r}: lacks {lack}, the plan says {told.get(need.id, 0)}"
