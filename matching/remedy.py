"""The smallest single change that would meet most of what a need lacks, found by making it and planning anew."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from matching import flow
from matching.cut import Cut
from matching.eligibility import broken_rules
from matching.problem import Cap, Group, Need, Resource
from matching.result import Figure, Reason

MOST_PAIRS = 200_000
"""Needs times sources of a group up to which each change is tried; beyond, nothing is said."""
MOST_TRIED = 3
"""Changes of one sort that are tried: the widest limits, and the sources that have most left."""
COSTS_NOTHING, ASKS_CONSENT, NEEDS_MORE = range(3)


@dataclass(frozen=True)
class _Change:
    """One source made another; *size* is by how much it grows, 0 where a restriction goes."""

    sort: int
    size: int
    becomes: Resource
    said: Reason


def remedy_of(group: Group, need: Need, met: int, cut: Cut, near: tuple[Reason, ...]) -> Reason | None:
    """The change that gets the need most; of equal ones the one that asks least of others, then the smallest.

    *met* is what the need gets now, *near* what `because` says of it. Codes and figures are those of the
    limits, with ``more`` of a source, ``to`` for a cap, an urgency or a day, ``add`` for a category, place or case; and
    ``gain``, what the need gets beyond *met* in a best plan after the change. None where nothing tried helps, or
    the group has more than MOST_PAIRS pairs.
    """
    if len(group.needs) * len(group.resources) > MOST_PAIRS:
        return None
    trial = _Trial(group, need, met)
    tried = [tried for make in trial.makers(cut, near) if (tried := trial.best(make)).gain > 0]
    if not tried:
        return None
    smallest = trial.smallest(min(tried, key=_Tried.rank))
    return {**smallest.change.said, "gain": smallest.gain}


Make = Callable[[int], _Change]


class _Tried(NamedTuple):
    """What a change of one size gets the need, and how others of its sort are made."""

    gain: int
    change: _Change
    make: Make

    def rank(self) -> tuple[int, int, int, str]:
        """The most for the need first, then what asks least."""
        return -self.gain, self.change.sort, self.change.size, self.change.becomes.id


class _Trial:
    """Changes of one group's sources, each judged by what a best plan then gives the need."""

    def __init__(self, group: Group, need: Need, met: int) -> None:
        self.group, self.need, self.met = group, need, met
        self.lack = need.amount - met
        self.by_id = {resource.id: resource for resource in group.resources}
        self.enough = self.lack

    def makers(self, cut: Cut, near: tuple[Reason, ...]) -> Iterator[Make]:
        """What could be changed, each as a function of by how much."""
        self.enough = self.lack + cut.asked - cut.met
        for rule, make in (("cap", self._raised), ("available", self._richer)):
            limits = [limit for limit in cut.limits if limit["rule"] == rule]
            for limit in limits[:MOST_TRIED]:
                yield make(self.by_id[str(limit["resource"])], limit)
        wider = [reason for reason in near if str(reason["rule"])[0] == "H" and "also" not in reason]
        for reason in wider[:MOST_TRIED]:
            change = self._wider(self.by_id[str(reason["resource"])])
            if change is not None:
                yield lambda size, change=change: change  # type: ignore[misc]

    def best(self, make: Make) -> _Tried:
        """What the change gets the need: as much more as it lacks, or, where others come first, enough for all."""
        tried = self._try(make, self.lack)
        if tried.gain < self.lack < self.enough and tried.change.size:
            return max(tried, self._try(make, self.enough), key=lambda tried: tried.gain)
        return tried

    def smallest(self, tried: _Tried) -> _Tried:
        """The least size by halving that gets the need as much."""
        low, high = 0, tried.change.size
        while high - low > 1:
            middle = (low + high) // 2
            smaller = self._try(tried.make, middle)
            if smaller.gain >= tried.gain:
                high, tried = middle, smaller
            else:
                low = middle
        return tried

    def _try(self, make: Make, size: int) -> _Tried:
        change = make(size)
        return _Tried(self.gain(change), change, make)

    def gain(self, change: _Change) -> int:
        """What the need gets beyond *met* in a best plan of the group with this change."""
        resources = tuple(change.becomes if r.id == change.becomes.id else r for r in self.group.resources)
        changed = replace(self.group, resources=resources)
        new = sum(amount for (n, _), amount in flow.solve_plain(changed).amounts.items() if n == self.need.id)
        pinned = sum(amount for (n, _), amount in self.group.pinned.items() if n == self.need.id)
        return new + pinned - self.met

    def _richer(self, resource: Resource, limit: Reason) -> Make:
        def make(size: int) -> _Change:
            said: Reason = {"rule": "available", "resource": resource.id, "more": size}
            return _Change(NEEDS_MORE, size, replace(resource, available=resource.available + size), said)

        return make

    def _raised(self, resource: Resource, limit: Reason) -> Make:
        per, key, amount = str(limit["per"]), str(limit["key"]), int(str(limit["amount"]))

        def raised(cap: Cap, size: int) -> Cap:
            is_meant = cap.per == per and cap.only in (None, key)
            return replace(cap, amount=max(cap.amount, amount + size)) if is_meant else cap

        def make(size: int) -> _Change:
            caps = tuple(raised(cap, size) for cap in resource.caps)
            figures: dict[str, Figure] = {"per": per, "key": key, "amount": amount, "to": amount + size}
            said: Reason = {"rule": "cap", "resource": resource.id, **figures}
            return _Change(COSTS_NOTHING, size, replace(resource, caps=caps), said)

        return make

    def _wider(self, resource: Resource) -> _Change | None:
        """The source without the one rule that forbids the pair; a fund's reserve stays for lives at risk."""
        need, (broken, *others) = self.need, broken_rules(self.need, resource, self.group.as_of)
        rule = str(broken["rule"])
        if others or rule not in WIDER or (resource.is_fund and rule == "H6"):
            return None
        becomes, figures = WIDER[rule](resource, need, self.group)
        return _Change(ASKS_CONSENT, 0, becomes, {"rule": rule, "resource": resource.id, **figures})


Widened = tuple[Resource, dict[str, Figure]]


def _category(resource: Resource, need: Need, group: Group) -> Widened:
    wider = replace(resource, categories=(resource.categories or frozenset()) | {need.category})
    return wider, {"add": need.category}


def _place(resource: Resource, need: Need, group: Group) -> Widened:
    return replace(resource, places=(resource.places or frozenset()) | {need.place}), {"add": need.place}


def _attributes(resource: Resource, need: Need, group: Group) -> Widened:
    missing, excluded = resource.requires - need.attributes, resource.excludes & need.attributes
    wider = replace(resource, requires=resource.requires - missing, excludes=resource.excludes - excluded)
    return wider, {"missing": sorted(missing), "excluded": sorted(excluded)}


def _case(resource: Resource, need: Need, group: Group) -> Widened:
    return replace(resource, cases=(resource.cases or frozenset()) | {need.case}), {"add": need.case}


def _urgency(resource: Resource, need: Need, group: Group) -> Widened:
    return replace(resource, max_urgency=need.urgency), {"to": need.urgency}


def _days(resource: Resource, need: Need, group: Group) -> Widened:
    if resource.expires is not None and resource.expires < group.as_of:
        return replace(resource, expires=group.as_of), {
            "expires": str(resource.expires),
            "to": str(group.as_of),
        }
    day = need.due or group.as_of
    return replace(resource, valid_from=day), {"valid_from": str(resource.valid_from), "to": str(day)}


WIDER: dict[str, Callable[[Resource, Need, Group], Widened]] = {
    "H2": _category,
    "H3": _place,
    "H4": _attributes,
    "H5": _case,
    "H6": _urgency,
    "H7": _days,
}
"""What forbids a pair, and the source that does not."""
