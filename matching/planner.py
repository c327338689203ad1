"""From an instance to a plan: each group solved, explained and checked."""

from collections.abc import Callable
from dataclasses import dataclass

from matching import flow, greedy
from matching.eligibility import broken_rules
from matching.objective import objective
from matching.problem import Group, Instance, check, groups
from matching.reason import Shortfalls, why
from matching.result import Allocation, Dual, Plan, Reason, Unmet
from matching.room import Room
from matching.verify import verify

SOLVERS = ("flow", "greedy")
Amounts = dict[tuple[str, str], int]


class PlanRefused(RuntimeError):
    """The verifier found fault with a solver's plan; it is not handed out."""


@dataclass(frozen=True)
class _Part:
    """One group's share of the plan; *dual* None where nothing is proven."""

    allocations: list[Allocation]
    unmet: list[Unmet]
    warnings: list[Reason]
    dual: Dual | None


def plan(instance: Instance, solver: str = "flow", progress: Callable[[str], None] | None = None) -> Plan:
    """The plan of an instance by one of SOLVERS; raises BadInput for an instance that cannot be.

    *progress* is told one line per group. Only "flow" proves its plans, and says so per plan.
    """
    if solver not in SOLVERS:
        raise ValueError(f"no solver {solver!r}")
    check(instance)

    def solved(group: Group) -> tuple[Amounts, Dual | None]:
        if progress:
            progress(f"{group.key}: {len(group.needs)} needs, {len(group.resources)} resources")
        if solver == "greedy":
            return greedy.solve(group), None
        solution = flow.solve(group, progress)
        return solution.amounts, solution.dual

    return put_together(instance, solved)


def put_together(instance: Instance, solved: Callable[[Group], tuple[Amounts, Dual | None]]) -> Plan:
    """A plan from what each group's pairs get beyond their pins, and the proof of that; checked and explained."""
    parts = {group.key: _part(group, *solved(group)) for group in groups(instance)}
    allocations = _sorted_rows([row for part in parts.values() for row in part.allocations])
    made = Plan(
        allocations,
        tuple(sorted((row for part in parts.values() for row in part.unmet), key=lambda row: row.need)),
        objective(instance, allocations),
        all(part.dual is not None for part in parts.values()),
        tuple(warning for part in parts.values() for warning in part.warnings),
        {key: part.dual for key, part in parts.items() if part.dual is not None},
    )
    if faults := verify(instance, made):
        raise PlanRefused(faults[0])
    return made


def _part(group: Group, amounts: Amounts, dual: Dual | None) -> _Part:
    needs = {need.id: need for need in group.needs}
    resources = {resource.id: resource for resource in group.resources}
    rows = [(*pair, amount, True) for pair, amount in group.pinned.items()]
    rows += [(*pair, amount, False) for pair, amount in amounts.items()]
    allocations = [
        Allocation(n, r, amount, pinned, why(group, needs[n], resources[r], amount, pinned))
        for n, r, amount, pinned in rows
    ]
    room = Room(group, ((n, r, amount) for n, r, amount, _ in rows))
    return _Part(allocations, _unmet(group, room), _warnings(group), dual)


def _unmet(group: Group, room: Room) -> list[Unmet]:
    short = [n for n, need in enumerate(group.needs) if room.missing(need) > 0]
    if not short:
        return []
    reasons = Shortfalls(group, room)
    return [Unmet(group.needs[n].id, room.missing(group.needs[n]), reasons.of(n)) for n in short]


def _warnings(group: Group) -> list[Reason]:
    """Pins that H2 to H7 would forbid today; they stand (H9)."""
    needs = {need.id: need for need in group.needs}
    resources = {resource.id: resource for resource in group.resources}
    return [
        {**broken, "need": need}
        for need, resource in sorted(group.pinned)
        for broken in broken_rules(needs[need], resources[resource], group.as_of)
    ]


def _sorted_rows(rows: list[Allocation]) -> tuple[Allocation, ...]:
    return tuple(sorted(rows, key=lambda row: (row.need, row.resource, row.pinned)))
