"""The program beside the contract, which shares no code with us, finds nothing wrong with ten plans of 400×60."""

import json

import pytest

import matching
from tests.contract.solver_case import shared_program, with_a_past

SCARCITIES = (0.6, 1.0, 1.5)


@pytest.mark.parametrize("seed", range(10))
def test_check_plan_says_nothing_wrong(seed: int) -> None:
    make, check = shared_program("make_instance"), shared_program("check_plan")
    document = with_a_past(make.instance(400, 60, seed, SCARCITIES[seed % 3]), seed)
    instance = matching.read_instance(json.dumps(document))
    made = matching.plan(instance)
    plan = json.loads(matching.plan_to_json(made))
    assert list(check.violations(document, plan)) == []
    figures = check.objective(document, plan)
    assert plan["objective"] == figures
    assert {group: check.optimum(document, group) for group in figures} == figures
    assert matching.certify(instance, made, made.certificate) == []
    assert any(pair.amount for pair in instance.pinned)
