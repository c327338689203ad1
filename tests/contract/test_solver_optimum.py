"""The flow solver's plan is the best there is: brute force agrees, and the certificate proves it."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching import Instance, Plan
from matching.objective import objective
from tests.contract.solver_case import SEEDS, best_score, instances, score, tiny


def given_by(plan: Plan) -> dict[tuple[str, str], int]:
    amounts: dict[tuple[str, str], int] = {}
    for row in plan.allocations:
        amounts[row.need, row.resource] = amounts.get((row.need, row.resource), 0) + row.amount
    return amounts


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_brute_force_finds_nothing_better(seeds: range) -> None:
    for seed in seeds:
        instance = tiny(seed)
        plan = matching.plan(instance)
        assert plan.optimal
        assert score(instance, given_by(plan)) == best_score(instance), f"tiny({seed})"


@settings(deadline=None, max_examples=200)
@given(instance=instances(most_needs=8, most_resources=6, top=40))
def test_greedy_is_never_better_and_claims_no_proof(instance: Instance) -> None:
    greedy = matching.plan(instance, "greedy")
    assert score(instance, given_by(matching.plan(instance))) <= score(instance, given_by(greedy))
    assert not greedy.optimal or not instance.needs


@settings(deadline=None, max_examples=200)
@given(instance=instances(most_needs=8, most_resources=6, top=40))
def test_the_certificate_proves_the_plan(instance: Instance) -> None:
    plan = matching.plan(instance)
    certificate = matching.read_certificate(matching.certificate_to_json(plan.certificate))
    assert matching.certify(instance, plan, certificate) == []


@settings(deadline=None, max_examples=200)
@given(instance=instances(most_needs=6, most_resources=5, top=40), seed=st.integers(0, 99))
def test_a_plan_changed_by_one_unit_fails_its_certificate(instance: Instance, seed: int) -> None:
    plan = matching.plan(instance)
    loose = [k for k, row in enumerate(plan.allocations) if not row.pinned and row.amount > 1]
    if not loose:
        return
    k = random.Random(seed).choice(loose)
    row = plan.allocations[k]
    less = (*plan.allocations[:k], replace(row, amount=row.amount - 1), *plan.allocations[k + 1 :])
    unmet = {short.need: short for short in plan.unmet}
    amount = unmet[row.need].amount + 1 if row.need in unmet else 1
    unmet[row.need] = matching.Unmet(row.need, amount)
    told = tuple(unmet[need] for need in sorted(unmet))
    poorer = Plan(less, told, objective(instance, less), True)
    assert matching.verify(instance, poorer) == []
    assert matching.certify(instance, poorer, plan.certificate) != []


@settings(deadline=None, max_examples=100)
@given(instance=instances(most_needs=6, most_resources=5, top=40))
def test_a_worse_plan_never_passes_the_best_ones_certificate(instance: Instance) -> None:
    plan = matching.plan(instance)
    greedy = matching.plan(instance, "greedy")
    if score(instance, given_by(plan)) < score(instance, given_by(greedy)):
        assert matching.certify(instance, greedy, plan.certificate) != []


@settings(deadline=None, max_examples=60)
@given(instance=instances(most_needs=6, most_resources=5, top=10**17 // 2))
def test_amounts_of_any_size_are_exact(instance: Instance) -> None:
    plan = matching.plan(instance)
    assert plan.optimal
    assert matching.certify(instance, plan, plan.certificate) == []
