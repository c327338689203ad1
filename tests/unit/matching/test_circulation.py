"""Circulations are cheapest also where the sums of capacities do not fit 64 bits."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.circulation import cheapest, potentials

ARC = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 1 << 61), st.integers(-50, 50))


@settings(deadline=None, max_examples=300)
@given(rows=st.lists(ARC.filter(lambda arc: arc[0] != arc[1]), min_size=1, max_size=14))
def test_flow_is_kept_and_no_cheaper_cycle_is_left(rows: list[tuple[int, int, int, int]]) -> None:
    tails, heads, capacities, costs = np.array(rows, np.int64).T.copy()
    flows = cheapest(5, tails, heads, capacities, costs)
    assert (flows >= 0).all()
    assert (flows <= capacities).all()
    balance = [0] * 5
    for tail, head, flow in zip(tails.tolist(), heads.tolist(), flows.tolist()):
        balance[tail] -= flow
        balance[head] += flow
    assert balance == [0] * 5
    forward, backward = np.flatnonzero(flows < capacities), np.flatnonzero(flows > 0)
    assert potentials(5, tails, heads, costs, forward, backward) is not None


def test_a_cheaper_cycle_has_no_potentials() -> None:
    tails, heads, costs = np.array([0, 1]), np.array([1, 0]), np.array([1, -2])
    assert potentials(2, tails, heads, costs, np.array([0, 1]), np.array([], np.int64)) is None
