"""The stages: each slice of each urgency filled to the most, then every source spared for a cheaper one."""

from collections.abc import Callable

import numpy as np

from matching.objective import SLICES
from matching.problem import URGENCIES
from matching.staged.kernel import NOBODY, TOP, State, move_rooms, slot_of
from matching.staged.table import Flags, Ints, Layout, Table
from matching.staged.walk import DONE, GROW, block

Tell = Callable[[str], None]


def _nothing(count: int, kind: type = np.int32) -> np.ndarray:
    return np.full(count, NOBODY, kind)


def begin(layout: Layout) -> State:
    """The state before the first flow: pins taken off, no entries, the caps of their own in the hash."""
    t = layout.table
    needs, resources, stands = len(t.amount), len(layout.available), len(t.member)
    agents, entries = 2 * resources + 1024, 2 * needs + 1024
    rooms = 1 << int(4 * needs + 4 * len(layout.own_keys) + 1024).bit_length()
    s = State(
        available=layout.available.copy(),
        met=layout.met.copy(),
        open=np.zeros(needs, np.int64),
        head=_nothing(needs),
        entry_need=_nothing(entries),
        entry_resource=_nothing(entries),
        entry_amount=np.zeros(entries, np.int64),
        entry_next=_nothing(entries),
        room_key=_nothing(rooms, np.int64),
        room_left=np.zeros(rooms, np.int64),
        room_agent=_nothing(rooms),
        room_part=np.zeros(rooms, np.int32),
        counts=np.array([0, NOBODY, len(layout.own_keys), resources], np.int64),
        is_alive=np.ones(needs, bool),
        is_source=np.ones(resources, bool),
        is_target=np.zeros(resources, bool),
        part=np.zeros(needs, np.int32),
        part_of=np.zeros(agents, np.int32),
        level=_nothing(needs),
        following=_nothing(stands + 1),
        stand=_nothing(stands),
        stand_of=_nothing(stands),
        chosen=_nothing(needs),
        turn=np.zeros(needs, np.int32),
        agent_resource=_first(agents, resources),
        agent_kind=np.zeros(agents, np.int32),
        agent_key=_nothing(agents),
        agent_level=_nothing(agents),
        agent_range=_nothing(agents),
        agent_at=_nothing(agents),
        above=_nothing(needs + agents),
        queue=_nothing(needs + agents),
        starts=np.zeros(2 * needs + 8, np.int64),
        path_agent=_nothing(needs + 2),
        path_need=_nothing(needs + 2),
        path_entry=_nothing(needs + 2),
    )
    move_rooms(layout.own_keys, layout.own_rooms, np.zeros(len(layout.own_keys), np.int32), s)
    return s


def _first(length: int, numbers: int) -> np.ndarray:
    out = _nothing(length)
    out[:numbers] = np.arange(numbers)
    return out


def grown(s: State) -> State:
    """The same state with twice the room."""

    def longer(column: np.ndarray, fill: int) -> np.ndarray:
        return np.concatenate([column, np.full(len(column) + 1024, fill, column.dtype)])

    rooms = 2 * len(s.room_key)
    more = s._replace(
        **{name: longer(getattr(s, name), NOBODY) for name in ("entry_need", "entry_resource", "entry_next")},
        entry_amount=longer(s.entry_amount, 0),
        room_key=_nothing(rooms, np.int64),
        room_left=np.zeros(rooms, np.int64),
        room_agent=_nothing(rooms),
        room_part=np.zeros(rooms, np.int32),
        **{
            name: longer(getattr(s, name), NOBODY)
            for name in (
                "part_of",
                "agent_resource",
                "agent_kind",
                "agent_key",
                "agent_level",
                "agent_range",
                "agent_at",
            )
        },
    )
    nodes = len(s.head) + len(more.agent_kind)
    more = more._replace(queue=_nothing(nodes), above=_nothing(nodes))
    more.agent_kind[: len(s.available)] = 0
    move_rooms(s.room_key, s.room_left, s.room_part, more)
    return more


def flood(t: Table, s: State, order: Ints) -> State:
    """Flow from sources to open needs, or to targets, until there is no path: the most there can be."""
    while (result := block(t, s, order)) != DONE:
        if result == GROW:
            s = grown(s)
    return s


def fill(t: Table, s: State, order: Ints, tell: Tell) -> State:
    """O1 and O2: slice after slice. What no source with anything left reaches now, none ever will."""
    for urgency in URGENCIES:
        for k in range(1, SLICES + 1):
            ends = t.amount * k // SLICES
            s.open[:] = np.where(t.urgency == urgency, np.maximum(0, ends - s.met), 0)
            if s.open.any() and s.available.any():
                s = flood(t, s, order)
                s.is_alive[:] = s.level >= 0
                s.is_source[:] &= s.agent_level[: len(s.available)] >= 0
        tell(f"urgency {urgency}: {int(s.met[t.urgency == urgency].sum())} met")
    s.is_alive[:] = True
    s.open[:] = 0
    return s


def spare(t: Table, s: State, costs: Ints, order: Ints, tell: Tell) -> State:
    """O3 and O5: what costs more is replaced by what costs less, for ever narrower bands of costs at once.

    Sources below a band's middle that have something left are held against sources from it on that give; then
    what the former still reach and what they do not are two parts that nothing can pass between for the better.
    """
    classes = np.unique(costs)
    rank = np.searchsorted(classes, costs)
    resources = len(costs)
    bands = [(0, len(classes))]
    while max(last - first for first, last in bands) > 1:
        middles = np.array([(first + last) // 2 for first, last in bands])[s.part_of[:resources]]
        s.is_source[:] = rank < middles
        s.is_target[:] = rank >= middles
        s = flood(t, s, order)
        bands = _split(t, s, bands)
    tell(f"{len(classes)} prices of sources")
    s.part[:] = s.part_of[:] = s.room_part[:] = 0
    s.is_target[:] = False
    return s


def _split(t: Table, s: State, bands: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What the last layers reached and what not become two parts of each; parts without a resource are forgotten."""
    resources = len(s.available)
    reached = s.agent_level[:resources] >= 0
    s.room_part[:] = 2 * s.room_part + ~_reached_caps(t, s, reached)
    s.part[:] = 2 * s.part + (s.level < 0)
    s.part_of[:resources] = 2 * s.part_of[:resources] + ~reached
    halves = [half for first, last in bands for half in _halves(first, last)]
    used = np.unique(s.part_of[:resources])
    number = np.full(len(halves), len(used), np.int32)
    number[used] = np.arange(len(used))
    for parts in (s.part, s.part_of[:resources], s.room_part):
        parts[:] = number[parts]
    return [*(halves[k] for k in used), (0, 0)]


def _halves(first: int, last: int) -> tuple[tuple[int, int], tuple[int, int]]:
    middle = (first + last) // 2
    return (first, middle), (middle, last)


def _reached_caps(t: Table, s: State, reached: Flags) -> Flags:
    """A full cap was reached where it became an agent, one with room where what stands above it was reached."""
    width = t.first_key[3]
    resource, inner = np.divmod(np.maximum(0, s.room_key), width)
    is_agent, is_full = s.room_agent != NOBODY, s.room_left == 0
    found: Flags = np.where(is_full, is_agent, reached[resource])
    at = np.flatnonzero(
        (inner >= t.first_key[1]) & (inner < t.first_key[2]) & ~is_full & t.has_cap[resource, 2]
    )
    case = inner[at] - t.first_key[1]
    place = t.place[t.case_member[t.case_start[case]]]
    for k, key in zip(at.tolist(), (resource[at] * width + t.first_key[2] + place).tolist()):
        above = slot_of(s, key)
        if s.room_key[above] == key:
            found[k] = found[above]
    return found


def entries(s: State) -> tuple[Ints, Ints, Ints]:
    """What flows: need, resource, amount, by need, then resource."""
    top = int(s.counts[TOP])
    some = np.flatnonzero(s.entry_amount[:top] > 0)
    needs, resources = s.entry_need[some].astype(np.int64), s.entry_resource[some].astype(np.int64)
    order = np.lexsort((resources, needs))
    return needs[order], resources[order], s.entry_amount[some][order]
