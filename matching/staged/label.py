"""Compiled: shortest distances from the root, and what every eligible pair says to them."""

from matching.staged.compiled import compiled
from matching.staged.kernel import CASE, NEED, NOBODY, PLACE, State, bounds, fits, key_of, room, slot_of
from matching.staged.layer import reset, spread, visit
from matching.staged.table import Ints, Table


@compiled
def label(t: Table, s: State, nodes: Ints, costs: Ints, distance: Ints) -> None:
    """Distances of needs and agents. Only ways out of the root cost anything, so the first to reach a node is shortest.

    *nodes* are where ways out of the root end, by ascending cost; a resource r is the number of needs + r.
    """
    reset(t, s)
    needs = len(s.head)
    end = 0
    for k in range(len(nodes)):
        begin = end
        if nodes[k] < needs:
            if s.level[nodes[k]] != NOBODY:
                continue
            end = visit(t, s, nodes[k], 0, NOBODY, end)
        else:
            if s.agent_level[nodes[k] - needs] != NOBODY:
                continue
            s.agent_level[nodes[k] - needs] = 0
            s.above[nodes[k]] = NOBODY
            s.queue[end] = nodes[k]
            end += 1
        end = spread(t, s, begin, end)[1]
        for i in range(begin, end):
            distance[s.queue[i]] = costs[k]


@compiled
def price_pairs(
    t: Table, s: State, worth: Ints, floor: Ints, price: Ints, used: Ints, rows: Ints, gaps: Ints
) -> int:
    """Prices of caps of nothing and of full caps on one pair, from every pair that is worth more than it costs.

    *floor* is what a unit from each resource costs with its price, *price* and *used* lie beside the hash of rooms.
    Returns how many caps on pairs were noted in *rows* (resource, need) and *gaps*; -1 where a pair is simply
    worth more than it costs, -2 where *rows* is too short.
    """
    count = 0
    for r in range(len(s.available)):
        for k in range(t.range_start[r], t.range_start[r + 1]):
            low, high = bounds(t, s, r, k)
            for p in range(low, high):
                n = t.member[p]
                gap = worth[n] - floor[r]
                if gap <= 0 or not fits(t, r, n):
                    continue
                gap -= known_price(t, s, price, r, n)
                if gap <= 0:
                    continue
                if room(t, s, r, NEED, n) == 0:
                    if count == len(gaps):
                        return -2
                    rows[count, 0], rows[count, 1] = r, n
                    gaps[count] = gap
                    count += 1
                elif not raise_closed(t, s, price, used, r, n, gap):
                    return -1
    return count


@compiled
def known_price(t: Table, s: State, price: Ints, r: int, n: int) -> int:
    """What the caps per case and place that cover the pair are priced so far."""
    total = 0
    for level in range(CASE, PLACE + 1):
        if t.has_cap[r, level]:
            at = slot_of(s, key_of(t, r, level, n))
            if s.room_key[at] != NOBODY:
                total += price[at]
    return total


@compiled
def raise_closed(t: Table, s: State, price: Ints, used: Ints, r: int, n: int, gap: int) -> bool:
    """Raise the price of a cap of nothing that covers the pair: that costs nothing."""
    for level in range(CASE, PLACE + 1):
        if not t.has_cap[r, level]:
            continue
        key = key_of(t, r, level, n)
        at = slot_of(s, key)
        if s.room_key[at] == NOBODY and t.caps[r, level] == 0:
            s.room_key[at] = key
            s.room_left[at] = 0
        if s.room_key[at] != NOBODY and s.room_left[at] == 0 and used[at] == 0:
            price[at] += gap
            return True
    return False


@compiled
def add_used(t: Table, s: State, needs: Ints, resources: Ints, amounts: Ints, used: Ints) -> None:
    """What flows under each cap in the hash."""
    for k in range(len(needs)):
        for level in range(3):
            if t.has_cap[resources[k], level]:
                at = slot_of(s, key_of(t, resources[k], level, needs[k]))
                if s.room_key[at] != NOBODY:
                    used[at] += amounts[k]
