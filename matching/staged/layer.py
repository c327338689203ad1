"""Compiled: layers of a residual network that is never built."""

from matching.staged.compiled import compiled
from matching.staged.kernel import (
    AGENTS,
    CASE,
    NEED,
    NOBODY,
    State,
    bounds,
    following,
    full_agent,
    may_go,
    may_go_in_case,
    strike,
)
from matching.staged.table import Ints, Table


@compiled
def reset(t: Table, s: State) -> None:
    """Forget the layers."""
    for k in range(len(s.room_agent)):
        s.room_agent[k] = NOBODY
    s.counts[AGENTS] = len(s.available)
    for n in range(len(s.level)):
        s.level[n] = NOBODY
    for a in range(len(s.agent_level)):
        s.agent_level[a] = NOBODY
    for p in range(len(t.member)):
        s.following[p] = p if s.is_alive[t.member[p]] else p + 1
    s.following[len(t.member)] = len(t.member)


@compiled
def visit(t: Table, s: State, n: int, level: int, by: int, end: int) -> int:
    """Put a need into a layer behind the agent *by*; the new end of the queue."""
    s.level[n] = level
    s.above[n] = by
    strike(t, s, n)
    s.queue[end] = n
    return end + 1


@compiled
def expand_agent(t: Table, s: State, a: int, end: int) -> int:
    """Visit every need that the agent can give to."""
    level = s.agent_level[a] + 1
    if s.agent_kind[a] == CASE:
        for k in range(t.case_start[s.agent_key[a]], t.case_start[s.agent_key[a] + 1]):
            n = t.case_member[k]
            if s.level[n] == NOBODY and may_go_in_case(t, s, a, n):
                end = visit(t, s, n, level, a, end)
        return end
    r = s.agent_resource[a]
    for k in range(t.range_start[r], t.range_start[r + 1]):
        low, high = bounds(t, s, a, k)
        p = following(s, low)
        while p < high:
            if may_go(t, s, a, t.member[p]):
                end = visit(t, s, t.member[p], level, a, end)
            p = following(s, p + 1)
    return end


@compiled
def expand_need(t: Table, s: State, n: int, end: int) -> int:
    """Visit every agent from which the need has something that it could give back."""
    needs = len(s.head)
    e = s.head[n]
    while e != NOBODY:
        r = s.entry_resource[e]
        if s.entry_amount[e] > 0:
            for kind in range(3):
                a = r if kind == NEED else full_agent(t, s, r, kind, n, True)
                if a != NOBODY and s.agent_level[a] == NOBODY and s.part_of[a] == s.part[n]:
                    s.agent_level[a] = s.level[n] + 1
                    s.above[needs + a] = n
                    s.queue[end] = needs + a
                    end += 1
        e = s.entry_next[e]
    return end


@compiled
def is_end(s: State, n: int) -> bool:
    """Whether a path may end here: the need is open, or has something from a resource that is a target."""
    if s.open[n] > 0:
        return True
    e = s.head[n]
    while e != NOBODY:
        r = s.entry_resource[e]
        if s.entry_amount[e] > 0 and s.is_target[r] and s.part_of[r] == s.part[n]:
            return True
        e = s.entry_next[e]
    return False


@compiled
def spread(t: Table, s: State, begin: int, end: int) -> tuple[bool, int]:
    """Work the queue off; whether a path's end was met, and the queue's end."""
    needs = len(s.head)
    found = False
    while begin < end:
        node = s.queue[begin]
        begin += 1
        if node >= needs:
            end = expand_agent(t, s, node - needs, end)
        else:
            found = found or is_end(s, node)
            end = expand_need(t, s, node, end)
    return found, end


@compiled
def layers(t: Table, s: State, order: Ints) -> bool:
    """Layers from all sources with something left, in the given order; whether any path ends."""
    reset(t, s)
    end = 0
    for r in order:
        if s.is_source[r] and s.available[r] > 0:
            s.agent_level[r] = 0
            s.above[len(s.head) + r] = NOBODY
            s.queue[end] = len(s.head) + r
            end += 1
    return spread(t, s, 0, end)[0]
