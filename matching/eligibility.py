"""The hard rules H1 to H7: which resource may serve which need, and what forbids it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.problem import Group, Need, Resource
from matching.result import Figure, Reason

Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]
NO_DAY = 0  # No day has this ordinal.
K = TypeVar("K", bound=Hashable)


def broken_rules(need: Need, resource: Resource, as_of: date) -> list[Reason]:
    """Every hard rule that forbids the resource to serve the need, with its figures; empty: eligible."""
    broken: list[Reason] = []

    def note(rule: str, **figures: Figure) -> None:
        broken.append({"rule": rule, "resource": resource.id, **figures})

    if need.group != resource.group:
        note("H1", group=resource.group)
    if resource.categories is not None and need.category not in resource.categories:
        note("H2", categories=sorted(resource.categories))
    if resource.places is not None and covering_place(need, resource) is None:
        note("H3", places=sorted(resource.places))
    missing, excluded = resource.requires - need.attributes, resource.excludes & need.attributes
    if missing or excluded:
        note("H4", missing=sorted(missing), excluded=sorted(excluded))
    if resource.cases is not None and need.case not in resource.cases:
        note("H5")
    if resource.max_urgency is not None and need.urgency > resource.max_urgency:
        note("H6", max_urgency=resource.max_urgency)
    if resource.expires is not None and resource.expires < as_of:
        note("H7", expires=str(resource.expires))
    elif resource.valid_from is not None and resource.valid_from > (need.due or as_of):
        note("H7", valid_from=str(resource.valid_from))
    return broken


def covering_place(need: Need, resource: Resource) -> str | None:
    """The longest of the resource's places that the need's place starts with."""
    return max((p for p in resource.places or () if need.place.startswith(p)), key=len, default=None)


class Pairs(NamedTuple):
    """Eligible pairs as positions in a group's needs and resources, by resource, then need."""

    needs: Positions
    resources: Positions


@dataclass(frozen=True)
class Columns:
    """A group's needs, column by column, so that one resource is held against all of them at once."""

    needs: Sequence[Need]
    as_of: int
    buckets: dict[tuple[str, str], Positions]
    cases: dict[str, Positions]
    attributes: dict[str, Flags]
    urgency: Positions
    due: Positions

    @property
    def size(self) -> int:
        """How many needs there are."""
        return len(self.urgency)

    def candidates(self, resource: Resource) -> Positions:
        """Needs that H2, H3 and H5 allow, found by index, in no particular order."""
        if resource.cases is not None:
            return self._named(resource, resource.cases)
        found = [
            positions
            for (category, place), positions in self.buckets.items()
            if (resource.categories is None or category in resource.categories)
            and (resource.places is None or place.startswith(tuple(resource.places)))
        ]
        return np.concatenate(found) if found else np.empty(0, np.int64)

    def _named(self, resource: Resource, cases: frozenset[str]) -> Positions:
        """Needs of the named cases that H2 and H3 allow."""
        named = [self.cases[case] for case in cases if case in self.cases]
        allowed = [
            n
            for n in (np.concatenate(named).tolist() if named else ())
            if (resource.categories is None or self.needs[n].category in resource.categories)
            and (resource.places is None or self.needs[n].place.startswith(tuple(resource.places)))
        ]
        return np.array(allowed, np.int64)

    def eligible(self, resource: Resource) -> Positions:
        """Needs that the resource may serve, ascending."""
        at = self.candidates(resource)
        if resource.expires is not None and resource.expires.toordinal() < self.as_of:
            return at[:0]
        allowed = ~self.wrong_attributes(resource, at) & ~self.too_late(resource, at)
        if resource.max_urgency is not None:
            allowed &= self.urgency[at] <= resource.max_urgency
        return np.sort(at[allowed])

    def wrong_attributes(self, resource: Resource, at: Positions) -> Flags:
        """H4 for the needs at these positions."""
        wrong = np.zeros(len(at), bool)
        for name in resource.requires:
            wrong |= ~self.attributes[name][at] if name in self.attributes else True
        for name in resource.excludes & self.attributes.keys():
            wrong |= self.attributes[name][at]
        return wrong

    def too_late(self, resource: Resource, at: Positions) -> Flags:
        """The second half of H7 for the needs at these positions."""
        if resource.valid_from is None:
            return np.zeros(len(at), bool)
        due = self.due[at]
        return np.where(due == NO_DAY, self.as_of, due) < resource.valid_from.toordinal()


def columns(group: Group) -> Columns:
    """The needs of a group as columns and indexes."""
    needs = group.needs
    names = sorted({name for need in needs for name in need.attributes})
    attributes = {name: np.array([name in need.attributes for need in needs], bool) for name in names}
    return Columns(
        needs=needs,
        as_of=group.as_of.toordinal(),
        buckets=_index([(need.category, need.place) for need in needs]),
        cases=_index([need.case for need in needs]),
        attributes=attributes,
        urgency=np.array([need.urgency for need in needs], np.int64),
        due=np.array([NO_DAY if need.due is None else need.due.toordinal() for need in needs], np.int64),
    )


def _index(keys: Sequence[K]) -> dict[K, Positions]:
    found: dict[K, list[int]] = {}
    for position, key in enumerate(keys):
        found.setdefault(key, []).append(position)
    return {key: np.array(positions, np.int64) for key, positions in found.items()}


def coded(values: Sequence[str]) -> tuple[list[str], Positions]:
    """The distinct values, sorted, and for each value its number among them."""
    names = sorted(set(values))
    number = {name: k for k, name in enumerate(names)}
    return names, np.array([number[value] for value in values], np.int64)


def eligible_pairs(group: Group, needs: Columns | None = None) -> Pairs:
    """Every pair that H1 to H7 allow; found by index, never by trying each need with each resource."""
    table = columns(group) if needs is None else needs
    rows = [table.eligible(resource) for resource in group.resources]
    if not rows:
        return Pairs(np.empty(0, np.int64), np.empty(0, np.int64))
    lengths = [len(row) for row in rows]
    return Pairs(np.concatenate(rows), np.repeat(np.arange(len(rows), dtype=np.int64), lengths))
