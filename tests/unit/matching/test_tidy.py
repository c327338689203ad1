"""Fewer sources per need, where it costs nothing."""

import json

import pytest

import matching
from matching import Instance, Need, Resource, plan
from matching.gather import gather
from matching.sources import sources
from matching.tidy import Forest, tidied
from tests.contract.solver_case import AS_OF, shared_program


def test_a_cycle_of_free_arcs_is_cancelled() -> None:
    """Two needs of 10 fed half and half by two sources of 10: one source each will do."""
    tails, heads = [0, 0, 1, 1, 2, 2, 3, 4], [1, 2, 3, 4, 3, 4, 0, 0]
    capacities = [10, 10, 99, 99, 99, 99, 10, 10]
    flows = tidied(5, tails, heads, capacities, [10, 10, 5, 5, 5, 5, 10, 10], range(2, 6)).flows
    assert sum(flow > 0 for flow in flows[2:6]) == 2
    assert flows[:2] + flows[6:] == [10, 10, 10, 10]


def test_rows_are_fewer_than_needs_and_sources() -> None:
    needs = tuple(Need(f"n{k}", f"c{k}", "medical", "yuan", "", 100 + k, 1, "370306") for k in range(40))
    sources = tuple(Resource(f"r{k}", "donation", "yuan", "", 70 + 3 * k) for k in range(40))
    made = plan(Instance(AS_OF, needs, sources))
    assert made.optimal
    assert len(made.allocations) < len(needs) + len(sources)


def test_a_search_among_equal_plans_finds_the_one_with_fewer_rows() -> None:
    """Two needs of 10 and 20 and two sources of 10 and 20: the forest may split a need, the search may not."""
    tails, heads = [0, 0, 1, 1, 2, 2, 3, 4], [1, 2, 3, 4, 3, 4, 0, 0]
    capacities, flows = [10, 20, 99, 99, 99, 99, 10, 20], [10, 20, 0, 10, 10, 10, 10, 20]
    forest = tidied(5, tails, heads, capacities, flows, range(2, 6))
    assert sum(flow > 0 for flow in forest.flows[2:6]) == 3
    gather(forest, [-1, -1, 0, 1, 2, 3, -1, -1], [0, 1, 0, 1], range(8), 0)
    assert forest.flows == [10, 20, 10, 0, 0, 20, 10, 20]


def test_no_need_loses_its_only_row() -> None:
    """A source of 10 gives 5 to each of two needs: one row instead of two would leave a need with nothing."""
    tails, heads, capacities = [0, 1, 1, 2, 3], [1, 2, 3, 0, 0], [10, 99, 99, 10, 5]
    forest = Forest(4, tails, heads, capacities, [10, 5, 5, 5, 5])
    for arc in (1, 2, 3):
        forest.add(arc, range(1, 3))
    gather(forest, [-1, 0, 1, -1, -1], [0, 1], [4], 0)
    assert sum(flow > 0 for flow in forest.flows[1:3]) == 2


def test_the_search_gains_on_an_ordinary_town(monkeypatch: pytest.MonkeyPatch) -> None:
    document = shared_program("make_instance").instance(400, 60, 2, 1.0)
    instance = matching.read_instance(json.dumps(document))
    found = plan(instance)
    monkeypatch.setattr(matching.gather, "SEARCH_LIMIT", -1)
    without = plan(instance)
    assert found.objective == without.objective
    assert found.optimal
    fewer, more = (sources(instance, made.allocations)["fen/"] for made in (found, without))
    assert (fewer.needs, fewer.rows) == (311, 336)
    assert (more.needs, more.rows) == (311, 351)
