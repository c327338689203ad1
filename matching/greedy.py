"""The baseline: needs by urgency and due date take what they can, one after the other."""

from datetime import date

import numpy as np

from matching.offers import Offers
from matching.problem import Group, Need
from matching.room import Room

Amounts = dict[tuple[str, str], int]


def solve(group: Group) -> Amounts:
    """What each eligible pair gets beyond its pins; keeps every hard rule and proves nothing.

    It holds one need at a time against all resources, so that no list of pairs is built, however large the group.
    """
    room, offers = Room(group), Offers(group)
    order = np.array(sorted(range(len(group.resources)), key=_resource_order(group).__getitem__), np.int64)
    has_left = np.array([room.left(resource) > 0 for resource in group.resources], bool)
    amounts: Amounts = {}
    for need in sorted(group.needs, key=_need_order):
        missing = room.missing(need)
        if missing <= 0:
            continue
        eligible = (offers.count_broken(need) == 0) & has_left
        for r in order[eligible[order]].tolist():
            resource = group.resources[r]
            amount = room.free(need, resource)
            if amount > 0:
                room.take(need, resource, amount)
                amounts[need.id, resource.id] = amount
                has_left[r] = room.left(resource) > 0
                missing -= amount
                if not missing:
                    break
    return amounts


def _need_order(need: Need) -> tuple[int, date, str]:
    return need.urgency, need.due or date.max, need.id


def _resource_order(group: Group) -> list[tuple[bool, int, str]]:
    """What expires soonest first, the fund last."""
    return [(r.is_fund, r.days_left(group.as_of), r.id) for r in group.resources]
