"""The program beside the contract, which shares no code with us, finds nothing wrong with our plans.

`python -m tests.contract.test_solver_outside 300` asks it about so many.
"""

import json
import sys
from typing import Any

import pytest

import matching
from tests.contract.nasty import SORTS, nasty
from tests.contract.solver_case import shared_program, with_a_past

SCARCITIES = (0.6, 1.0, 1.5)


def check(document: dict[str, Any]) -> None:
    """Every rule, the plan's own figures, the optimum, and the certificate."""
    checker = shared_program("check_plan")
    instance = matching.read_instance(json.dumps(document))
    made = matching.plan(instance)
    plan = json.loads(matching.plan_to_json(made))
    assert list(checker.violations(document, plan)) == []
    figures = checker.objective(document, plan)
    assert plan["objective"] == figures
    assert {group: checker.optimum(document, group) for group in figures} == figures
    assert matching.certify(instance, made, made.certificate) == []
    assert made.optimal


def ordinary(seed: int) -> dict[str, Any]:
    return with_a_past(shared_program("make_instance").instance(400, 60, seed, SCARCITIES[seed % 3]), seed)


@pytest.mark.parametrize("seed", range(10))
def test_check_plan_says_nothing_wrong(seed: int) -> None:
    document = ordinary(seed)
    check(document)
    assert document["pinned"]


@pytest.mark.parametrize("seed", range(len(SORTS)))
def test_check_plan_says_nothing_wrong_with_nasty_ones(seed: int) -> None:
    check(nasty(seed))


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        check(nasty(number) if number % 2 else ordinary(number))
        print(number + 1, "0 wrong", flush=True)
