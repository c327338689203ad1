"""The baseline: needs by urgency and due date take what they can, one after the other."""

from datetime import date

from matching.eligibility import eligible_pairs
from matching.problem import Group, Need
from matching.room import Room

Amounts = dict[tuple[str, str], int]


def solve(group: Group) -> Amounts:
    """What each eligible pair gets beyond its pins; keeps every hard rule and proves nothing."""
    room = Room(group)
    sources: dict[int, list[int]] = {}
    pairs = eligible_pairs(group)
    for n, r in zip(pairs.needs.tolist(), pairs.resources.tolist()):
        sources.setdefault(n, []).append(r)
    order = _resource_order(group)
    amounts: Amounts = {}
    for n in sorted(range(len(group.needs)), key=lambda n: _need_order(group.needs[n])):
        need = group.needs[n]
        for r in sorted(sources.get(n, ()), key=order.__getitem__):
            amount = room.free(need, group.resources[r])
            if amount > 0:
                room.take(need, group.resources[r], amount)
                amounts[need.id, group.resources[r].id] = amount
    return amounts


def _need_order(need: Need) -> tuple[int, date, str]:
    return need.urgency, need.due or date.max, need.id


def _resource_order(group: Group) -> list[tuple[bool, int, str]]:
    """What expires soonest first, the fund last."""
    return [(r.is_fund, r.days_left(group.as_of), r.id) for r in group.resources]
