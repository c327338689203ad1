"""One large group from start to proof."""

from collections.abc import Callable

import numpy as np

from matching.problem import Group
from matching.result import Dual
from matching.staged.proof import Flow, prove
from matching.staged.stages import begin, entries, fill, spare
from matching.staged.table import Layout
from matching.staged.tidying import tidied
from matching.weight import source_cost


def solve(group: Group, layout: Layout, tell: Callable[[str], None]) -> tuple[Flow, Dual | None]:
    """What flows (positions of need and resource, amount), and its proof; the group has no eligible previous pair."""
    costs = np.array([source_cost(r, group.as_of, 0) for r in group.resources], np.int64)
    order = np.argsort(costs, kind="stable")
    state = fill(layout.table, begin(layout), order, tell)
    state = spare(layout.table, state, costs, order, tell)
    flow = entries(state)
    dual = prove(group, layout, state, flow, costs)
    return tidied(layout, state, flow), dual
