"""One group as columns for compiled code."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import coded
from matching.problem import URGENCIES, Group, Need, Resource
from matching.room import Room
from matching.staged.lists import Lists, ranges

Ints = NDArray[np.int64]
Narrow = NDArray[np.int32]
Flags = NDArray[np.bool_]
NO_LIMIT = 1 << 62
LEVELS = ("need", "case", "place")


class Table(NamedTuple):
    """What does not change while the group is solved. A *member* is a need's stand in one of the sorted lists.

    Per need: amount, case, place, urgency, bits (its attributes), due (a day's ordinal), at (its stands, by at_start).
    Per resource: low and high bounds of its ranges of members (by range_start), what a member must still fulfil
    where it is not plain, and the caps for everybody by level (need, case, place), NO_LIMIT where there is none.
    """

    amount: Ints
    case: Narrow
    place: Narrow
    urgency: Narrow
    bits: Ints
    due: Ints
    member: Narrow
    at_start: Narrow
    at: Narrow
    case_start: Narrow
    case_member: Narrow
    range_start: Narrow
    low: Narrow
    high: Narrow
    plain: Flags
    requires: Ints
    excludes: Ints
    latest: Narrow
    valid_from: Ints
    has_cap: Flags
    caps: Ints
    first_key: Ints


@dataclass(frozen=True)
class Layout:
    """The table, and what of the group's state is known before the first flow."""

    table: Table
    available: Ints
    met: Ints
    own_keys: Ints
    own_rooms: Ints

    @property
    def most_pairs(self) -> int:
        """At least as many as there are eligible pairs."""
        return int((self.table.high.astype(np.int64) - self.table.low).sum())


def lay_out(group: Group) -> Layout:
    """The table of a group; the same for the same group."""
    lists = Lists(group)
    needs, resources, room = group.needs, group.resources, Room(group)
    member, range_start, low, high = ranges(group, lists)
    order = np.argsort(member, kind="stable")
    cases, case = coded([need.case for need in needs])
    case_order = np.argsort(case, kind="stable")
    as_of = group.as_of.toordinal()
    sizes = np.array([0, len(needs), len(needs) + len(cases), len(needs) + len(cases) + len(lists.places)])
    table = Table(
        amount=np.array([need.amount for need in needs], np.int64),
        case=case.astype(np.int32),
        place=lists.place.astype(np.int32),
        urgency=lists.urgency.astype(np.int32),
        bits=lists.bits,
        due=np.array([need.due.toordinal() if need.due else as_of for need in needs], np.int64),
        member=member.astype(np.int32),
        at_start=np.searchsorted(member[order], np.arange(len(needs) + 1)).astype(np.int32),
        at=order.astype(np.int32),
        case_start=np.searchsorted(case[case_order], np.arange(len(cases) + 1)).astype(np.int32),
        case_member=case_order.astype(np.int32),
        range_start=range_start.astype(np.int32),
        low=low.astype(np.int32),
        high=high.astype(np.int32),
        plain=np.array([lists.is_listed(r) or _asks_nothing(r, lists) for r in resources], bool),
        requires=_masks(lists, [r.requires for r in resources]),
        excludes=_masks(lists, [r.excludes for r in resources]),
        latest=np.array(
            [URGENCIES[-1] if r.max_urgency is None else r.max_urgency for r in resources], np.int32
        ),
        valid_from=np.array([r.valid_from.toordinal() if r.valid_from else 0 for r in resources], np.int64),
        has_cap=np.array(
            [[any(c.per == per for c in r.caps) for per in LEVELS] for r in resources], bool
        ).reshape(-1, len(LEVELS)),
        caps=np.array([[_default(r, per) for per in LEVELS] for r in resources], np.int64).reshape(
            -1, len(LEVELS)
        ),
        first_key=sizes.astype(np.int64),
    )
    own_keys, own_rooms = _own_rooms(group, table, cases, lists.places, room)
    met = np.array([room.met(need) for need in needs], np.int64)
    available = np.array([room.left(resource) for resource in resources], np.int64)
    return Layout(table, available, met, own_keys, own_rooms)


def _asks_nothing(resource: Resource, lists: Lists) -> bool:
    """Whether every member of its ranges is eligible."""
    beyond = resource.requires - ({lists.words[lists.base(resource)]} if resource.requires else set())
    return not beyond and not resource.excludes and resource.valid_from is None


def _masks(lists: Lists, words: list[frozenset[str]]) -> Ints:
    return np.array([sum(1 << lists.bit[w] for w in some if w in lists.bit) for some in words], np.int64)


def _default(resource: Resource, per: str) -> int:
    return min((c.amount for c in resource.caps if c.per == per and c.only is None), default=NO_LIMIT)


def _own_rooms(
    group: Group, table: Table, cases: list[str], places: list[str], room: Room
) -> tuple[Ints, Ints]:
    """Keys of caps that differ from the cap for everybody, by *only* or by pins, and the room they leave."""
    numbers = (
        {need.id: k for k, need in enumerate(group.needs)},
        {case: k for k, case in enumerate(cases)},
        {place: k for k, place in enumerate(places)},
    )
    width = int(table.first_key[3])
    served = _served(group)
    found: dict[int, int] = {}
    for r, resource in enumerate(group.resources):
        for level, per in enumerate(LEVELS):
            caps = [cap for cap in resource.caps if cap.per == per]
            keys = {cap.only for cap in caps if cap.only is not None}
            if caps:
                keys |= {(need.id, need.case, need.place)[level] for need in served.get(resource.id, ())}
            for key in keys & numbers[level].keys():
                most = min((cap.amount for cap in caps if cap.only in (None, key)), default=NO_LIMIT)
                left = most if most == NO_LIMIT else most - room.under(resource, per, key)
                found[r * width + int(table.first_key[level]) + numbers[level][key]] = left
    order = sorted(found)
    return np.array(order, np.int64), np.array([found[key] for key in order], np.int64)


def _served(group: Group) -> dict[str, list[Need]]:
    """The needs that each resource has pins for."""
    needs = {need.id: need for need in group.needs}
    served: dict[str, list[Need]] = {}
    for need, name in group.pinned:
        served.setdefault(name, []).append(needs[need])
    return served
