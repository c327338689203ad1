"""The verifier names what is wrong with a plan, whoever made it."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

import matching
from matching import Allocation, Instance, Plan, Unmet
from tests.unit.matching.example import document

Change = Callable[[Plan], Plan]


@pytest.fixture(scope="module")
def instance() -> Instance:
    return matching.read_instance(json.dumps(document()))


def with_rows(*rows: Allocation) -> Change:
    return lambda plan: replace(plan, allocations=tuple(sorted((*plan.allocations, *rows), key=_order)))


def _order(row: Allocation) -> tuple[str, str, bool]:
    return row.need, row.resource, row.pinned


FAULTS: list[tuple[Change, str]] = [
    (with_rows(Allocation("n9", "fund", 1)), "no such need"),
    (with_rows(Allocation("n2", "fund", 1)), "H6: allocation 'n2' 'fund'"),
    (with_rows(Allocation("n3", "fund", 1)), "H1: allocation 'n3' 'fund'"),
    (with_rows(Allocation("n2", "school", 1)), "stands 2 times"),
    (with_rows(Allocation("n2", "school", 1, True)), "H9: pinned 'n2' 'school'"),
    (with_rows(Allocation("n2", "donation", 0, True)), "gives 0"),
    (lambda plan: replace(plan, allocations=plan.allocations[::-1]), "not sorted"),
    (lambda plan: replace(plan, allocations=plan.allocations[:1]), "H9: pinned 'n1' 'donation'"),
    (lambda plan: replace(plan, unmet=plan.unmet[1:]), "unmet 'n1': lacks 1000, the plan says 0"),
    (lambda plan: replace(plan, unmet=(*plan.unmet, plan.unmet[0])), "names a need twice"),
    (lambda plan: replace(plan, unmet=(*plan.unmet, Unmet("n9", 1))), "unmet 'n9'"),
    (lambda plan: replace(plan, objective={}), "objective: it is"),
    (
        lambda plan: replace(
            plan, allocations=(replace(plan.allocations[0], amount=5001), *plan.allocations[1:])
        ),
        "H8: resource 'donation' gives 6001 to case 'c1', cap 6000",
    ),
    (
        lambda plan: replace(plan, allocations=(*plan.allocations[:3], Allocation("n2", "school", 3001))),
        "H8: resource 'school' gives 3001 of 3000",
    ),
]


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_each_fault_is_named(number: int, instance: Instance) -> None:
    change, words = FAULTS[number]
    faults = matching.verify(instance, change(matching.plan(instance)))
    assert any(words in fault for fault in faults), faults


def test_a_certificate_that_misses_a_group_proves_nothing(instance: Instance) -> None:
    plan = matching.plan(instance)
    assert matching.certify(instance, plan, {"yuan/": plan.certificate["yuan/"]}) == [
        "certificate 'hour/care': is missing"
    ]


@pytest.mark.parametrize("field", ["kept_needs", "worth", "resources", "caps"])
def test_a_certificate_stripped_of_anything_proves_nothing(field: str, instance: Instance) -> None:
    plan = matching.plan(instance)
    dual = plan.certificate["yuan/"]
    nothing = {"kept_needs": 0, "worth": {}, "resources": {}, "caps": ()}[field]
    assert getattr(dual, field) != nothing
    stripped = {**plan.certificate, "yuan/": replace(dual, **{field: nothing})}
    assert matching.certify(instance, plan, stripped) != []
