"""The stages for large groups, run on small ones, say what the plain solver says, and prove it."""

import importlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching import Instance, Plan
from matching.objective import objective
from matching.problem import groups
from matching.staged.table import lay_out
from tests.contract.nasty import SORTS, nasty
from tests.contract.solver_case import SEEDS, best_score, instances, score, tiny
from tests.contract.test_solver_rules import shuffled

flow = importlib.import_module("matching.flow")


def without_a_past(instance: Instance) -> Instance:
    return replace(instance, previous=())


def staged(instance: Instance) -> Plan:
    """The rows of a plan by stages, with its proof; not explained."""
    amounts: dict[tuple[str, str], int] = {}
    certificate = {}
    for group in groups(instance):
        solution = flow.solve_staged(group, lay_out(group), lambda line: None)
        amounts |= solution.amounts
        certificate[group.key] = solution.dual
    rows = [(pin.need, pin.resource, pin.amount, True) for pin in instance.pinned]
    rows += [(*pair, amount, False) for pair, amount in amounts.items()]
    allocations = tuple(
        matching.Allocation(n, r, x, p) for n, r, x, p in sorted(rows, key=lambda a: (*a[:2], a[3]))
    )
    met = {need.id: sum(a.amount for a in allocations if a.need == need.id) for need in instance.needs}
    unmet = tuple(
        matching.Unmet(need.id, need.amount - met[need.id])
        for need in sorted(instance.needs, key=lambda need: need.id)
        if met[need.id] < need.amount
    )
    return Plan(allocations, unmet, objective(instance, allocations), True, (), certificate)


def given_by(plan: Plan) -> dict[tuple[str, str], int]:
    amounts: dict[tuple[str, str], int] = {}
    for row in plan.allocations:
        amounts[row.need, row.resource] = amounts.get((row.need, row.resource), 0) + row.amount
    return amounts


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_brute_force_finds_nothing_better(seeds: range) -> None:
    for seed in seeds:
        instance = without_a_past(tiny(seed))
        plan = staged(instance)
        assert score(instance, given_by(plan)) == best_score(instance), f"tiny({seed})"
        assert matching.certify(instance, plan, plan.certificate) == []


@settings(deadline=None, max_examples=150)
@given(instance=instances(most_needs=12, most_resources=9, top=60).map(without_a_past))
def test_both_solvers_reach_the_same(instance: Instance) -> None:
    plan = staged(instance)
    assert plan.objective == matching.plan(instance).objective
    assert matching.certify(instance, plan, plan.certificate) == []


@settings(deadline=None, max_examples=40)
@given(instance=instances(most_needs=8, most_resources=6, top=10**16).map(without_a_past))
def test_amounts_of_any_size_are_exact(instance: Instance) -> None:
    plan = staged(instance)
    assert matching.certify(instance, plan, plan.certificate) == []


@pytest.mark.parametrize("seed", range(2 * len(SORTS)))
def test_nasty_instances_end_alike(seed: int) -> None:
    instance = without_a_past(matching.read_instance(json.dumps(nasty(seed))))
    plan = staged(instance)
    assert plan.objective == matching.plan(instance).objective
    assert matching.certify(instance, plan, plan.certificate) == []


@settings(deadline=None, max_examples=40)
@given(instance=instances(most_needs=8, most_resources=6, top=40).map(without_a_past), seed=st.integers(0, 9))
def test_shuffling_the_records_changes_no_byte(instance: Instance, seed: int) -> None:
    plan, again = staged(instance), staged(shuffled(instance, seed))
    assert matching.plan_to_json(again) == matching.plan_to_json(plan)
    assert matching.certificate_to_json(again.certificate) == matching.certificate_to_json(plan.certificate)


@settings(deadline=None, max_examples=40)
@given(instance=instances(most_needs=8, most_resources=6, top=40).map(without_a_past))
def test_a_plan_that_gives_one_unit_less_is_not_proven(instance: Instance) -> None:
    plan = staged(instance)
    new = [row for row in plan.allocations if not row.pinned]
    if not new:
        return
    less = tuple(replace(row, amount=row.amount - 1) if row is new[0] else row for row in plan.allocations)
    poorer = replace(plan, allocations=tuple(row for row in less if row.amount))
    assert matching.certify(instance, poorer, plan.certificate) != []


@pytest.mark.parametrize("seed", range(len(SORTS)))
def test_a_large_group_with_a_past_has_the_stages_for_its_guide(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = matching.read_instance(json.dumps(nasty(seed)))
    wanted = matching.plan(instance)
    monkeypatch.setattr(flow, "LARGE", 0)
    plan = matching.plan(instance)
    assert plan.objective == wanted.objective
    assert plan.optimal
