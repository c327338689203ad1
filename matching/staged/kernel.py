"""Compiled: rooms under caps, what flows on which pair, and which needs a resource can reach."""

from typing import NamedTuple

from matching.staged.compiled import compiled
from matching.staged.table import NO_LIMIT, Flags, Ints, Narrow, Table

NEED, CASE, PLACE = 0, 1, 2
TOP, FREE, ROOMS, AGENTS = 0, 1, 2, 3  # What is in use, in State.counts.
NOBODY = -1


class State(NamedTuple):
    """What changes. Flow lies in entries (need, resource, amount), chained by need; rooms in an open hash.

    An *agent* is where flow may turn round: a resource (numbered as such), or a full cap of its for one case or place.
    Needs, agents and caps belong to a *part*; nothing moves between parts.
    """

    available: Ints
    met: Ints
    open: Ints
    head: Narrow
    entry_need: Narrow
    entry_resource: Narrow
    entry_amount: Ints
    entry_next: Narrow
    room_key: Ints
    room_left: Ints
    room_agent: Narrow
    room_part: Narrow
    counts: Ints
    is_alive: Flags
    is_source: Flags
    is_target: Flags
    part: Narrow
    part_of: Narrow
    level: Narrow
    following: Narrow
    stand: Narrow
    stand_of: Narrow
    chosen: Narrow
    turn: Narrow
    agent_resource: Narrow
    agent_kind: Narrow
    agent_key: Narrow
    agent_level: Narrow
    agent_range: Narrow
    agent_at: Narrow
    above: Narrow
    queue: Narrow
    starts: Ints
    path_agent: Narrow
    path_need: Narrow
    path_entry: Narrow


@compiled
def slot_of(s: State, key: int) -> int:
    """Where the key stands in the hash, or the empty slot where it would."""
    mask = len(s.room_key) - 1
    at = (key * 0x9E3779B97F4A7C1 >> 20) & mask
    while s.room_key[at] != NOBODY and s.room_key[at] != key:
        at = (at + 1) & mask
    return at


@compiled
def key_of(t: Table, r: int, level: int, n: int) -> int:
    """The key of the cap of a resource under which a need counts."""
    inner = n if level == NEED else t.case[n] if level == CASE else t.place[n]
    return r * t.first_key[3] + t.first_key[level] + inner


@compiled
def room(t: Table, s: State, r: int, level: int, n: int) -> int:
    """What the resource may still give under its cap of this level that covers the need."""
    if not t.has_cap[r, level]:
        return NO_LIMIT
    at = slot_of(s, key_of(t, r, level, n))
    return s.room_left[at] if s.room_key[at] != NOBODY else t.caps[r, level]


@compiled
def use_room(t: Table, s: State, r: int, n: int, amount: int) -> None:
    """Take an amount (or give it back) under every cap of the resource that covers the need."""
    for level in range(3):
        if not t.has_cap[r, level]:
            continue
        key = key_of(t, r, level, n)
        at = slot_of(s, key)
        if s.room_key[at] == NOBODY:
            if t.caps[r, level] == NO_LIMIT:
                continue
            s.room_key[at] = key
            s.room_left[at] = t.caps[r, level]
            s.room_agent[at] = NOBODY
            s.room_part[at] = s.part_of[r]
            s.counts[ROOMS] += 1
        if s.room_left[at] < NO_LIMIT:
            s.room_left[at] -= amount


@compiled
def entry_of(s: State, n: int, r: int) -> int:
    """The entry of a pair, made where there is none."""
    e = s.head[n]
    while e != NOBODY:
        if s.entry_resource[e] == r:
            return e
        e = s.entry_next[e]
    if s.counts[FREE] != NOBODY:
        e = s.counts[FREE]
        s.counts[FREE] = s.entry_next[e]
    else:
        e = s.counts[TOP]
        s.counts[TOP] += 1
    s.entry_need[e] = n
    s.entry_resource[e] = r
    s.entry_amount[e] = 0
    s.entry_next[e] = s.head[n]
    s.head[n] = e
    return e


@compiled
def drop_empty(s: State) -> None:
    """Take entries without flow out of the chains."""
    for n in range(len(s.head)):
        before = NOBODY
        e = s.head[n]
        while e != NOBODY:
            after = s.entry_next[e]
            if s.entry_amount[e] == 0:
                if before == NOBODY:
                    s.head[n] = after
                else:
                    s.entry_next[before] = after
                s.entry_next[e] = s.counts[FREE]
                s.counts[FREE] = e
            else:
                before = e
            e = after


@compiled
def following(s: State, p: int) -> int:
    """The next stand at or behind *p* whose need is still in the lists."""
    while s.following[p] != p:
        s.following[p] = s.following[s.following[p]]
        p = s.following[p]
    return p


@compiled
def strike(t: Table, s: State, n: int) -> None:
    """Take a need out of all lists."""
    for k in range(t.at_start[n], t.at_start[n + 1]):
        p = t.at[k]
        s.following[p] = p + 1


@compiled
def fits(t: Table, r: int, n: int) -> bool:
    """Whether a member of the resource's ranges is eligible."""
    return t.plain[r] or (
        (t.bits[n] & t.requires[r]) == t.requires[r]
        and (t.bits[n] & t.excludes[r]) == 0
        and t.urgency[n] <= t.latest[r]
        and t.due[n] >= t.valid_from[r]
    )


@compiled
def covers(t: Table, r: int, n: int) -> bool:
    """Whether any stand of the need lies in a range of the resource."""
    for k in range(t.at_start[n], t.at_start[n + 1]):
        p = t.at[k]
        first, last = t.range_start[r], t.range_start[r + 1]
        while first < last:
            middle = (first + last) // 2
            if t.high[middle] <= p:
                first = middle + 1
            else:
                last = middle
        if first < t.range_start[r + 1] and t.low[first] <= p:
            return True
    return False


@compiled
def slack(t: Table, s: State, a: int, n: int) -> int:
    """What may go from the agent to the need as far as caps below the agent allow."""
    r, kind = s.agent_resource[a], s.agent_kind[a]
    left = room(t, s, r, NEED, n)
    if kind != CASE:
        left = min(left, room(t, s, r, CASE, n))
    if kind == NEED:
        left = min(left, room(t, s, r, PLACE, n))
    return left


@compiled
def bounds(t: Table, s: State, a: int, k: int) -> tuple[int, int]:
    """The part of a range that the agent covers: all of it, or one place's members."""
    low, high = int(t.low[k]), int(t.high[k])
    if s.agent_kind[a] != PLACE:
        return low, high
    return first_of_place(t, s.agent_key[a], low, high), first_of_place(t, s.agent_key[a] + 1, low, high)


@compiled
def first_of_place(t: Table, place: int, low: int, high: int) -> int:
    """The first member from *low* to *high* that stands in this place or a later one."""
    while low < high:
        middle = (low + high) // 2
        if t.place[t.member[middle]] < place:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def may_go(t: Table, s: State, a: int, n: int) -> bool:
    """Whether something could go from the agent to this member of its ranges."""
    r = s.agent_resource[a]
    return s.part[n] == s.part_of[a] and fits(t, r, n) and slack(t, s, a, n) > 0


@compiled
def may_go_in_case(t: Table, s: State, a: int, n: int) -> bool:
    """The same for a need of the agent's case, which need not be a member of its ranges."""
    return s.is_alive[n] and covers(t, s.agent_resource[a], n) and may_go(t, s, a, n)


@compiled
def full_agent(t: Table, s: State, r: int, level: int, n: int, make: bool) -> int:
    """The agent of a full cap that covers the need; NOBODY where it is not full, or there is none and none is made."""
    if not t.has_cap[r, level]:
        return NOBODY
    at = slot_of(s, key_of(t, r, level, n))
    if s.room_key[at] == NOBODY or s.room_part[at] != s.part[n]:
        return NOBODY
    a = s.room_agent[at]
    if a != NOBODY or not make or s.room_left[at] > 0:
        return a
    a = s.counts[AGENTS]
    if a == len(s.agent_kind):
        return NOBODY
    s.counts[AGENTS] += 1
    s.room_agent[at] = a
    s.part_of[a] = s.room_part[at]
    s.agent_resource[a] = r
    s.agent_kind[a] = level
    s.agent_key[a] = t.case[n] if level == CASE else t.place[n]
    s.agent_level[a] = NOBODY
    return a


@compiled
def move_rooms(keys: Ints, left: Ints, parts: Narrow, s: State) -> None:
    """Fill a larger hash from a smaller one."""
    for k in range(len(keys)):
        if keys[k] != NOBODY:
            at = slot_of(s, keys[k])
            s.room_key[at] = keys[k]
            s.room_left[at] = left[k]
            s.room_part[at] = parts[k]
            s.room_agent[at] = NOBODY
