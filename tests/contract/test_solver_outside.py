"""The program beside the contract, which shares no code with us, finds nothing wrong with ten plans of 400×60."""

import json
import random

import pytest

import matching
from tests.contract.solver_case import shared_program

SCARCITIES = (0.6, 1.0, 1.5)


def with_a_past(document: dict, seed: int) -> dict:
    """The same instance a while later: a first plan is previous, a fifth of it is pinned, supply has changed."""
    mixed = random.Random(seed)
    first = matching.plan(matching.read_instance(json.dumps(document)))
    rows = [{"need": a.need, "resource": a.resource, "amount": a.amount} for a in first.allocations]
    pins = [{**row, "amount": mixed.randint(1, row["amount"])} for row in rows if mixed.random() < 0.2]
    pinned_of = {
        r["id"]: sum(p["amount"] for p in pins if p["resource"] == r["id"]) for r in document["resources"]
    }
    resources = [
        {**r, "available": max(pinned_of[r["id"]], int(r["available"] * mixed.uniform(0.7, 1.2)))}
        for r in document["resources"]
    ]
    return {**document, "resources": resources, "pinned": pins, "previous": rows}


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
