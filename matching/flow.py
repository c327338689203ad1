"""The optimum of one group, exact in O1 to O5, with its proof."""

from array import array
from collections.abc import Callable, MutableSequence
from dataclasses import dataclass, replace

import numpy as np

from matching.circulation import Ints, cheapest, potentials
from matching.eligibility import broken_rules
from matching.gather import gather
from matching.network import NO_LIMIT, ROOT, Network, build
from matching.priced import Pricing
from matching.problem import Group
from matching.result import CapPrice, Dual
from matching.sources import SMALL
from matching.staged.table import Layout, lay_out
from matching.tidy import tidied
from matching.weight import KEPT_WEIGHT

Amounts = dict[tuple[str, str], int]
LARGE = 3_000_000  # Pairs up to which one plain solve will do; 840,000 took 4 s and 275 MB (measured).
ROUNDS = 60  # Solves of a large group with a past before it goes unproven.


def has_previous(group: Group) -> bool:
    """Whether any pair of the previous plan may be kept: then arcs between resources and needs earn something."""
    needs = {need.id: need for need in group.needs}
    resources = {resource.id: resource for resource in group.resources}
    return any(not broken_rules(needs[n], resources[r], group.as_of) for n, r in group.previous)


@dataclass(frozen=True)
class Solution:
    """What each eligible pair gets beyond its pins; *dual* proves it best, None where that failed."""

    amounts: Amounts
    dual: Dual | None


def solve(group: Group, tell: Callable[[str], None] | None = None) -> Solution:
    """The best plan of a group, with few sources per need as far as that costs nothing.

    Above LARGE pairs no pair is built, and compiled stages do it (matching.staged); with a previous plan, only
    the pairs that matter are.
    """
    if len(group.needs) * len(group.resources) <= LARGE:
        return solve_plain(group)
    layout = lay_out(group)
    if layout.most_pairs <= LARGE:
        return solve_plain(group)
    large = solve_priced if has_previous(group) else solve_staged
    return large(group, layout, tell or (lambda line: None))


def solve_staged(group: Group, layout: Layout, tell: Callable[[str], None]) -> Solution:
    """The optimum of a group without eligible previous pairs, however large."""
    from matching.staged.solve import solve as solve_in_stages  # Numba is loaded for large groups only.

    (needs, resources, amounts), dual = solve_in_stages(group, layout, tell)
    rows = zip(needs.tolist(), resources.tolist(), amounts.tolist())
    return Solution({(group.needs[n].id, group.resources[r].id): amount for n, r, amount in rows}, dual)


def solve_priced(group: Group, layout: Layout, tell: Callable[[str], None]) -> Solution:
    """The optimum of a group with a previous plan, from the pairs that matter (column generation).

    A dual of some pairs that all others keep too proves the plan best among all; unproven where that takes
    more than ROUNDS solves.
    """
    guide = solve_staged(replace(group, previous={}), layout, tell)
    pricing = Pricing(group)
    pairs = pricing.first(guide.amounts, guide.dual)
    for number in range(1, ROUNDS + 1):
        network = build(group, pairs)
        flows, potential = _optimum(network)
        dual = _dual(group, network, flows, potential)
        more = None if dual is None else pricing.violated(dual)
        tell(f"round {number}: {len(pairs.needs)} pairs, {0 if more is None else len(more.needs)} more")
        if more is None:
            break
        if not len(more.needs):
            return _finished(group, network, flows, potential)
        pairs = pricing.joined(pairs, more)
    return Solution(_amounts(group, network, flows), None)


def solve_plain(group: Group) -> Solution:
    """The optimum by one solve of a network that has every pair."""
    network = build(group)
    return _finished(group, network, *_optimum(network))


def _optimum(network: Network) -> tuple[Ints, Ints | None]:
    flows = cheapest(network.nodes, network.tails, network.heads, network.clips, network.costs)
    return flows, _potentials(network, flows)


def _finished(group: Group, network: Network, first: Ints, potential: Ints | None) -> Solution:
    small = SMALL.get(group.key.partition("/")[0], 0)
    flows = first if potential is None else _tidied(network, first, potential, small)
    return Solution(_amounts(group, network, flows), _dual(group, network, flows, potential))


def _potentials(network: Network, flows: Ints) -> Ints | None:
    forward = np.flatnonzero(flows < network.capacities)
    found = potentials(
        network.nodes, network.tails, network.heads, network.costs, forward, np.flatnonzero(flows > 0)
    )
    return None if found is None else found - found[ROOT]


def _tidied(network: Network, flows: Ints, potential: Ints, small: int) -> Ints:
    """The same worth in fewer rows."""
    columns = (network.tails, network.heads, network.capacities, flows)
    tails, heads, capacities, amounts = map(_compact, columns)
    forest = tidied(
        network.nodes, tails, heads, capacities, amounts, range(network.rest.start, network.kept.stop)
    )
    price = network.costs + potential[network.tails] - potential[network.heads]
    for_nothing = np.flatnonzero((price == 0) & (network.capacities > 0))
    gather(forest, _rows(network), _compact(network.pairs.needs), for_nothing.tolist(), small)
    return np.array(forest.flows, np.int64)


def _compact(column: Ints) -> MutableSequence[int]:
    """Read one by one as fast as a list, in a quarter of its memory."""
    return array("q", column.astype(np.int64).tobytes())


def _rows(network: Network) -> MutableSequence[int]:
    """Which row of the plan an arc belongs to, -1 for none; the two arcs of a pair make one row."""
    row_of = np.full(len(network.tails), -1, np.int64)
    row_of[network.rest] = np.arange(len(network.pairs.needs))
    row_of[network.kept] = network.kept_pairs
    return _compact(row_of)


def _amounts(group: Group, network: Network, flows: Ints) -> Amounts:
    amounts = flows[network.rest].copy()
    amounts[network.kept_pairs] += flows[network.kept]
    used = np.flatnonzero(amounts)
    needs, resources = network.pairs.needs[used], network.pairs.resources[used]
    return {
        (group.needs[n].id, group.resources[r].id): amount
        for n, r, amount in zip(needs.tolist(), resources.tolist(), amounts[used].tolist())
    }


def _dual(group: Group, network: Network, flows: Ints, potential: Ints | None) -> Dual | None:
    """The certificate, where its value is the plan's: by weak duality that proves the plan best."""
    if potential is None:
        return None
    gain = potential[network.heads] - potential[network.tails] - network.costs
    price = np.maximum(0, gain)
    unlimited = network.capacities >= NO_LIMIT
    if (price[unlimited] > 0).any() or _total(network.capacities, price) != -_total(flows, network.costs):
        return None
    sources = len(group.resources)
    first_need = 1 + sources
    return Dual(
        kept_needs=network.kept_needs,
        worth=dict(zip((need.id for need in group.needs), potential[first_need:].tolist())),
        resources=dict(zip((r.id for r in group.resources), price[:sources].tolist())),
        caps=(*_cap_prices(network, price), *_need_cap_prices(group, network, gain)),
    )


def _total(amounts: Ints, prices: Ints) -> int:
    """The sum of the products; it may exceed 64 bits."""
    some = (amounts != 0) & (prices != 0)
    return sum(a * p for a, p in zip(amounts[some].tolist(), prices[some].tolist()))


def _cap_prices(network: Network, price: Ints) -> list[CapPrice]:
    prices = price[network.first_cap : network.rest.start].tolist()
    return [CapPrice(*cap, value) for cap, value in zip(network.caps, prices) if value]


def _need_cap_prices(group: Group, network: Network, gain: Ints) -> list[CapPrice]:
    """A cap per need limits the kept and the rest arc of a pair together, so both share one price.

    It is what one more unit under the cap would gain: at the kept weight where the cap ends within the kept part.
    """
    full = gain[network.rest].copy()
    ends_within = network.capacities[network.rest][network.kept_pairs] == 0
    full[network.kept_pairs[ends_within]] += KEPT_WEIGHT
    at = np.flatnonzero(network.capped & (full > 0))
    needs, resources = network.pairs.needs[at].tolist(), network.pairs.resources[at].tolist()
    rows = ((group.needs[n].id, group.resources[r].id) for n, r in zip(needs, resources))
    return [CapPrice(r, "need", n, value) for (n, r), value in zip(rows, full[at].tolist())]
