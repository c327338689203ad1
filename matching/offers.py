"""A group's resources, column by column, so that one need is held against all of them at once."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.problem import URGENCIES, Group, Need

Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int8]
NEVER = 1 << 40  # A day beyond all days.


class Offers:
    """H2 to H7 for one need and every resource of its group, in the order of the group's resources."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.as_of = group.as_of.toordinal()
        resources = group.resources
        self._no_category: dict[str, Flags] = {}
        self._no_place: dict[str, Flags] = {}
        self._wrong: dict[frozenset[str], Flags] = {}
        self._asking = [r for r, x in enumerate(resources) if x.requires or x.excludes]
        self._names_cases = np.array([x.cases is not None for x in resources], np.int8)
        self._naming: dict[str, list[int]] = {}
        for r, x in enumerate(resources):
            for case in x.cases or ():
                self._naming.setdefault(case, []).append(r)
        self.latest = np.array([URGENCIES[-1] if x.max_urgency is None else x.max_urgency for x in resources])
        begins = [x.valid_from.toordinal() if x.valid_from else 0 for x in resources]
        over = [x.expires is not None and x.expires < group.as_of for x in resources]
        self.begins = np.where(over, NEVER, begins).astype(np.int64)

    def count_broken(self, need: Need) -> Counts:
        """How many of H2 to H7 forbid each resource to serve the need."""
        due = need.due.toordinal() if need.due else self.as_of
        count = self._outside(need) + self._names_cases
        count[self._naming.get(need.case, [])] -= 1
        count += need.urgency > self.latest
        count += self.begins > due
        return count

    def eligible(self, need: Need) -> Positions:
        """The resources that may serve the need, ascending."""
        return np.flatnonzero(self.count_broken(need) == 0)

    @cached_property
    def _sums(self) -> dict[tuple[str, str, frozenset[str]], Counts]:
        return {}

    def _outside(self, need: Need) -> Counts:
        """H2, H3 and H4 together; needs of one sort share them."""
        key = need.category, need.place, need.attributes
        if key not in self._sums:
            if len(self._sums) * len(self.group.resources) > 100_000_000:
                self._sums.clear()
            parts = (self._without_category(key[0]), self._without_place(key[1]), self._with_wrong(key[2]))
            self._sums[key] = np.sum(parts, axis=0, dtype=np.int8)
        return self._sums[key]

    def _without_category(self, category: str) -> Flags:
        if category not in self._no_category:
            resources = self.group.resources
            rows = [x.categories is not None and category not in x.categories for x in resources]
            self._no_category[category] = np.array(rows, bool)
        return self._no_category[category]

    def _without_place(self, place: str) -> Flags:
        if place not in self._no_place:
            resources = self.group.resources
            rows = [x.places is not None and not place.startswith(tuple(x.places)) for x in resources]
            self._no_place[place] = np.array(rows, bool)
        return self._no_place[place]

    def _with_wrong(self, attributes: frozenset[str]) -> Flags:
        if attributes not in self._wrong:
            wrong = np.zeros(len(self.group.resources), bool)
            for r in self._asking:
                x = self.group.resources[r]
                wrong[r] = not x.requires <= attributes or not x.excludes.isdisjoint(attributes)
            self._wrong[attributes] = wrong
        return self._wrong[attributes]
