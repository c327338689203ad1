"""Compiled: flow along the layers until they are blocked."""

from matching.staged.compiled import compiled
from matching.staged.kernel import (
    AGENTS,
    CASE,
    NEED,
    NOBODY,
    ROOMS,
    TOP,
    State,
    bounds,
    drop_empty,
    entry_of,
    following,
    full_agent,
    may_go,
    may_go_in_case,
    slack,
    use_room,
)
from matching.staged.layer import layers
from matching.staged.table import Ints, Table

DEAD = -2
DONE, PROGRESS, GROW = 0, 1, 2
MARGIN = 256  # Free entries and rooms that one path may need at most; longer paths ask for more.


@compiled
def start_walk(t: Table, s: State) -> None:
    """Sort the stands by layer, and begin everywhere at the first; where each layer's stands begin."""
    for a in range(s.counts[AGENTS]):
        s.agent_range[a] = NOBODY
    for n in range(len(s.head)):
        s.chosen[n] = s.head[n]
        s.turn[n] = 0
    starts = s.starts
    for layer in range(len(starts)):
        starts[layer] = 0
    for p in range(len(t.member)):
        if s.level[t.member[p]] >= 0:
            starts[s.level[t.member[p]] + 2] += 1
    for layer in range(1, len(starts)):
        starts[layer] += starts[layer - 1]
    for p in range(len(t.member)):
        layer = s.level[t.member[p]]
        if layer >= 0:
            s.stand[starts[layer + 1]] = p
            s.stand_of[p] = starts[layer + 1]
            starts[layer + 1] += 1
    for i in range(starts[-1] + 1):
        s.following[i] = i


@compiled
def next_need(t: Table, s: State, a: int) -> int:
    """The next need one layer on that the agent can give to; NOBODY: none is left."""
    level = s.agent_level[a] + 1
    if s.agent_kind[a] == CASE:
        return next_in_case(t, s, a, level)
    r = s.agent_resource[a]
    if s.agent_range[a] == NOBODY:
        s.agent_range[a], s.agent_at[a] = t.range_start[r], NOBODY
    while s.agent_range[a] < t.range_start[r + 1]:
        low, high = bounds(t, s, a, s.agent_range[a])
        if s.agent_at[a] == NOBODY:
            s.agent_at[a] = first_stand(s, s.starts[level], s.starts[level + 1], low)
        i = following(s, s.agent_at[a])
        while i < s.starts[level + 1] and s.stand[i] < high:
            s.agent_at[a] = i
            n = t.member[s.stand[i]]
            if may_go(t, s, a, n):
                return n
            i = following(s, i + 1)
        s.agent_range[a] += 1
        s.agent_at[a] = NOBODY
    return NOBODY


@compiled
def next_in_case(t: Table, s: State, a: int, level: int) -> int:
    """The same for the agent of one case."""
    first, last = t.case_start[s.agent_key[a]], t.case_start[s.agent_key[a] + 1]
    if s.agent_range[a] == NOBODY:
        s.agent_range[a], s.agent_at[a] = 0, first
    while s.agent_at[a] < last:
        n = t.case_member[s.agent_at[a]]
        if s.level[n] == level and may_go_in_case(t, s, a, n):
            return n
        s.agent_at[a] += 1
    return NOBODY


@compiled
def first_stand(s: State, first: int, last: int, p: int) -> int:
    """Where, among the sorted stands of a layer, the first at or behind *p* is."""
    while first < last:
        middle = (first + last) // 2
        if s.stand[middle] < p:
            first = middle + 1
        else:
            last = middle
    return first


@compiled
def cross_out(t: Table, s: State, n: int) -> None:
    """Nothing more can go through this need in this round."""
    s.level[n] = DEAD
    for k in range(t.at_start[n], t.at_start[n + 1]):
        i = s.stand_of[t.at[k]]
        s.following[i] = i + 1


@compiled
def pass_by(s: State, a: int) -> None:
    """The agent goes on behind the need it stands at."""
    s.agent_at[a] += 1


@compiled
def next_agent(t: Table, s: State, n: int) -> int:
    """The next agent one layer on to which the need can give back; NOBODY: none is left."""
    while s.chosen[n] != NOBODY:
        e = s.chosen[n]
        r = s.entry_resource[e]
        if s.entry_amount[e] > 0:
            while s.turn[n] < 3:
                a = r if s.turn[n] == NEED else full_agent(t, s, r, s.turn[n], n, False)
                if a != NOBODY and s.agent_level[a] == s.level[n] + 1 and s.part_of[a] == s.part[n]:
                    return a
                s.turn[n] += 1
        s.chosen[n] = s.entry_next[e]
        s.turn[n] = 0
    return NOBODY


@compiled
def target_entry(s: State, n: int) -> int:
    """An entry of the need from a target; NOBODY where there is none."""
    e = s.head[n]
    while e != NOBODY:
        r = s.entry_resource[e]
        if s.entry_amount[e] > 0 and s.is_target[r] and s.part_of[r] == s.part[n]:
            return e
        e = s.entry_next[e]
    return NOBODY


@compiled
def push(t: Table, s: State, depth: int, last: int) -> int:
    """Send what the path can carry; -1, or the place on the path where a cap stood in the way after all."""
    agents, needs, entries = s.path_agent, s.path_need, s.path_entry
    amount = s.available[agents[0]]
    for k in range(depth + 1):
        amount = min(amount, slack(t, s, agents[k], needs[k]))
        if k:
            amount = min(amount, s.entry_amount[entries[k]])
    amount = min(amount, s.entry_amount[last] if last != NOBODY else s.open[needs[depth]])
    for k in range(depth + 1):
        if slack(t, s, agents[k], needs[k]) < amount:
            for back in range(k):
                shift(t, s, back, -amount)
            return k
        shift(t, s, k, amount)
    s.available[agents[0]] -= amount
    n = needs[depth]
    if last == NOBODY:
        s.met[n] += amount
        s.open[n] -= amount
    else:
        r = s.entry_resource[last]
        s.entry_amount[last] -= amount
        s.available[r] += amount
        use_room(t, s, r, n, -amount)
    return NOBODY


@compiled
def shift(t: Table, s: State, k: int, amount: int) -> None:
    """One step of a path: what the need before gives back goes to the need behind."""
    agents, needs, entries = s.path_agent, s.path_need, s.path_entry
    r = s.agent_resource[agents[k]]
    if k:
        s.entry_amount[entries[k]] -= amount
        use_room(t, s, r, needs[k - 1], -amount)
    s.entry_amount[entry_of(s, needs[k], r)] += amount
    use_room(t, s, r, needs[k], amount)


@compiled
def is_tight(s: State, depth: int) -> bool:
    """Whether entries or rooms could run out on the next path."""
    more = MARGIN + 8 * depth
    return s.counts[TOP] + more > len(s.entry_need) or 2 * (s.counts[ROOMS] + more) > len(s.room_key)


@compiled
def walk_from(t: Table, s: State, r: int) -> bool:
    """Send all that can go from one source along the layers; False where the state must grow first."""
    agents, needs, entries = s.path_agent, s.path_need, s.path_entry
    depth = 0
    agents[0] = r
    while s.available[r] > 0:
        a = agents[depth]
        n = next_need(t, s, a)
        if n == NOBODY:
            s.agent_level[a] = DEAD
            if depth == 0:
                return True
            depth -= 1
            n = needs[depth]
        needs[depth] = n
        last = NOBODY if s.open[n] > 0 else target_entry(s, n)
        if s.open[n] > 0 or last != NOBODY:
            if is_tight(s, depth):
                return False
            stuck = push(t, s, depth, last)
            if stuck != NOBODY:
                pass_by(s, agents[stuck])
            depth = 0
            continue
        following_agent = next_agent(t, s, n)
        if following_agent == NOBODY:
            cross_out(t, s, n)
            continue
        depth += 1
        agents[depth] = following_agent
        entries[depth] = s.chosen[n]
    return True


@compiled
def block(t: Table, s: State, order: Ints) -> int:
    """One round: layers, then flow until they are blocked. DONE where no path is left, GROW where room ran out."""
    drop_empty(s)
    found = layers(t, s, order)
    if s.counts[AGENTS] == len(s.agent_kind):
        return GROW
    if not found:
        return DONE
    start_walk(t, s)
    for r in order:
        if s.is_source[r] and s.available[r] > 0 and s.agent_level[r] == 0 and not walk_from(t, s, r):
            return GROW
    return PROGRESS
