"""Whatever the solver: the verifier is silent, pins stand, and the order of the records means nothing."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching import SOLVERS, Instance
from tests.contract.solver_case import instances


@pytest.fixture(params=SOLVERS, scope="module")
def solver(request: pytest.FixtureRequest) -> str:
    return request.param


def shuffled(instance: Instance, seed: int) -> Instance:
    mixed = random.Random(seed)

    def mix(values: tuple) -> tuple:
        return tuple(mixed.sample(values, len(values)))

    resources = tuple(replace(resource, caps=mix(resource.caps)) for resource in instance.resources)
    return Instance(
        instance.as_of, mix(instance.needs), mix(resources), mix(instance.pinned), mix(instance.previous)
    )


@settings(deadline=None, max_examples=200)
@given(instance=instances(most_needs=8, most_resources=6, top=40))
def test_the_verifier_is_silent_and_pins_stand(solver: str, instance: Instance) -> None:
    plan = matching.plan(instance, solver)
    assert matching.verify(instance, plan) == []
    stands = {(row.need, row.resource): row.amount for row in plan.allocations if row.pinned}
    assert stands == {(pin.need, pin.resource): pin.amount for pin in instance.pinned}


@settings(deadline=None, max_examples=100)
@given(instance=instances(most_needs=8, most_resources=6, top=40), seed=st.integers(0, 9))
def test_shuffling_the_records_changes_no_byte(solver: str, instance: Instance, seed: int) -> None:
    plan = matching.plan(instance, solver)
    again = matching.plan(shuffled(instance, seed), solver)
    assert matching.plan_to_json(again) == matching.plan_to_json(plan)
    assert matching.certificate_to_json(again.certificate) == matching.certificate_to_json(plan.certificate)


@settings(deadline=None, max_examples=100)
@given(instance=instances(most_needs=6, most_resources=5, top=20))
def test_every_shortfall_has_reasons_and_every_allocation_its_why(solver: str, instance: Instance) -> None:
    plan = matching.plan(instance, solver)
    assert all(row.why for row in plan.allocations)
    assert all(1 <= len(short.because) <= 5 for short in plan.unmet)
    assert not any(reason["rule"] == "free" for short in plan.unmet for reason in short.because)


@settings(deadline=None, max_examples=100)
@given(instance=instances(most_needs=6, most_resources=5, top=20))
def test_instance_and_plan_survive_json(solver: str, instance: Instance) -> None:
    instance = replace(
        instance, resources=tuple(replace(r, excludes=frozenset()) for r in instance.resources)
    )
    assert matching.read_instance(matching.instance_to_json(instance)) == instance
    plan = matching.plan(instance, solver)
    assert matching.verify(instance, matching.read_plan(matching.plan_to_json(plan))) == []
