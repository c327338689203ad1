"""The needs of a group sorted so that what a resource may serve is a few ranges of them."""

from collections import Counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import coded, columns
from matching.problem import URGENCIES, Group, Resource

Ints = NDArray[np.int64]
MOST_WORDS = 62  # Attributes that fit the bits of one number; what asks for others lists its needs.
ANYBODY = -1


class Ranges(NamedTuple):
    """Per resource (by *starts*) the bounds of its ranges of *members*; a member is the position of a need."""

    members: Ints
    starts: Ints
    low: Ints
    high: Ints


class Lists:
    """The lists by (attribute or anybody, category, urgency), each sorted by place, one behind the other."""

    def __init__(self, group: Group) -> None:
        self.group = group
        needs = group.needs
        asked = Counter(word for r in group.resources for word in r.requires | r.excludes)
        self.words = sorted(sorted(asked), key=lambda word: -asked[word])[:MOST_WORDS]
        self.bit = {word: k for k, word in enumerate(self.words)}
        self.categories, self.category = coded([need.category for need in needs])
        self.places, self.place = coded([need.place for need in needs])
        self.urgency = np.array([need.urgency for need in needs], np.int64)
        self.bits = np.zeros(len(needs), np.int64)
        self.holders: dict[int, Ints] = {ANYBODY: np.arange(len(needs), dtype=np.int64)}
        for word, k in self.bit.items():
            holds = np.array([word in need.attributes for need in needs], bool)
            self.bits |= holds.astype(np.int64) << k
            self.holders[k] = np.flatnonzero(holds)
        self._places_of: dict[frozenset[str], list[tuple[int, int]]] = {}
        self._sort()

    def _sort(self) -> None:
        needed = {ANYBODY, *(self.base(resource) for resource in self.group.resources)}
        parts = [(base, self.holders[base]) for base in sorted(needed)]
        members = np.concatenate([at for _, at in parts]) if parts else np.empty(0, np.int64)
        base = np.concatenate([np.full(len(at), which, np.int64) for which, at in parts])
        keys = self.key(base, self.category[members], self.urgency[members], self.place[members])
        order = np.lexsort((members, keys))
        self.members, self.keys = members[order], keys[order]

    def key(self, base: Ints, category: Ints, urgency: Ints, place: Ints) -> Ints:
        """The number by which members are sorted."""
        width = max(1, len(self.places))
        return (
            ((base + 1) * max(1, len(self.categories)) + category) * len(URGENCIES) + urgency
        ) * width + place

    def base(self, resource: Resource) -> int:
        """The rarest attribute the resource requires, among those that have a bit."""
        known = [self.bit[word] for word in resource.requires if word in self.bit]
        return min(known, key=lambda k: (len(self.holders[k]), k), default=ANYBODY)

    def place_runs(self, resource: Resource) -> list[tuple[int, int]]:
        """First and last number of each run of places the resource covers."""
        if resource.places is None:
            return [(0, len(self.places) - 1)]
        if resource.places not in self._places_of:
            begins = tuple(resource.places)
            inside = [k for k, place in enumerate(self.places) if place.startswith(begins)]
            runs: list[tuple[int, int]] = []
            for k in inside:
                if runs and runs[-1][1] == k - 1:
                    runs[-1] = runs[-1][0], k
                else:
                    runs.append((k, k))
            self._places_of[resource.places] = runs
        return self._places_of[resource.places]

    def is_listed(self, resource: Resource) -> bool:
        """Whether its needs are listed one by one: it names cases, or attributes beyond the bits."""
        return resource.cases is not None or not (resource.requires | resource.excludes) <= self.bit.keys()

    def blocks(self, resource: Resource) -> list[tuple[int, int, int, int, int]]:
        """(base, category, urgency, first place, last place) of every block of members it may reach."""
        base = self.base(resource)
        if base != ANYBODY and not len(self.holders[base]):
            return []
        categories = [
            k
            for k, name in enumerate(self.categories)
            if resource.categories is None or name in resource.categories
        ]
        most = URGENCIES[-1] if resource.max_urgency is None else resource.max_urgency
        runs = self.place_runs(resource)
        return [(base, c, u, *run) for c in categories for u in URGENCIES[: most + 1] for run in runs]


def ranges(group: Group, lists: Lists) -> Ranges:
    """The ranges of every resource; behind the lists stand the needs of resources that list theirs one by one."""
    blocks: list[tuple[int, int, int, int, int, int]] = []
    own: list[tuple[int, int, int]] = []
    listed: list[Ints] = []
    whole, end = columns(group), len(lists.members)
    for number, resource in enumerate(group.resources):
        if resource.expires is not None and resource.expires < group.as_of:
            continue
        if lists.is_listed(resource):
            at = whole.eligible(resource)
            listed.append(at[np.lexsort((at, lists.place[at]))])
            own.append((number, end, end + len(at)))
            end += len(at)
        else:
            blocks += [(number, *block) for block in lists.blocks(resource)]
    owner, low, high = _joined(group, *_found(lists, np.array(blocks, np.int64).reshape(-1, 6)))
    apart = np.array([row for row in own if row[1] < row[2]], np.int64).reshape(-1, 3)
    owner, low, high = (np.concatenate([a, apart[:, k]]) for k, a in enumerate((owner, low, high)))
    order = np.lexsort((low, owner))
    starts = np.searchsorted(owner[order], np.arange(len(group.resources) + 1))
    return Ranges(np.concatenate([lists.members, *listed]), starts, low[order], high[order])


def _found(lists: Lists, blocks: Ints) -> tuple[Ints, Ints, Ints]:
    """Owner and bounds of the blocks that have members."""
    resource, base, category, urgency, first, last = blocks.T
    low = np.searchsorted(lists.keys, lists.key(base, category, urgency, first))
    high = np.searchsorted(lists.keys, lists.key(base, category, urgency, last), "right")
    some = low < high
    return resource[some], low[some].astype(np.int64), high[some].astype(np.int64)


def _joined(group: Group, owner: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
    """Ranges that touch become one, unless a cap per place needs each sorted by place."""
    keeps_apart = np.array([any(c.per == "place" for c in r.caps) for r in group.resources], bool)
    joins = np.zeros(len(low), bool)
    joins[1:] = (owner[1:] == owner[:-1]) & (low[1:] == high[:-1]) & ~keeps_apart[owner[1:]]
    heads = np.flatnonzero(~joins)
    tails = np.append(heads[1:], len(low))[: len(heads)] - 1
    return owner[heads], low[heads], high[tails]
