"""Large groups with a previous plan, their way taken on small ones: what the plain solver says, and proven."""

import importlib
import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching import Instance, Plan
from matching.planner import put_together
from matching.problem import Group
from matching.result import Dual
from matching.staged.table import lay_out
from tests.contract.nasty import SORTS, nasty
from tests.contract.solver_case import instances
from tests.contract.test_solver_rules import shuffled

flow = importlib.import_module("matching.flow")
priced = importlib.import_module("matching.priced")


@pytest.fixture(autouse=True, scope="module")
def one_at_a_time() -> Iterator[None]:
    """So that small groups take several rounds; the plain solver is the guide, which takes no minute to compile.

    With the stages as its guide it runs in test_solver_staged.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "solve_staged", lambda group, layout, tell: flow.solve_plain(group))
        patch.setattr(priced, "FEW", 1)
        patch.setattr(priced, "MOST", 1)
        yield


def by_prices(instance: Instance) -> Plan:
    def solved(group: Group) -> tuple[dict[tuple[str, str], int], Dual | None]:
        solution = flow.solve_priced(group, lay_out(group), lambda line: None)
        return solution.amounts, solution.dual

    return put_together(instance, solved)


def hold_against_plain(instance: Instance) -> None:
    plan = by_prices(instance)
    assert plan.objective == matching.plan(instance).objective
    assert matching.certify(instance, plan, plan.certificate) == []
    assert plan.optimal


@settings(deadline=None, max_examples=60)
@given(instance=instances(most_needs=12, most_resources=9, top=60))
def test_both_solvers_reach_the_same(instance: Instance) -> None:
    hold_against_plain(instance)


@settings(deadline=None, max_examples=20)
@given(instance=instances(most_needs=8, most_resources=6, top=10**16))
def test_amounts_of_any_size_are_exact(instance: Instance) -> None:
    hold_against_plain(instance)


@pytest.mark.parametrize("seed", range(2 * len(SORTS)))
def test_nasty_instances_end_alike(seed: int) -> None:
    hold_against_plain(matching.read_instance(json.dumps(nasty(seed))))


@settings(deadline=None, max_examples=30)
@given(instance=instances(most_needs=8, most_resources=6, top=40), seed=st.integers(0, 9))
def test_shuffling_the_records_changes_no_byte(instance: Instance, seed: int) -> None:
    plan, again = by_prices(instance), by_prices(shuffled(instance, seed))
    assert matching.plan_to_json(again) == matching.plan_to_json(plan)
    assert matching.certificate_to_json(again.certificate) == matching.certificate_to_json(plan.certificate)


def test_a_group_that_does_not_close_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "ROUNDS", 1)
    instance = matching.read_instance(json.dumps(nasty(0)))
    monkeypatch.setattr(priced.Pricing, "first", lambda self, rows, guide: self._pairs(self._keys([])))
    plan = by_prices(instance)
    assert not plan.optimal
