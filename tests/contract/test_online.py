"""A need placed into a held plan: as good as a plan made anew, no rule broken, and what is said of it is so."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching import Instance, Need, Placement, Plan
from tests.contract.nasty import SORTS, nasty
from tests.contract.solver_case import instances


def parted(instance: Instance, last: int) -> tuple[Instance, tuple[Need, ...]]:
    """The instance without its last needs, which have no pins and no past, and these needs."""
    stay, arrive = instance.needs[: len(instance.needs) - last], instance.needs[len(instance.needs) - last :]
    names = {need.id for need in arrive}

    def without(pairs: tuple[matching.Pair, ...]) -> tuple[matching.Pair, ...]:
        return tuple(pair for pair in pairs if pair.need not in names)

    return (
        replace(instance, needs=stay, pinned=without(instance.pinned), previous=without(instance.previous)),
        arrive,
    )


def rows(plan: Plan) -> dict[tuple[str, str], int]:
    return {(a.need, a.resource): a.amount for a in plan.allocations if not a.pinned}


def check_placement(before: Plan, placed: Placement, after: Plan) -> None:
    """The change is the difference of the two plans, and so are its figures."""
    changed = {(c.need, c.resource): (c.before, c.after) for c in (*placed.given, *placed.moved)}
    old, new = rows(before), rows(after)
    pairs = {pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair)}
    assert changed == {pair: (old.get(pair, 0), new.get(pair, 0)) for pair in pairs}
    assert {c.need for c in placed.given} <= {placed.need}
    assert placed.need not in {c.need for c in placed.moved}
    assert {u.need: u.amount for u in after.unmet}.get(placed.need, 0) == placed.missing


def check_arrivals(instance: Instance, last: int) -> None:
    base, arriving = parted(instance, last)
    held = matching.hold(base, matching.plan(base))
    for need in arriving:
        before = held.plan()
        tried = matching.place(held, need)
        assert held.plan() == before
        placed = matching.place(held, need, keep=True)
        assert placed == tried
        after = held.plan()
        assert matching.verify(held.instance, after) == []
        check_placement(before, placed, after)
        assert placed.optimal
        assert after.optimal
        assert after.objective == matching.plan(held.instance).objective
        assert matching.certify(held.instance, after, after.certificate) == []


@settings(deadline=None, max_examples=150)
@given(instance=instances(most_needs=8, most_resources=6, top=40), last=st.integers(1, 4))
def test_placing_is_as_good_as_planning_anew(instance: Instance, last: int) -> None:
    check_arrivals(instance, min(last, len(instance.needs)))


@settings(deadline=None, max_examples=30)
@given(instance=instances(most_needs=6, most_resources=5, top=10**16))
def test_amounts_of_any_size_are_exact(instance: Instance) -> None:
    check_arrivals(instance, len(instance.needs))


@pytest.mark.parametrize("seed", range(len(SORTS)))
def test_nasty_instances_end_alike(seed: int) -> None:
    check_arrivals(matching.read_instance(json.dumps(nasty(seed))), 3)


@settings(deadline=None, max_examples=150)
@given(
    instance=instances(most_needs=8, most_resources=6, top=40), most_steps=st.sampled_from((0, 1, 5, 10**6))
)
def test_on_a_plan_that_is_not_the_best_nothing_is_claimed_and_no_rule_broken(
    instance: Instance, most_steps: int
) -> None:
    base, arriving = parted(instance, min(3, len(instance.needs)))
    held = matching.hold(base, matching.plan(base, "greedy"))
    for need in arriving:
        before = held.plan()
        placed = held.place(need, keep=True, most_steps=most_steps)
        after = held.plan()
        assert matching.verify(held.instance, after) == []
        check_placement(before, placed, after)
        best = matching.plan(held.instance)
        assert after.objective == best.objective or not placed.optimal
        assert after.optimal == placed.optimal
        assert is_no_worse(before, after)


def is_no_worse(before: Plan, after: Plan) -> bool:
    """O1 and O2 of no group are worse than before the need arrived; a move pays for itself."""
    return all(
        figures["covered"] <= after.objective[group]["covered"]  # type: ignore[operator]
        for group, figures in before.objective.items()
    )


@settings(deadline=None, max_examples=100)
@given(instance=instances(most_needs=8, most_resources=6, top=40))
def test_a_held_plan_ranks_as_the_instance_does(instance: Instance) -> None:
    for last in range(min(3, len(instance.needs))):
        need = instance.needs[last]
        base = replace(
            instance,
            needs=tuple(other for other in instance.needs if other is not need),
            pinned=tuple(pin for pin in instance.pinned if pin.need != need.id),
        )
        whole = replace(base, needs=instance.needs)
        assert matching.hold(base, matching.plan(base)).rank(need) == matching.rank(whole, need.id)


def test_a_need_that_cannot_be_is_refused() -> None:
    instance = matching.read_instance(json.dumps(nasty(0)))
    held = matching.hold(instance, matching.plan(instance))
    need = replace(instance.needs[0], id="new")
    for wrong, field in (
        (instance.needs[0], "id"),
        (replace(need, amount=-1), "amount"),
        (replace(need, urgency=3), "urgency"),
        (replace(need, place="elsewhere"), "place"),
    ):
        with pytest.raises(matching.BadInput) as told:
            matching.place(held, wrong)
        assert told.value.field == field


def test_a_plan_of_another_instance_is_refused() -> None:
    plan = matching.plan(matching.read_instance(json.dumps(nasty(0))))
    with pytest.raises(matching.BadInput):
        matching.hold(matching.read_instance(json.dumps(nasty(1))), plan)
