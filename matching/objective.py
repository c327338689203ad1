"""The aims O1 to O5 of a plan, computed from their definitions."""

from collections import defaultdict
from collections.abc import Iterable

from matching.problem import Group, Instance, groups
from matching.result import Allocation, Objective

SLICES = 10


def slices(amount: int) -> list[int]:
    """The ten parts of a need's amount, the first to be met first; they sum to it."""
    return [amount * k // SLICES - amount * (k - 1) // SLICES for k in range(1, SLICES + 1)]


def unfairness(amount: int, met: int) -> int:
    """Each unit met in slice k counts k."""
    total = 0
    for k, size in enumerate(slices(amount), 1):
        total += k * min(size, met)
        met -= min(size, met)
    return total


def objective(instance: Instance, allocations: Iterable[Allocation]) -> Objective:
    """The figures of every group that has a need, pins included; ids must be the instance's."""
    given: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    group_of = {need.id: need.group for need in instance.needs}
    for a in allocations:
        rows = given[group_of[a.need]]
        rows[a.need, a.resource] = rows.get((a.need, a.resource), 0) + a.amount
    return {group.key: _figures(group, given[group.key]) for group in groups(instance)}


def _figures(group: Group, given: dict[tuple[str, str], int]) -> dict[str, int | list[int]]:
    resources = {resource.id: resource for resource in group.resources}
    met: defaultdict[str, int] = defaultdict(int)
    fund = kept = expiry = 0
    for (need, name), amount in given.items():
        met[need] += amount
        fund += amount if resources[name].is_fund else 0
        kept += min(amount, group.previous.get((need, name), 0))
        expiry += amount * resources[name].days_left(group.as_of)
    covered, unfair = [0, 0, 0], [0, 0, 0]
    for n in group.needs:
        covered[n.urgency] += met[n.id]
        unfair[n.urgency] += unfairness(n.amount, met[n.id])
    return {"covered": covered, "unfairness": unfair, "fund": fund, "kept": kept, "expiry": expiry}
