"""Fewer sources per need, where it costs nothing."""

from matching import Instance, Need, Resource, plan
from matching.tidy import tidied
from tests.contract.solver_case import AS_OF


def test_a_cycle_of_free_arcs_is_cancelled() -> None:
    """Two needs of 10 fed half and half by two sources of 10: one source each will do."""
    tails, heads = [0, 0, 1, 1, 2, 2, 3, 4], [1, 2, 3, 4, 3, 4, 0, 0]
    capacities = [10, 10, 99, 99, 99, 99, 10, 10]
    flows = tidied(5, tails, heads, capacities, [10, 10, 5, 5, 5, 5, 10, 10], range(2, 6))
    assert sum(flow > 0 for flow in flows[2:6]) == 2
    assert flows[:2] + flows[6:] == [10, 10, 10, 10]


def test_rows_are_fewer_than_needs_and_sources() -> None:
    needs = tuple(Need(f"n{k}", f"c{k}", "medical", "yuan", "", 100 + k, 1, "370306") for k in range(40))
    sources = tuple(Resource(f"r{k}", "donation", "yuan", "", 70 + 3 * k) for k in range(40))
    made = plan(Instance(AS_OF, needs, sources))
    assert made.optimal
    assert len(made.allocations) < len(needs) + len(sources)
